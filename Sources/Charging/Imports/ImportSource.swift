import Foundation

/// A table of which every cell has been read for what it means.
package struct ImportSource: Sendable {
    package struct Row: Sendable {
        package var line: Int
        package var key: String
        /// By the field's name, for those columns that the file has; nil: empty.
        package var values: [String: ImportValue?]
        package var problems: [ImportProblem]

        package init(line: Int, key: String, values: [String: ImportValue?], problems: [ImportProblem] = []) {
            self.line = line
            self.key = key
            self.values = values
            self.problems = problems
        }
    }

    package let target: ImportTarget
    /// Those that the file has a column of.
    package let fields: [ImportField]
    package let ignoredColumns: [String]
    package var rows: [Row]

    /// - Throws: ``ChargingError`` `.badInput` for columns that nobody knows, that are there twice, or that are missing.
    package init(_ table: SourceTable, as target: ImportTarget) throws {
        self.target = target
        let known = Dictionary(uniqueKeysWithValues: target.fields.map { ($0.name.lowercased(), $0) })
        let ignored = Set(target.ignored.map { $0.lowercased() })
        var places: [Place] = [], keyPlace: Int?, ignoredColumns: [String] = []
        var seen: Set<String> = []
        for (place, column) in table.columns.enumerated() {
            let (name, zone) = Self.name(of: column)
            guard !name.isEmpty else {
                guard table.rows.allSatisfy({ $0.cells.count <= place || $0.cells[place] == nil }) else {
                    throw ChargingError(.badInput, "Column \(place + 1) has cells and no name.")
                }
                continue
            }
            guard seen.insert(name).inserted else {
                throw ChargingError(.badInput, "The column \(column.prefix(50)) is there twice.")
            }
            if name == target.key.name.lowercased() {
                keyPlace = place
            } else if let field = known[name] {
                places.append(Place(place: place, field: field, zone: zone))
            } else if ignored.contains(name) {
                ignoredColumns.append(column)
            } else {
                let names = ([target.key] + target.fields).map(\.name).joined(separator: ", ")
                throw ChargingError(
                    .badInput, "\(column.prefix(50)) is no column of \(target.rawValue); there are \(names).")
            }
        }
        guard let keyPlace else { throw ChargingError(.badInput, "The column \(target.key.name) is missing.") }
        fields = places.map(\.field)
        self.ignoredColumns = ignoredColumns
        rows = table.rows.map { row in
            Self.row(row, key: (keyPlace, target.key), places, countsFrom1904: table.countsFrom1904)
        }
    }

    /// Where a field stands, and by whose clock its dates are; nil: UTC.
    private struct Place {
        var place: Int
        var field: ImportField
        var zone: TimeZone?
    }

    /// As a workbook of ours names columns of times, with their zone, and without regard to case.
    private static func name(of column: String) -> (String, zone: TimeZone?) {
        var name = column
        while name.first?.isWhitespace == true { name.removeFirst() }
        while name.last?.isWhitespace == true { name.removeLast() }
        guard name.last == ")", let bracket = name.lastIndex(of: "("), bracket > name.startIndex,
            name[name.index(before: bracket)] == " "
        else { return (name.lowercased(), nil) }
        let zone = String(name[name.index(after: bracket)...].dropLast())
        let known = zone.lowercased() == "utc" ? TimeZone.gmt : TimeZone(identifier: zone)
        guard let known else { return (name.lowercased(), nil) }
        return (name[..<name.index(before: bracket)].lowercased(), known)
    }

    private static func row(
        _ source: SourceTable.Row, key: (place: Int, field: ImportField), _ places: [Place],
        countsFrom1904: Bool
    ) -> Row {
        func value(_ place: Int, _ field: ImportField, _ zone: TimeZone? = nil) throws(ImportProblem) -> ImportValue? {
            guard source.cells.count > place, let cell = source.cells[place] else { return nil }
            return try field.value(of: cell, countsFrom1904: countsFrom1904, zone: zone)
        }
        var row = Row(line: source.line, key: "", values: [:])
        do throws(ImportProblem) {
            guard case .text(let text)? = try value(key.place, key.field), !text.isEmpty else {
                throw ImportProblem(key.field.name, "is missing.")
            }
            row.key = text
        } catch {
            row.problems.append(error)
        }
        for place in places {
            do throws(ImportProblem) {
                row.values[place.field.name] = .some(try value(place.place, place.field, place.zone))
            } catch {
                row.problems.append(error)
            }
        }
        return row
    }
}
