import Charging
import Spreadsheets
import Testing

@testable import Stationmaster

@Suite("Imports: comma-separated values")
struct CSVReaderTests {
    private func read(_ text: String, limits: SourceTable.Limits = .init()) throws -> SourceTable {
        try CSVReader.read(Array(text.utf8), limits: limits)
    }

    private func refusal(_ text: String, limits: SourceTable.Limits = .init()) -> String? {
        do {
            _ = try read(text, limits: limits)
            return nil
        } catch {
            return (error as? SourceFailure)?.description
        }
    }

    @Test(arguments: ["a,b\r\n1,x\r\n", "a,b\n1,x", "a;b\r1;x\r", "\u{FEFF}a;b\n1;x\n\n;\n", "\"a\",\"b\"\n\"1\",x"])
    func `lines, separators and marks are those that spreadsheets write`(text: String) throws {
        let table = try read(text)
        #expect(table.columns == ["a", "b"])
        #expect(table.rows == [SourceTable.Row(line: 2, cells: [.text("1"), .text("x")])])
    }

    @Test func `quoted cells hold separators, quotes and lines, and lines are counted as they stand`() throws {
        let table = try read("a,b\r\n\"x,\"\"y\"\"\r\nz\",\r\n,\"é\"\r\n")
        #expect(table.rows.map(\.line) == [2, 4])
        #expect(table.rows[0].cells == [.text("x,\"y\"\r\nz"), nil])
        #expect(table.rows[1].cells == [nil, .text("é")])
    }

    @Test(arguments: ["=1", "'=1", "''+1", "'a", "'", "x", "\t", " a ", "a\"b", "two\nlines", "-1"])
    func `what was exported is read as it was`(text: String) throws {
        let csv = CSVText([ExportColumn(name: "a", kind: .text), ExportColumn(name: "b", kind: .word)])
        let table = try read(csv.header + csv.rows([[text, "w"]]))
        #expect(table.rows.map(\.cells) == [[.text(text), .text("w")]])
    }

    @Test(arguments: [
        ("", "empty"), ("a,b\n\"x", "line 2 does not end"), ("a\nx\"y\n", "Line 2 has a quote"),
        ("a\n\"x\"y\n", "Line 2 goes on"), ("a\nx,y\n", "Line 2 has 2 cells"), ("a\0\n", "U+0000"),
    ])
    func `what is broken is refused with its line`(text: String, says: String) {
        #expect(refusal(text)?.contains(says) == true)
    }

    @Test func `other encodings are told from damage`() {
        #expect(throws: SourceFailure("The file is UTF-16. Save it as CSV UTF-8.")) {
            try CSVReader.read([0xFF, 0xFE, 0x61, 0])
        }
        #expect(throws: SourceFailure("Line 2 is not UTF-8. Save the file as CSV UTF-8.")) {
            try CSVReader.read(Array("a\n".utf8) + [0xE4, 0x0A])
        }
    }

    @Test func `rows, columns and cells have limits`() {
        var limits = SourceTable.Limits()
        (limits.rows, limits.columns, limits.cell) = (2, 3, 4)
        #expect(refusal("a\n1\n2\n", limits: limits) == nil)
        #expect(refusal("a\n1\n2\n3\n", limits: limits)?.contains("more than 2 rows") == true)
        #expect(refusal("a,b,c,d\n", limits: limits)?.contains("more than 3 cells") == true)
        #expect(refusal("a\n12345\n", limits: limits)?.contains("4 are allowed") == true)
    }

    @Test func `no bytes trap`() {
        var random = SystemRandomNumberGenerator()
        let letters = Array("a,;\"\r\n'=é\u{FEFF}".utf8)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                letters.randomElement(using: &random) ?? 0
            }
            _ = try? CSVReader.read(bytes)
        }
    }
}
