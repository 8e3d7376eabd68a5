import CXlsxWriter
package import Charging
package import Foundation
import Synchronization

/// A list as an Excel workbook (ECMA-376), written row by row in constant memory.
///
/// Texts are written as texts, so none becomes a formula; numbers as numbers, times as dates by the clock of a zone. What does not fit one sheet
/// goes on in a next one, each with the names of the columns in its first row. Every call blocks.
package final class WorkbookFile: Sendable {
    /// Rows of a sheet, that of the names included: what Excel takes.
    package static let rowsOfSheet = 1_048_576
    /// A cell holds no longer text.
    private static let textLimit = 32_767

    private let state: Mutex<State>

    /// - Parameters:
    ///   - path: where the file comes to stand when it is closed.
    ///   - zone: nil: UTC.
    ///   - rowsOfSheet: fewer than Excel takes, for tests.
    package init(
        _ path: String, name: String, columns: [ExportColumn], zone: TimeZone? = nil,
        rowsOfSheet: Int = WorkbookFile.rowsOfSheet
    ) throws {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        guard let workbook = xlsx_open(path, folder) else { throw WorkbookFailure("no workbook could be begun") }
        state = Mutex(State(workbook, name: name, columns: columns, zone: zone, rowsOfSheet: rowsOfSheet))
    }

    package func append(_ rows: [[String?]]) throws {
        try state.withLock { state in
            for row in rows { try state.append(row) }
        }
    }

    /// Writes the file. Nothing can be appended any more.
    package func close() throws { try state.withLock { try $0.close() } }

    private struct State: ~Copyable {
        private var workbook: UnsafeMutablePointer<lxw_workbook>?
        private let name: String
        private let columns: [ExportColumn]
        private let zone: TimeZone?
        private let rowsOfSheet: Int
        private var sheet: UnsafeMutablePointer<lxw_worksheet>?
        private var sheets = 0
        private var row = 0
        private let time: UnsafeMutablePointer<lxw_format>?
        private let head: UnsafeMutablePointer<lxw_format>?

        init(
            _ workbook: UnsafeMutablePointer<lxw_workbook>, name: String, columns: [ExportColumn], zone: TimeZone?,
            rowsOfSheet: Int
        ) {
            self.workbook = workbook
            self.name = name
            self.columns = columns
            self.zone = zone
            self.rowsOfSheet = rowsOfSheet
            time = workbook_add_format(workbook)
            format_set_num_format(time, "yyyy-mm-dd hh:mm:ss")
            head = workbook_add_format(workbook)
            format_set_bold(head)
        }

        deinit {
            // A workbook that was not closed leaves its temporary files to be taken away here.
            if let workbook { _ = workbook_close(workbook) }
        }

        mutating func append(_ cells: [String?]) throws {
            if sheet == nil || row >= rowsOfSheet { try beginSheet() }
            for (index, (cell, column)) in zip(cells, columns).enumerated() {
                guard let cell else { continue }
                try write(cell, column.kind, lxw_col_t(clamping: index))
            }
            row += 1
        }

        private func write(_ cell: String, _ kind: ExportColumn.Kind, _ column: lxw_col_t) throws {
            let place = lxw_row_t(clamping: row)
            let error: lxw_error
            switch kind {
            case .number:
                guard let number = Double(cell) else { return try text(cell, column, nil) }
                error = worksheet_write_number(sheet, place, column, number, nil)
            case .time:
                guard let days = serialDate(cell) else { return try text(cell, column, nil) }
                error = worksheet_write_number(sheet, place, column, days, time)
            case .text, .word: return try text(cell, column, nil)
            }
            guard error == LXW_NO_ERROR else { throw WorkbookFailure(error) }
        }

        private func text(_ text: String, _ column: lxw_col_t, _ format: UnsafeMutablePointer<lxw_format>?) throws {
            let scalars = text.unicodeScalars.prefix(WorkbookFile.textLimit / 2).map { scalar in
                // No character of XML (1.0, section 2.2).
                scalar.value & 0xFFFE == 0xFFFE ? "\u{FFFD}" : scalar
            }
            let cell = String(String.UnicodeScalarView(scalars))
            let error = worksheet_write_string(sheet, lxw_row_t(clamping: row), column, cell, format)
            guard error == LXW_NO_ERROR else { throw WorkbookFailure(error) }
        }

        private mutating func beginSheet() throws {
            sheets += 1
            sheet = workbook_add_worksheet(workbook, sheets == 1 ? name : "\(name) \(sheets)")
            guard let sheet else { throw WorkbookFailure("no sheet could be begun") }
            worksheet_freeze_panes(sheet, 1, 0)
            worksheet_set_column(sheet, 0, lxw_col_t(clamping: max(0, columns.count - 1)), 20, nil)
            row = 0
            for (index, column) in columns.enumerated() {
                let name = column.kind == .time ? "\(column.name) (\(zone?.identifier ?? "UTC"))" : column.name
                try text(name, lxw_col_t(clamping: index), head)
            }
            row = 1
        }

        mutating func close() throws {
            guard let open = workbook else { return }
            if sheet == nil { try beginSheet() }
            workbook = nil
            sheet = nil
            let error = workbook_close(open)
            guard error == LXW_NO_ERROR else { throw WorkbookFailure(error) }
        }

        /// Days since the last day of 1899, by which spreadsheets count.
        private func serialDate(_ text: String) -> Double? {
            guard
                let date = try? Date(
                    text, strategy: .iso8601.year().month().day().time(includingFractionalSeconds: true))
            else { return nil }
            let seconds = date.timeIntervalSince1970 + Double(zone?.secondsFromGMT(for: date) ?? 0)
            return seconds / 86_400 + 25_569
        }
    }
}

package struct WorkbookFailure: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }

    init(_ error: lxw_error) { description = String(cString: lxw_strerror(error)) }
}
