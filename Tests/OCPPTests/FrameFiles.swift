import Foundation
import OCPP
import Testing

/// A raw frame of the folder `Frames`; what is expected of it stands in its name.
struct FrameFile: Sendable, CustomTestStringConvertible {
    let folder: String
    let name: String

    /// The part of the name before the first point.
    var expectation: String { String(name.prefix { $0 != "." }) }

    var testDescription: String { "\(folder)/\(name)" }

    func bytes() throws -> [UInt8] {
        var bytes = [UInt8](try Data(contentsOf: Self.root.appending(path: folder).appending(path: name)))
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return bytes
    }

    /// Every frame of a folder; a folder that cannot be read gives one frame that fails to load.
    static func all(in folder: String) -> [FrameFile] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
        return (names.isEmpty ? ["missing"] : names.sorted()).map { FrameFile(folder: folder, name: $0) }
    }

    private static let root = Bundle.module.bundleURL.appending(path: "Frames")
}

extension Frame {
    var call: Call? {
        guard case .call(let call) = self else { return nil }
        return call
    }

    var refusal: Refusal? {
        guard case .refused(let refusal) = self else { return nil }
        return refusal
    }

    var result: CallResult? {
        guard case .result(let result) = self else { return nil }
        return result
    }

    var isIgnored: Bool {
        guard case .ignored = self else { return false }
        return true
    }
}

/// The frame of a CALL, written by hand in a test.
func call(_ action: String, _ payload: String, from sender: OCPP16.Sender = .chargePoint) -> Frame {
    OCPP16.decode(Array("[2,\"1\",\"\(action)\",\(payload)]".utf8), from: sender)
}
