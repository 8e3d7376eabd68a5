/// What somebody sent to be imported, before anybody knows what it means.
package struct SourceTable: Sendable, Hashable {
    package struct Limits: Sendable {
        /// Those that say something, the names of the columns aside.
        package var rows = 10_000
        package var columns = 100
        /// Of a cell, in bytes.
        package var cell = 10_000
        package init() {}
    }

    package struct Row: Sendable, Hashable {
        /// In the file, counted from 1.
        package var line: Int
        /// Nil: empty. There may be fewer than there are columns.
        package var cells: [Cell?]

        package init(line: Int, cells: [Cell?]) {
            self.line = line
            self.cells = cells
        }

        package var isEmpty: Bool { cells.allSatisfy { $0 == nil } }
    }

    package enum Cell: Sendable, Hashable {
        case text(String)
        /// As spreadsheets write it; of a time, days.
        case number(String)
        case flag(Bool)
        /// What a formula came to that went wrong, or that nobody has reckoned yet.
        case broken(String)
    }

    package var columns: [String]
    package var rows: [Row]
    /// Times are days since the first of 1904, not since the last of 1899.
    package var countsFrom1904 = false

    package init(columns: [String], rows: [Row], countsFrom1904: Bool = false) {
        self.columns = columns
        self.rows = rows
        self.countsFrom1904 = countsFrom1904
    }
}

/// Why a file cannot be imported, for whoever sent it.
package struct SourceFailure: Error, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
