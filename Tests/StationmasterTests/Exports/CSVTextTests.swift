import Charging
import Testing

@testable import Stationmaster

@Suite("Exports as comma-separated values")
struct CSVTextTests {
    private let text = CSVText([ExportColumn(name: "a", kind: .text), ExportColumn(name: "b", kind: .number)])

    @Test func `rows are ended and cells separated as RFC 4180 has it`() {
        #expect(text.header == "a,b\r\n")
        #expect(text.rows([["x", "1"], [nil, nil], ["", "-2.5"]]) == "x,1\r\n,\r\n,-2.5\r\n")
        #expect(text.rows([]) == "")
    }

    @Test(arguments: [
        ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("two\nlines", "\"two\nlines\""), ("é", "é"),
        (" x", "\" x\""), ("a\r\nb", "\"a\r\nb\""),
    ])
    func `what would be taken for something else is quoted`(cell: String, written: String) {
        #expect(text.rows([[cell, nil]]) == written + ",\r\n")
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("=\"a\",b", "\"'=\"\"a\"\",b\""), ("\u{FF1D}1", "'\u{FF1D}1"), ("a=1", "a=1"),
        ("'=1", "''=1"), ("'a", "'a"), ("'", "'"),
    ])
    func `no text becomes a formula`(cell: String, written: String) {
        #expect(text.rows([[cell, nil]]) == written + ",\r\n")
    }
}
