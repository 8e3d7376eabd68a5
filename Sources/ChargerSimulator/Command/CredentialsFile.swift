import Glibc

/// One charge point a line: `id:password`, or `id` alone.
enum CredentialsFile {
    static func parse(_ text: String, password common: [UInt8]?) -> [(id: String, password: [UInt8]?)] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let line = line.drop { $0 == " " }
            guard !line.isEmpty, !line.hasPrefix("#") else { return nil }
            guard let colon = line.firstIndex(of: ":") else { return (String(line), common) }
            return (String(line[..<colon]), Array(line[line.index(after: colon)...].utf8))
        }
    }
}

/// Files that a user names on the command line.
enum TextFile {
    private static let maximumSize = 16 << 20

    /// Nil where it cannot be read, is too large, or is not UTF-8.
    static func read(_ path: String) -> String? {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
            guard count >= 0, bytes.count + count <= maximumSize else { return nil }
            guard count > 0 else { return String(validating: bytes, as: UTF8.self) }
            bytes += chunk[..<count]
        }
    }
}
