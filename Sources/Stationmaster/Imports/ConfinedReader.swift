import Charging
import Foundation
import JSON
import Spreadsheets

/// Reads workbooks of strangers in a process of its own (`stationmaster read-workbook`), which has little memory and time, and
/// whose end is nobody else's.
struct ConfinedReader: Sendable {
    /// This program, whatever has become of its file.
    var executable = "/proc/self/exe"
    var deadline = Duration.seconds(30)
    /// Of what it may write, in bytes.
    var outputLimit = 64 << 20
    var arguments = ["read-workbook"]

    /// - Throws: ``SourceFailure`` for a file that cannot be read.
    func table(ofFile path: String) async throws -> SourceTable {
        let output = try await ConfinedProcess(
            executable: executable, arguments: arguments, input: path, outputLimit: outputLimit
        ).run(deadline: deadline)
        return try WorkbookAnswer.table(output)
    }
}

/// What the process tells, as JSON.
enum WorkbookAnswer {
    static func text(_ body: () throws -> SourceTable) -> [UInt8] {
        do {
            let table = try body()
            return JSONValue.object([
                "columns": .array(table.columns.map { .string($0) }), "countsFrom1904": .bool(table.countsFrom1904),
                "rows": .array(
                    table.rows.map { row in
                        .array([.integer(Int64(row.line))] + row.cells.map(cell))
                    }),
            ]).encoded()
        } catch {
            let reason = (error as? SourceFailure)?.description ?? "The workbook cannot be read."
            return JSONValue.object(["failure": .string(reason)]).encoded()
        }
    }

    private static func cell(_ cell: SourceTable.Cell?) -> JSONValue {
        switch cell {
        case nil: .null
        case .text(let text): .string(text)
        case .flag(let flag): .bool(flag)
        case .number(let number): .array([.string("n"), .string(number)])
        case .broken(let reason): .array([.string("e"), .string(reason)])
        }
    }

    static func table(_ bytes: [UInt8]) throws -> SourceTable {
        let unreadable = SourceFailure("The workbook cannot be read.")
        guard let answer = try? JSONValue(parsing: bytes) else { throw unreadable }
        if let reason = answer["failure"]?.string { throw SourceFailure(reason) }
        guard let columns = answer["columns"]?.array, let rows = answer["rows"]?.array else { throw unreadable }
        return SourceTable(
            columns: columns.map { $0.string ?? "" },
            rows: rows.map { row in
                let cells = row.array ?? []
                return SourceTable.Row(
                    line: cells.first?.integer.map { Int(clamping: $0) } ?? 0, cells: cells.dropFirst().map(cell))
            }, countsFrom1904: answer["countsFrom1904"]?.bool ?? false)
    }

    private static func cell(_ value: JSONValue) -> SourceTable.Cell? {
        if let text = value.string { return .text(text) }
        if let flag = value.bool { return .flag(flag) }
        guard let pair = value.array, pair.count == 2, let text = pair[1].string else { return nil }
        return pair[0].string == "n" ? .number(text) : .broken(text)
    }
}
