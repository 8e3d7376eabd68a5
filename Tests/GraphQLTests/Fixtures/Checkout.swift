import Foundation

/// The files of the checkout that these tests are part of.
enum Checkout {
    /// A path is relative to the checkout. Found from this file, which compiles with the name it has there.
    static func url(_ path: String, from file: StaticString = #filePath) -> URL {
        URL(filePath: "\(file)").deletingLastPathComponent().appending(path: "../../..").standardized
            .appending(path: path)
    }

    static func text(_ path: String) throws -> String { try String(contentsOf: url(path), encoding: .utf8) }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url(path).path) }
}
