import Charging
import Foundation
import Spreadsheets
import Testing

@testable import Stationmaster

@Suite("Workbooks")
struct WorkbookTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "workbooks-\(UUID().uuidString)")

    private func parts(_ path: String) throws -> [String] {
        let process = Process(), output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c", "import sys, zipfile; print('\\n'.join(zipfile.ZipFile(sys.argv[1]).namelist()))", path,
        ]
        process.standardOutput = output
        try process.run()
        let names = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return names.split(separator: "\n").map(String.init)
    }

    @Test func `what does not fit one sheet goes on in the next`() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "a.xlsx").path
        let columns = [ExportColumn(name: "a", kind: .text), ExportColumn(name: "b", kind: .number)]
        let workbook = try WorkbookFile(path, name: "rows", columns: columns, rowsOfSheet: 4)
        try workbook.append((1...7).map { ["row \($0)", "\($0)"] })
        try workbook.close()
        let sheets = try parts(path).filter { $0.hasPrefix("xl/worksheets/sheet") }
        #expect(
            sheets.sorted() == ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"])
    }

    @Test func `a workbook that fails leaves no file behind`() async throws {
        struct Failing: Exporting {
            func timeZone(of viewer: Viewer) async throws -> String? { nil }
            func columns(of table: ExportTable) -> [ExportColumn] { [ExportColumn(name: "a", kind: .text)] }
            func export(
                _ table: ExportTable, viewer: Viewer, _ take: @concurrent ([[String?]]) async throws -> Void
            ) async throws {
                try await take([["x"]])
                throw ChargingError(.unavailable, "away")
            }
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        await #expect(throws: ChargingError.self) {
            _ = try await WorkbookFolder(folder: folder).write(
                ExportTable(.stations(StationFilter())), Failing(), viewer: .nobody)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}
