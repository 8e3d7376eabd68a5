import Charging
import Testing

@Suite("Imports: what cells mean, and what becomes of rows")
struct ImportSourceTests {
    private func source(
        _ columns: [String], _ rows: [[SourceTable.Cell?]], as target: ImportTarget = .tags, from1904: Bool = false
    ) throws -> ImportSource {
        let rows = rows.enumerated().map { SourceTable.Row(line: $0 + 2, cells: $1) }
        return try ImportSource(
            SourceTable(columns: columns, rows: rows, countsFrom1904: from1904), as: target)
    }

    private func plan(
        _ source: ImportSource, _ found: [ImportPlan.Found], _ references: ImportPlan.References = .init()
    ) -> ImportPlan { ImportPlan(source, found: found, references: references) }

    @Test func `columns are known by name, without regard to case, and as workbooks name times`() throws {
        let source = try source(["IDTAG", "expiresAt (UTC)", "firstName", ""], [[.text("A"), nil]])
        #expect(source.fields.map(\.name) == ["expiresAt"] && source.ignoredColumns == ["firstName"])
        #expect(source.rows[0].values["expiresAt"] == .some(.none) && source.rows[0].values.count == 1)
    }

    @Test(arguments: [
        ("Europe/Berlin", "46000.5", "2025-12-09T11:00:00.000Z"),
        ("Europe/Berlin", "46200.5", "2026-06-27T10:00:00.000Z"),
        ("UTC", "46000.5", "2025-12-09T12:00:00.000Z"), ("America/New_York", "46000.5", "2025-12-09T17:00:00.000Z"),
    ])
    func `dates are by the clock of the zone that the column names`(zone: String, days: String, moment: String) throws {
        let row = try source(["idTag", "EXPIRESAT (\(zone))"], [[.text("A"), .number(days)]]).rows[0]
        #expect((row.values["expiresAt"] ?? nil)?.text == moment)
    }

    @Test(arguments: [["note"], ["idTag", "expiresAt (Atlantis)"], ["idTag", "colour"], ["idTag", "note", "Note"]])
    func `columns that nobody knows, or twice, or no key are refused`(columns: [String]) {
        #expect(throws: ChargingError.self) { try source(columns, []) }
    }

    @Test(arguments: [
        ("type", SourceTable.Cell.text("company"), "COMPANY"), ("isBlocked", .flag(true), "true"),
        ("isBlocked", .text("FALSE"), "false"), ("alias", .number("1.2345E4"), "12345"),
        ("expiresAt", .number("46000.5"), "2025-12-09T12:00:00.000Z"),
        ("expiresAt", .text("2030-01-02T03:04:05+01:00"), "2030-01-02T02:04:05.000Z"),
        ("groups", .text("b;  a ;b"), "a; b"), ("userEmail", .text("A@B.example"), "a@b.example"),
    ])
    func `cells are read as their columns want them`(name: String, cell: SourceTable.Cell, text: String) throws {
        let row = try source(["idTag", name], [[.text("A"), cell]]).rows[0]
        #expect((row.values[name] ?? nil)?.text == text && row.problems.isEmpty)
    }

    @Test(arguments: [
        ("type", SourceTable.Cell.text("PURPLE")), ("isBlocked", .number("1")), ("expiresAt", .text("tomorrow")),
        ("expiresAt", .number("1e300")), ("expiresAt", .number("nan")), ("note", .broken("#REF!")),
        ("alias", .text(String(repeating: "x", count: 101))), ("parentIdTag", .text("a\nb")),
    ])
    func `a cell that will not do refuses its row, by its field`(name: String, cell: SourceTable.Cell) throws {
        let source = try source(["idTag", name], [[.text("A"), cell]])
        #expect(source.rows[0].problems.map(\.field) == [name])
        let plan = plan(source, [.init(first: 0, id: nil, values: [:])])
        #expect(plan.rows[0].outcome == .refused && plan.writes.isEmpty)
    }

    @Test func `days since 1904 are counted from there`() throws {
        let row = try source(["idTag", "expiresAt"], [[.text("A"), .number("1")]], from1904: true).rows[0]
        #expect((row.values["expiresAt"] ?? nil)?.text == "1904-01-02T00:00:00.000Z")
    }

    @Test func `rows are new, changed, unchanged, or there already`() throws {
        let source = try source(
            ["idTag", "note", "type"],
            [
                [.text("A"), .text("n"), nil], [.text("B"), .text("new"), nil], [.text("C"), .text("same")],
                [.text("a"), nil, nil], [nil, .text("x"), nil],
            ])
        let there: [String: ImportValue] = ["note": .text("same"), "type": .text("COMPANY")]
        let plan = plan(
            source,
            [
                .init(first: 0, id: nil, values: [:]), .init(first: 1, id: 2, values: there),
                .init(first: 2, id: 3, values: there), .init(first: 0, id: nil, values: [:]),
                .init(first: 4, id: nil, values: [:]),
            ])
        #expect(plan.rows.map(\.outcome) == [.new, .changed, .unchanged, .refused, .refused])
        #expect(plan.rows[1].changes == [.init(field: "note", from: .text("same"), to: .text("new"))])
        #expect(plan.rows[3].problems.map(\.message) == ["is in line 2 already."])
        #expect(plan.rows[4].problems.map(\.field) == ["idTag"])
        // An empty cell of a column with a default changes nothing of what is there.
        #expect(plan.writes.map { $0.values["type"] ?? nil } == [.text("OTHER"), .text("COMPANY")])
    }

    @Test func `names mean what they mean in the organization, or refuse the row`() throws {
        let source = try source(
            ["idTag", "groups", "userEmail", "stations"],
            [
                [.text("A"), .text("g"), .text("p@x.example"), .text("s1")], [.text("B"), .text("twice")],
                [.text("C"), nil, .text("q@x.example")], [.text("D"), nil, nil, .text("s9")],
            ])
        var references = ImportPlan.References()
        references.groups = ["g": [7], "twice": [8, 9]]
        references.users = ["p@x.example": 5]
        references.stations = ["s1": 3]
        let plan = plan(source, (0..<4).map { .init(first: $0, id: nil, values: [:]) }, references)
        #expect(plan.rows.map(\.outcome) == [.new, .refused, .refused, .refused])
        #expect(plan.rows.map { $0.problems.map(\.field) } == [[], ["groups"], ["userEmail"], ["stations"]])
        #expect(plan.writes[0].groups == [7] && plan.writes[0].user == 5 && plan.writes[0].stations == [3])
    }

    @Test func `a password is for new stations, and one that others have is refused`() throws {
        let source = try source(
            ["chargePointId", "password"],
            [
                [.text("new"), .text("12345678")], [.text("old"), .text("12345678")], [.text("taken")],
                [.text("a/b")], [.text("short"), .text("1")],
            ], as: .stations)
        let plan = plan(
            source,
            [
                .init(first: 0, id: nil, values: [:]), .init(first: 1, id: 4, values: [:]),
                .init(first: 2, id: nil, isTaken: true, values: [:]), .init(first: 3, id: nil, values: [:]),
                .init(first: 4, id: nil, values: [:]),
            ])
        #expect(plan.rows.map(\.outcome) == [.new, .refused, .refused, .refused, .refused])
        #expect(plan.rows.flatMap(\.changes).isEmpty)
    }
}
