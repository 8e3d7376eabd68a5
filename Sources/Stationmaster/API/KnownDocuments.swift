import ChargingAPI
import Crypto
import Foundation
import GraphQL

/// Reads the documents that clients may name by their hash from a folder of `*.graphql` files.
enum KnownDocuments {
    private static let maximumFiles = 10_000

    /// Every file as it is, and once more without the line break at its end, which editors add and clients do not send.
    ///
    /// - Throws: ``SettingError`` with the file's name for what cannot be read or does not fit the schema.
    static func read(folder: String, engine: Engine<APIContext>) throws -> [String] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".graphql") }
        } catch {
            throw SettingError("STATIONMASTER_GRAPHQL_DOCUMENTS", value: folder, expected: "a folder that can be read")
        }
        guard names.count <= maximumFiles else {
            throw SettingError(
                "STATIONMASTER_GRAPHQL_DOCUMENTS", value: folder, expected: "a folder of at most \(maximumFiles) files")
        }
        return try names.sorted().flatMap { name in
            let text = try read(URL(filePath: folder).appending(path: name), engine: engine)
            let trimmed = text.hasSuffix("\n") ? String(text.dropLast()) : text
            return text == trimmed ? [text] : [text, trimmed]
        }
    }

    private static func read(_ file: URL, engine: Engine<APIContext>) throws -> String {
        guard let bytes = try? Data(contentsOf: file), let text = String(validating: bytes, as: UTF8.self) else {
            throw SettingError("STATIONMASTER_GRAPHQL_DOCUMENTS: \(file.lastPathComponent) is no readable UTF-8 file")
        }
        do throws(RequestFailure) {
            try engine.validate(text)
        } catch {
            let first = error.errors.first
            let place = first?.locations.first.map { ":\($0)" } ?? ""
            throw SettingError(
                "STATIONMASTER_GRAPHQL_DOCUMENTS: \(file.lastPathComponent)\(place) does not fit the schema: "
                    + (first?.message ?? "it is not valid"))
        }
        return text
    }

    @Sendable
    static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
