package import Charging

/// Reads comma-separated values (RFC 4180), and what spreadsheets make of them: UTF-8 with or without its mark, separated by
/// commas or semicolons, lines ended in any of the three ways.
///
/// Nothing is guessed at: a quote that does not end, or that ends before its cell does, is refused with its line.
package struct CSVReader {
    private let limits: SourceTable.Limits
    private let scalars: [UInt8]
    private let separator: UInt8
    private var place = 0
    private var line = 1

    package static func read(
        _ bytes: [UInt8], limits: SourceTable.Limits = .init()
    ) throws(SourceFailure) -> SourceTable {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw SourceFailure("The file is UTF-16. Save it as CSV UTF-8.")
        }
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        try checkText(content)
        var reader = CSVReader(limits: limits, scalars: content, separator: separator(of: content))
        return try reader.table()
    }

    private init(limits: SourceTable.Limits, scalars: [UInt8], separator: UInt8) {
        self.limits = limits
        self.scalars = scalars
        self.separator = separator
    }

    private static func checkText(_ bytes: [UInt8]) throws(SourceFailure) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            var line = 1
            for part in bytes.split(separator: 10, omittingEmptySubsequences: false) {
                if String(validating: part, as: UTF8.self) == nil { break }
                line += 1
            }
            throw SourceFailure("Line \(line) is not UTF-8. Save the file as CSV UTF-8.")
        }
        guard !bytes.contains(0) else { throw SourceFailure("The file contains U+0000; it is no CSV file.") }
    }

    /// Whichever of the two is more in the first line, outside quotes.
    private static func separator(of bytes: [UInt8]) -> UInt8 {
        var commas = 0, semicolons = 0, isQuoted = false
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted: commas += 1
            case UInt8(ascii: ";") where !isQuoted: semicolons += 1
            case 10 where !isQuoted, 13 where !isQuoted:
                return semicolons > commas ? UInt8(ascii: ";") : UInt8(ascii: ",")
            default: break
            }
        }
        return semicolons > commas ? UInt8(ascii: ";") : UInt8(ascii: ",")
    }

    private mutating func table() throws(SourceFailure) -> SourceTable {
        guard let head = try record() else { throw SourceFailure("The file is empty.") }
        let columns = head.cells.map { cell in
            if case .text(let name)? = cell { name } else { "" }
        }
        var rows: [SourceTable.Row] = []
        while let row = try record() {
            guard !row.isEmpty else { continue }
            guard row.cells.count <= columns.count else {
                throw SourceFailure(
                    "Line \(row.line) has \(row.cells.count) cells; there are \(columns.count) columns.")
            }
            guard rows.count < limits.rows else {
                throw SourceFailure("The file has more than \(limits.rows) rows. Import it in parts.")
            }
            rows.append(row)
        }
        return SourceTable(columns: columns, rows: rows)
    }

    /// Nil after the last.
    private mutating func record() throws(SourceFailure) -> SourceTable.Row? {
        guard place < scalars.count else { return nil }
        var row = SourceTable.Row(line: line, cells: [])
        while true {
            guard row.cells.count < limits.columns else {
                throw SourceFailure("Line \(row.line) has more than \(limits.columns) cells.")
            }
            row.cells.append(try cell())
            guard place < scalars.count else { return row }
            if scalars[place] == separator {
                place += 1
            } else {
                endLine()
                return row
            }
        }
    }

    private mutating func endLine() {
        if scalars[place] == 13, place + 1 < scalars.count, scalars[place + 1] == 10 { place += 1 }
        place += 1
        line += 1
    }

    /// Up to what ends it: a separator, the line's end or the file's.
    private mutating func cell() throws(SourceFailure) -> SourceTable.Cell? {
        let text = place < scalars.count && scalars[place] == UInt8(ascii: "\"") ? try quoted() : try plain()
        guard text.count <= limits.cell else {
            throw SourceFailure("Line \(line) has a cell of \(text.count) bytes; \(limits.cell) are allowed.")
        }
        return text.isEmpty ? nil : .text(Self.withoutApostrophe(String(decoding: text, as: UTF8.self)))
    }

    private mutating func plain() throws(SourceFailure) -> [UInt8] {
        let start = place
        while place < scalars.count, scalars[place] != separator, scalars[place] != 10, scalars[place] != 13 {
            guard scalars[place] != UInt8(ascii: "\"") else {
                throw SourceFailure("Line \(line) has a quote within a cell that does not begin with one.")
            }
            place += 1
        }
        return Array(scalars[start..<place])
    }

    private mutating func quoted() throws(SourceFailure) -> [UInt8] {
        let began = line
        var text: [UInt8] = []
        place += 1
        while place < scalars.count {
            let byte = scalars[place]
            place += 1
            guard byte == UInt8(ascii: "\"") else {
                if byte == 10 || byte == 13 && !(place < scalars.count && scalars[place] == 10) { line += 1 }
                text.append(byte)
                continue
            }
            guard place < scalars.count else { return text }
            switch scalars[place] {
            case UInt8(ascii: "\""):
                text.append(byte)
                place += 1
            case separator, 10, 13: return text
            default: throw SourceFailure("Line \(line) goes on in a cell after its closing quote.")
            }
        }
        throw SourceFailure("The quote that begins in line \(began) does not end.")
    }

    /// As our own exports keep texts from being formulas.
    private static func withoutApostrophe(_ text: String) -> String {
        guard text.unicodeScalars.first == "'", FormulaGuard.needsApostrophe(text) else { return text }
        return String(text.unicodeScalars.dropFirst())
    }
}
