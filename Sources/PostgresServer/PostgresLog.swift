import Foundation

/// Finds in PostgreSQL's messages the one line that an operator needs.
enum PostgresLog {
    private static let marks = [
        "PANIC:", "FATAL:", "ERROR:", "initdb: error:", "pg_ctl: error:", "error:", "could not",
    ]

    /// The gravest complaint; nil if there is none.
    static func complaint(in text: String) -> String? {
        let lines = text.split(separator: "\n").map(String.init)
        for mark in marks {
            if let line = lines.last(where: { $0.contains(mark) }), let range = line.range(of: mark) {
                return line[range.lowerBound...].trimmingCharacters(in: .whitespaces)
            }
        }
        return nil
    }

    /// Words the error by what PostgreSQL said.
    static func error(_ what: String, _ text: String, log: String? = nil) -> PrivateClusterError {
        let complaint = complaint(in: text) ?? text.split(separator: "\n").last.map(String.init) ?? "it gave no reason"
        let place = log.map { " (see \($0))" } ?? ""
        return PrivateClusterError(code(of: text), "\(what): \(complaint)\(place)")
    }

    private static func code(of text: String) -> PrivateClusterError.Code {
        let signs: [(String, PrivateClusterError.Code)] = [
            ("No space left on device", .diskFull), ("incompatible with server", .versionMismatch),
            ("Permission denied", .notAccessible), ("invalid checksum", .damaged),
            ("invalid primary checkpoint", .damaged), ("could not locate a valid checkpoint", .damaged),
            ("incorrect checksum", .damaged), ("could not read", .damaged), ("could not open file", .damaged),
            ("does not appear to be", .damaged), ("is not a database cluster", .damaged),
        ]
        return signs.first { text.contains($0.0) }?.1 ?? .startFailed
    }

    /// The end of the newest log file, but only if it was written to since then.
    static func recent(cluster: String, since start: Date) -> (text: String, path: String)? {
        let folder = "\(cluster)/log"
        // Absent: it never got that far.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let files = (names.map { "\(folder)/\($0)" } + ["\(cluster)/start.log"]).compactMap { path -> (String, Date)? in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)  // vanished: not the newest
            guard let changed = attributes?[.modificationDate] as? Date, changed >= start else { return nil }
            return (path, changed)
        }
        var text = ""
        for (path, _) in files.sorted(by: { $0.1 < $1.1 }) { text += tail(path) }
        return files.max { $0.1 < $1.1 }.map { (text, $0.0) }
    }

    private static func tail(_ path: String) -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else { return "" }
        defer { try? handle.close() }  // only read from
        let size = (try? handle.seekToEnd()) ?? 0  // an unreadable log says nothing
        try? handle.seek(toOffset: size > 16_384 ? size - 16_384 : 0)  // then it is read from the start
        let data = (try? handle.readToEnd()) ?? nil  // as above
        return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
