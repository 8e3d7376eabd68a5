/// What an import does to each row of its file, or would do.
package struct ImportReport: Sendable {
    package enum Outcome: String, Sendable, Hashable, CaseIterable {
        case new = "NEW"
        case changed = "CHANGED"
        case unchanged = "UNCHANGED"
        case refused = "REFUSED"
    }

    package struct Change: Sendable, Hashable {
        package var field: String
        /// Nil: nothing.
        package var from: ImportValue?
        package var to: ImportValue?

        package init(field: String, from: ImportValue?, to: ImportValue?) {
            self.field = field
            self.from = from
            self.to = to
        }
    }

    package struct Row: Sendable, Hashable {
        package var line: Int
        package var key: String
        package var outcome: Outcome
        package var changes: [Change]
        package var problems: [ImportProblem]

        package init(
            line: Int, key: String, outcome: Outcome, changes: [Change] = [], problems: [ImportProblem] = []
        ) {
            self.line = line
            self.key = key
            self.outcome = outcome
            self.changes = changes
            self.problems = problems
        }
    }

    package var rows: [Row]
    /// False of a dry run, and where rows were refused.
    package var isApplied: Bool

    package init(rows: [Row], isApplied: Bool) {
        self.rows = rows
        self.isApplied = isApplied
    }

    package func count(_ outcome: Outcome) -> Int { rows.count { $0.outcome == outcome } }
}

/// How an import is to be carried out.
package enum ImportMode: Sendable, Hashable {
    /// Only says what it would do.
    case dryRun
    /// All rows or none.
    case whole
    /// The rows that are not refused.
    case skippingRefused
}

package protocol Importing: Sendable {
    /// In one transaction: what is applied is there whole, or not at all. Rows go into the viewer's own organization.
    ///
    /// - Parameter credential: makes the stored form of a password.
    /// - Returns: the report, and the stations that came of it or changed.
    /// - Throws: ``ChargingError`` `.forbidden` without the right to create and to change.
    func `import`(
        _ source: ImportSource, mode: ImportMode, viewer: Viewer,
        credential: @Sendable (_ password: String) throws -> StoredCredential
    ) async throws -> ImportResult
}

package struct ImportResult: Sendable {
    package var report: ImportReport
    package var onboarded: [StationRecord] = []
    package var changed: [StationRecord] = []

    package init(report: ImportReport) { self.report = report }
}
