import Charging

/// Rows as comma-separated values (RFC 4180), which no spreadsheet takes for anything but texts and numbers.
struct CSVText {
    private let columns: [ExportColumn]

    init(_ columns: [ExportColumn]) { self.columns = columns }

    var header: String { columns.map(\.name).joined(separator: ",") + "\r\n" }

    func rows(_ rows: [[String?]]) -> String {
        var text = ""
        for row in rows {
            for (index, (cell, column)) in zip(row, columns).enumerated() {
                if index > 0 { text += "," }
                guard let cell else { continue }
                text += column.kind == .text ? Self.quoted(cell) : cell
            }
            text += "\r\n"
        }
        return text
    }

    private static let formulaBegins = Set("=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars)

    /// Whether a text begins as formulas do, or as one of those that were kept from it: so each can be told from the other
    /// when it is read again.
    static func needsApostrophe(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.first { $0 != "'" }.map(formulaBegins.contains) ?? false
    }

    /// A text that begins as formulas do gets an apostrophe, by which spreadsheets know a text.
    private static func quoted(_ cell: String) -> String {
        let safe = needsApostrophe(cell) ? "'" + cell : cell
        let needsQuotes = safe.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\r" || $0 == "\n" }
        guard needsQuotes || safe.first?.isWhitespace == true || safe.last?.isWhitespace == true else { return safe }
        var text = "\""
        for scalar in safe.unicodeScalars {
            if scalar == "\"" { text.unicodeScalars.append(scalar) }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
