/// What an import makes of its rows, seen beside those that are there; it changes nothing itself.
package struct ImportPlan: Sendable {
    /// What is there under a row's key.
    package struct Found: Sendable, Hashable {
        /// The first row of the file with the same key.
        package var first: Int
        /// Nil: it is new.
        package var id: Int64?
        /// Somebody else has the key.
        package var isTaken = false
        package var values: [String: ImportValue]

        package init(first: Int, id: Int64?, isTaken: Bool = false, values: [String: ImportValue]) {
            self.first = first
            self.id = id
            self.isTaken = isTaken
            self.values = values
        }
    }

    /// Whom and what names mean, in the viewer's organization.
    package struct References: Sendable, Hashable {
        package var users: [String: Int64] = [:]
        package var stations: [String: Int64] = [:]
        /// A name may be that of several groups, under different ones.
        package var groups: [String: [Int64]] = [:]
        package init() {}
    }

    /// A row that is to be written.
    package struct Write: Sendable, Hashable {
        package var line: Int
        package var key: String
        package var id: Int64?
        /// Of every column that the file has.
        package var values: [String: ImportValue?]
        /// Nil: as they are.
        package var groups: [Int64]?
        package var stations: [Int64]?
        package var user: Int64?
    }

    package private(set) var rows: [ImportReport.Row] = []
    package private(set) var writes: [Write] = []

    /// - Parameter found: one for each row.
    package init(_ source: ImportSource, found: [Found], references: References) {
        for (row, found) in zip(source.rows, found) {
            var problems = row.problems
            if found.first < source.rows.count, source.rows[found.first].line != row.line, !row.key.isEmpty {
                problems.append(
                    ImportProblem(source.target.key.name, "is in line \(source.rows[found.first].line) already."))
            }
            if source.target == .stations, !row.key.isEmpty, ChargePointID(row.key) == nil {
                problems.append(ImportProblem(source.target.key.name, "contains a slash or a control character."))
            }
            if found.isTaken {
                problems.append(ImportProblem(source.target.key.name, "is that of a station which exists elsewhere."))
            }
            add(row, found, source.fields, references, problems)
        }
    }

    private mutating func add(
        _ row: ImportSource.Row, _ found: Found, _ fields: [ImportField], _ references: References,
        _ known: [ImportProblem]
    ) {
        var write = Write(line: row.line, key: row.key, id: found.id, values: [:])
        var changes: [ImportReport.Change] = [], problems = known
        for field in fields {
            guard let given = row.values[field.name] else { continue }
            let current = found.values[field.name]
            let isKept = given == nil && field.default != nil
            let value = isKept ? current ?? field.default.map(ImportValue.text) : given
            write.values[field.name] = .some(value)
            if field.kind == .email, case .text(let email)? = value { write.user = references.users[email] }
            guard value != current else { continue }
            problems += write.resolve(field, value, references)
            if field.kind == .password {
                guard value != nil else { continue }
                if found.id != nil { problems.append(ImportProblem(field.name, "is given for new stations only.")) }
                continue
            }
            if found.id != nil { changes.append(.init(field: field.name, from: current, to: value)) }
        }
        let outcome: ImportReport.Outcome =
            if !problems.isEmpty { .refused } else if found.id == nil { .new } else {
                changes.isEmpty ? .unchanged : .changed
            }
        rows.append(
            .init(line: row.line, key: row.key, outcome: outcome, changes: changes, problems: problems))
        if outcome == .new || outcome == .changed { writes.append(write) }
    }
}

extension ImportPlan.Write {
    /// Finds out what the names in a cell mean.
    fileprivate mutating func resolve(
        _ field: ImportField, _ value: ImportValue?, _ references: ImportPlan.References
    ) -> [ImportProblem] {
        switch (field.kind, value) {
        case (.email, .text(let email)?) where references.users[email] == nil:
            return [ImportProblem(field.name, "is nobody's in your organization.")]
        case (.names, _):
            var names: [String] = []
            if case .names(let given)? = value { names = given }
            var problems: [ImportProblem] = []
            let ids = names.compactMap { name -> Int64? in
                let found =
                    field.name == "groups"
                    ? references.groups[name] ?? [] : [references.stations[name]].compactMap(\.self)
                if found.count != 1 {
                    let name = name.prefix(100)
                    problems.append(
                        found.isEmpty
                            ? ImportProblem(field.name, "names \(name), which is not in your organization.")
                            : ImportProblem(field.name, "names \(name), which is the name of \(found.count)."))
                }
                return found.first
            }
            if field.name == "groups" { groups = ids } else { stations = ids }
            return problems
        default: return []
        }
    }
}
