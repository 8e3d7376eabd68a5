import Glibc

/// One step of the schema's history: a file `NNNN_name.sql`.
public struct Migration: Sendable, Equatable {
    public let version: Int32
    public let name: String
    let text: String

    private static let sizeLimit = 16 << 20

    /// All migrations of a folder in order; numbers must be unique, gaps are allowed.
    static func all(in folder: String) throws(PostgresError) -> [Migration] {
        guard let directory = opendir(folder) else {
            throw .migration("the folder of migrations \(folder) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { closedir(directory) }
        var migrations: [Migration] = []
        while let entry = readdir(directory) {
            let file = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard file.hasSuffix(".sql") else { continue }
            migrations.append(try Migration(folder: folder, file: file))
        }
        migrations.sort { $0.version < $1.version }
        for (earlier, later) in zip(migrations, migrations.dropFirst()) where earlier.version == later.version {
            throw .migration("two migrations have the number \(earlier.version): \(earlier.name) and \(later.name)")
        }
        return migrations
    }

    private init(folder: String, file: String) throws(PostgresError) {
        let stem = file.dropLast(".sql".count)
        let number = stem.prefix { $0.isASCII && $0.isNumber }
        let name = stem.dropFirst(number.count)
        guard number.count == 4, let version = Int32(number), name.hasPrefix("_"), name.count > 1 else {
            throw .migration("\(file) is not named like 0001_name.sql")
        }
        self.version = version
        self.name = String(name.dropFirst())
        text = try Self.read("\(folder)/\(file)")
    }

    private static func read(_ path: String) throws(PostgresError) -> String {
        guard let file = fopen(path, "rb") else {
            throw .migration("\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= sizeLimit {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { break }
            bytes += chunk[0..<count]
        }
        guard bytes.count <= sizeLimit, ferror(file) == 0, !bytes.contains(0),
            let text = String(validating: bytes, as: UTF8.self)
        else { throw .migration("\(path) is not a text in UTF-8 below 16 MiB") }
        return text
    }
}

extension PostgresError {
    static func migration(_ message: String) -> PostgresError {
        PostgresError(.migration, message)
    }
}
