import Charging

/// Makes a table of a sheet's elements as they come by.
final class SheetReader {
    private let limits: SourceTable.Limits
    private let texts: [String]
    private var columns: [String]?
    private var rows: [SourceTable.Row] = []
    private var line = 0
    private var row: SourceTable.Row?
    private var cell: OpenCell?
    /// Cells that say something are in as many columns.
    private var width = 0

    /// A cell that has not ended yet.
    private struct OpenCell {
        var column: Int
        var type: String
        var value: String?
        var hasFormula = false
        var isListening = false
    }

    init(limits: SourceTable.Limits, texts: [String]) {
        self.limits = limits
        self.texts = texts
    }

    func begin(_ name: String, _ attributes: XMLReader.Attributes) throws {
        switch name {
        case "row":
            let number = attributes["r"].flatMap { Int32($0) }.map(Int.init) ?? line + 1
            guard number > line else { throw SourceFailure("The workbook is damaged: its rows are in no order.") }
            line = number
            row = SourceTable.Row(line: number, cells: [])
        case "c":
            let column = try attributes["r"].map(Self.column) ?? row?.cells.count ?? 0
            guard column < limits.columns else {
                throw SourceFailure("Row \(line) has more than \(limits.columns) columns.")
            }
            cell = OpenCell(column: column, type: attributes["t"] ?? "n")
        case "v", "t": cell?.isListening = true
        case "f": cell?.hasFormula = true
        default: break
        }
    }

    func text(_ part: String) throws {
        guard cell?.isListening == true else { return }
        let value = (cell?.value ?? "") + part
        guard value.utf8.count <= limits.cell else {
            throw SourceFailure("Row \(line) has a cell of more than \(limits.cell) bytes.")
        }
        cell?.value = value
    }

    func end(_ name: String) throws {
        switch name {
        case "v", "t": cell?.isListening = false
        case "c":
            if let cell { try take(cell) }
            cell = nil
        case "row":
            if let row { try take(row) }
            row = nil
        default: break
        }
    }

    func table(countsFrom1904: Bool) throws -> SourceTable {
        guard let columns else { throw SourceFailure("The sheet is empty.") }
        guard width <= columns.count else {
            throw SourceFailure("There are cells in column \(width); only \(columns.count) columns have a name.")
        }
        return SourceTable(columns: columns, rows: rows, countsFrom1904: countsFrom1904)
    }

    private func take(_ cell: OpenCell) throws {
        guard var row else { return }
        let content = try content(of: cell)
        guard cell.column >= row.cells.count else {
            throw SourceFailure("The workbook is damaged: the cells of row \(line) are in no order.")
        }
        row.cells += Array(repeating: nil, count: cell.column - row.cells.count)
        row.cells.append(content)
        self.row = row
    }

    private func content(of cell: OpenCell) throws -> SourceTable.Cell? {
        guard let value = cell.value, !value.isEmpty else {
            return cell.hasFormula ? .broken("a formula that was never reckoned") : nil
        }
        switch cell.type {
        case "s":
            guard let index = Int32(value), texts.indices.contains(Int(index)) else {
                throw SourceFailure("The workbook is damaged: a text of row \(line) is missing.")
            }
            return texts[Int(index)].isEmpty ? nil : .text(texts[Int(index)])
        case "b": return .flag(value == "1" || value == "true")
        case "e": return .broken(value)
        case "n": return .number(value)
        default: return .text(value)
        }
    }

    private func take(_ row: SourceTable.Row) throws {
        guard columns != nil else {
            columns = try row.cells.map { cell in
                switch cell {
                case nil: ""
                case .text(let name): name
                default: throw SourceFailure("The first row has to hold the names of the columns.")
                }
            }
            return
        }
        guard let last = row.cells.lastIndex(where: { $0 != nil }) else { return }
        width = max(width, last + 1)
        guard rows.count < limits.rows else {
            throw SourceFailure("The workbook has more than \(limits.rows) rows. Import it in parts.")
        }
        rows.append(row)
    }

    /// Of a reference such as `AB12`, counted from 0.
    private static func column(_ reference: String) throws -> Int {
        var column = 0
        for byte in reference.utf8.prefix(4) {
            guard (65...90).contains(byte) else { break }
            column = column * 26 + Int(byte) - 64
        }
        guard column > 0 else { throw SourceFailure("The workbook is damaged: \(reference.prefix(20)) is no cell.") }
        return column - 1
    }
}
