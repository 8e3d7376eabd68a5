import Glibc
import WebSockets

/// The journal of one charge point: a file to which lines are only ever added.
///
/// A line is one `write`, which the system keeps when the simulator is killed a moment later, and it is written before the
/// message that it tells of leaves. A line without its line break was cut off and says nothing.
final class Journal {
    private let file: Int32

    /// Opens or begins `FOLDER/ID.jsonl`, the id written as in a URL; nil where that is not possible.
    init?(folder: String, charger: String) {
        file = open(
            "\(folder)/\(PercentEncoding.encode(segment: charger)).jsonl", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
            0o644)
        guard file >= 0 else { return nil }
    }

    deinit {
        close(file)
    }

    /// False when the disk does not take it; then nothing more can be vouched for.
    func append(_ line: [UInt8]) -> Bool {
        line.withUnsafeBytes { write(file, $0.baseAddress, $0.count) } == line.count
    }
}
