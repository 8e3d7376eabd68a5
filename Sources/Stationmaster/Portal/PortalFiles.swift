import Crypto
import Foundation

/// The built portal, read once at the start: the page, and the assets that it names.
///
/// Only what was there then is ever sent, by its exact name, so that no path of a request reaches the file system.
struct PortalFiles: Sendable {
    struct Asset: Sendable {
        let type: String
        let bytes: [UInt8]
        /// The same, packed by the build; the smallest first.
        let packed: [Packed]
    }

    struct Packed: Sendable, Equatable {
        /// The content coding, as Accept-Encoding names it.
        let coding: String
        let bytes: [UInt8]
    }

    struct Page: Sendable {
        let bytes: [UInt8]
        let entityTag: String

        init(_ text: String) {
            bytes = Array(text.utf8)
            let digest = SHA256.hash(data: bytes).prefix(12)
            entityTag = "\"" + digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "\""
        }
    }

    enum Theme: String, CaseIterable {
        case system, light, dark
    }

    let assets: [String: Asset]
    private let pages: [Theme: Page]

    /// Nil when there is no built portal in the folder.
    ///
    /// - Throws: ``ReadingError`` when there is one that cannot be served whole.
    init?(folder: URL) throws {
        guard let text = try? String(contentsOf: folder.appending(path: "index.html"), encoding: .utf8) else {
            return nil
        }
        pages = Dictionary(uniqueKeysWithValues: Theme.allCases.map { ($0, Page(Self.page(text, in: $0))) })
        assets = try Self.readAssets(folder.appending(path: "assets"))
    }

    func page(_ theme: Theme) -> Page {
        // Every theme has its page since `init`.
        pages[theme] ?? Page("")
    }

    struct ReadingError: Error, CustomStringConvertible {
        let description: String
    }

    private static let mostAssets = 2_000
    private static let mostBytes = 8 << 20

    /// The colours are in the page before it is drawn, so that it never flashes in the wrong ones.
    private static func page(_ text: String, in theme: Theme) -> String {
        theme == .system
            ? text : text.replacing("<html ", with: "<html data-theme=\"\(theme.rawValue)\" ", maxReplacements: 1)
    }

    private static func readAssets(_ folder: URL) throws -> [String: Asset] {
        let keys: Set<URLResourceKey> = [.isRegularFileKey, .fileSizeKey]
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: Array(keys))
        guard files.count <= mostAssets else {
            throw ReadingError(description: "\(folder.path) holds more than \(mostAssets) files")
        }
        var contents: [String: [UInt8]] = [:]
        for file in files {
            let values = try file.resourceValues(forKeys: keys)
            guard values.isRegularFile == true else { continue }
            guard let size = values.fileSize, size <= mostBytes else {
                throw ReadingError(description: "\(file.path) is larger than \(mostBytes) bytes")
            }
            contents[file.lastPathComponent] = Array(try Data(contentsOf: file))
        }
        var assets: [String: Asset] = [:]
        for (name, bytes) in contents {
            guard let type = types[name.split(separator: ".").last.map(String.init) ?? ""] else { continue }
            let packed = codings.compactMap { coding, suffix in
                contents["\(name).\(suffix)"].map { Packed(coding: coding, bytes: $0) }
            }
            assets[name] = Asset(type: type, bytes: bytes, packed: packed)
        }
        return assets
    }

    private static let codings = [("br", "br"), ("gzip", "gz")]

    /// What the build makes; another kind of file is not served.
    private static let types = [
        "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml",
        "woff2": "font/woff2",
    ]
}
