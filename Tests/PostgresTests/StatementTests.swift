import Testing

@testable import Postgres

@Suite struct StatementTests {
    @Test func `values become numbered placeholders`() {
        let statement: Statement = "SELECT \(1), \("a") WHERE \([1, nil] as [Int64?]) IS NULL"
        #expect(statement.text == "SELECT $1, $2 WHERE $3 IS NULL")
        #expect(statement.parameterCount == 3)
    }

    @Test func `hostile text never reaches the statement's text`() {
        let hostile = "'; DROP TABLE station; --"
        let statement: Statement = "SELECT \(hostile)"
        #expect(statement.text == "SELECT $1")
    }

    @Test func `a spliced statement is numbered anew`() {
        let inner: Statement = "a = \(1) AND b = \(2)"
        let outer: Statement = "SELECT \(0) WHERE (\(inner)) AND (\(inner)) LIMIT \(3)"
        #expect(outer.text == "SELECT $1 WHERE (a = $2 AND b = $3) AND (a = $4 AND b = $5) LIMIT $6")
        #expect(outer.parameters.entries.map(\.type) == Array(repeating: PostgresType.int8, count: 6))
    }

    @Test func `twelve spliced values keep their two digits`() {
        var sum: Statement = "SELECT \(0)"
        for value in 1...11 { sum += ", \(value)" }
        let again: Statement = "\(sum) UNION ALL \(sum)"
        #expect(again.text.hasSuffix("$21, $22, $23, $24"))
    }

    @Test func `fragments are joined without becoming values`() {
        let columns = (["id", "name"] as [SQL]).joined(", ")
        let statement: Statement = "SELECT \(columns) FROM \("station" as SQL)"
        #expect(statement.text == "SELECT id, name FROM station")
        #expect(statement.parameterCount == 0)
    }

    @Test(arguments: ["\u{0}", "a\u{0}b"])
    func `a text with U+0000 is refused before sending`(text: String) {
        #expect(throws: PostgresError.self) { try PreparableStatement("SELECT \(text)") }
        #expect(throws: PostgresError.self) { try PreparableStatement("SELECT \([text])") }
        #expect(throws: PostgresError.self) { try PreparableStatement("SELECT \(PostgresJSON(text: text))") }
    }

    @Test func `more values than the protocol can count are refused`() {
        var statement: Statement = "SELECT 1"
        for value in 0...ParameterBuffer.countLimit { statement += ", \(value)" }
        #expect(throws: PostgresError.self) { try PreparableStatement(statement) }
    }
}
