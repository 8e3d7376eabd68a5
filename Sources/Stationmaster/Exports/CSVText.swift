import Charging
import Spreadsheets

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

    /// A text that begins as formulas do gets an apostrophe, by which spreadsheets know a text.
    private static func quoted(_ cell: String) -> String {
        let safe = FormulaGuard.needsApostrophe(cell) ? "'" + cell : cell
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
