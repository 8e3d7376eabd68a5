import Charging
import Foundation
import Spreadsheets

/// Draws anew what somebody sent as a picture, in a process of its own (`stationmaster-pictures`), which has little memory and
/// time, and whose end is nobody else's. Nothing of the file but what it shows is left.
struct PictureEncoder: Sendable {
    struct Picture: Sendable, Equatable {
        /// In pixels.
        var width: Int
        var height: Int
        var jpeg: [UInt8]
    }

    /// It stands beside this program.
    var executable =
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "stationmaster-pictures").path
    var deadline = Duration.seconds(20)
    /// Of what it may write, in bytes.
    var outputLimit = 4 << 20

    /// - Throws: ``ChargingError`` `.badInput` that says what is wrong with the file.
    func picture(ofFile path: String) async throws -> Picture {
        let output: [UInt8]
        do {
            output = try await ConfinedProcess(
                executable: executable, arguments: [], input: path, outputLimit: outputLimit
            ).run(deadline: deadline)
        } catch is SourceFailure {
            throw Self.refusal("damaged")
        }
        return try Self.picture(output)
    }

    static func picture(_ output: [UInt8]) throws -> Picture {
        let line = output.prefix(100).prefix { $0 != 0x0A }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        let jpeg = Array(output.dropFirst(line.count + 1))
        guard words.count == 3, words[0] == "picture", let width = Int(words[1]), let height = Int(words[2]),
            width > 0, height > 0, jpeg.starts(with: [0xFF, 0xD8, 0xFF])
        else { throw refusal(words.count == 2 ? String(words[1]) : "") }
        return Picture(width: width, height: height, jpeg: jpeg)
    }

    private static func refusal(_ reason: String) -> ChargingError {
        switch reason {
        case "kind": ChargingError(.badInput, "This is no picture that can be taken; send a JPEG, PNG or WebP file.")
        case "size": ChargingError(.badInput, "The picture has more than 60 million pixels; send a smaller one.")
        default: ChargingError(.badInput, "The picture is damaged and cannot be shown; save it anew and send that.")
        }
    }
}
