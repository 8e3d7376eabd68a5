import Testing

@testable import Postgres

@Suite("Names of statements in the figures")
struct StatementFiguresTests {
    @Test(arguments: [
        ("SELECT r.id FROM sessions r WHERE r.id = $1", "select sessions"),
        ("  INSERT INTO meter_values (a, b)\nSELECT * FROM unnest($1)", "insert meter_values"),
        ("UPDATE mails m SET attempts = 1 FROM (SELECT id FROM mails) d", "update mails"),
        ("DELETE FROM tags WHERE id = $1", "delete tags"),
        ("WITH due AS (SELECT 1) UPDATE stations SET a = 1", "update stations"),
        (
            "SELECT p.ord FROM unnest($1) WITH ORDINALITY p JOIN LATERAL (SELECT x FROM connectors) c ON true",
            "select connectors"
        ),
        ("SELECT set_config('a', $1, true)", "select"), ("BEGIN", "begin"), ("", "nothing"),
    ])
    func `verb and first table, whatever else there is`(text: String, name: String) {
        #expect(StatementFigures.name(of: text) == name)
    }
}
