import Charging
import Foundation
import Spreadsheets
import Synchronization

/// Where workbooks are written before they are sent. They have no name any more once they are whole, so nothing stays behind.
struct WorkbookFolder: Sendable {
    /// Five sheets: beyond, a spreadsheet is of no use, and values separated by commas are.
    static let rowLimit = 5 * (WorkbookFile.rowsOfSheet - 1)

    let folder: URL

    /// Nothing of an earlier run is of use to anybody.
    init(folder: URL) {
        self.folder = folder
        try? FileManager.default.removeItem(at: folder)
    }

    struct Written: Sendable {
        let source: OpenFile
        let size: Int64
    }

    /// - Throws: ``ChargingError`` `.limitExceeded` for more rows than workbooks are good for.
    ///
    /// - Parameter count: of the rows that are written.
    func write(
        _ table: ExportTable, _ exporting: any Exporting, viewer: Viewer, counting count: RowTotal = RowTotal()
    ) async throws -> Written {
        let path = folder.appending(path: "\(UUID().uuidString).xlsx").path
        let columns = try exporting.columns(of: table)
        let zone = try await exporting.timeZone(of: viewer).flatMap(TimeZone.init(identifier:))
        let workbook = try await BlockingWork.run { [folder] in
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            return try WorkbookFile(path, name: table.list.name, columns: columns, zone: zone)
        }
        do {
            try await exporting.export(table, viewer: viewer) { rows in
                guard count.value + rows.count <= Self.rowLimit else {
                    throw ChargingError(
                        .limitExceeded,
                        "These are more than \(Self.rowLimit) rows. Export them as CSV, or filter the list.")
                }
                try await BlockingWork.run { try workbook.append(rows) }
                count.add(rows.count)
            }
            return try await BlockingWork.run {
                try workbook.close()
                let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64 ?? 0
                let source = try OpenFile(blocking: path)
                try FileManager.default.removeItem(atPath: path)
                return Written(source: source, size: size)
            }
        } catch {
            // What was written so far is of no use to anybody.
            try? await BlockingWork.run {
                try? workbook.close()
                try FileManager.default.removeItem(atPath: path)
            }
            throw error
        }
    }
}

/// Rows so far, of a body that may run anywhere.
final class RowTotal: Sendable {
    private let total = Mutex(0)

    var value: Int { total.withLock { $0 } }
    func add(_ rows: Int) { total.withLock { $0 += rows } }
}
