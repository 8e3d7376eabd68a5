import Glibc
import Synchronization

/// Lines for whoever watches the simulator.
final class Output: Sendable {
    private let isQuiet: Bool
    private let complaints = Mutex(0)
    /// Ten thousand chargers with the same complaint need not all be heard.
    private static let maximumComplaints = 20

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
    }

    func complain(_ text: String) {
        guard !isQuiet else { return }
        let count = complaints.withLock { count in
            count += 1
            return count
        }
        guard count <= Self.maximumComplaints else { return }
        Self.error(text + (count == Self.maximumComplaints ? " (further ones are not shown)" : ""))
    }

    static func line(_ text: String) {
        write(text, to: STDOUT_FILENO)
    }

    static func error(_ text: String) {
        write(text, to: STDERR_FILENO)
    }

    private static func write(_ text: String, to file: Int32) {
        let bytes = Array((text + "\n").utf8)
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(file, $0.baseAddress.map { $0 + done }, bytes.count - done)
            }
            guard count > 0 else { return }
            done += count
        }
    }
}
