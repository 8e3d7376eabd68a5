import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Exports: what an address asks for")
struct ExportParameterTests {
    @Test func `filters are those of the schema, and lists are repeated`() throws {
        let first = GlobalID(.station, 1).text, second = GlobalID(.station, 2).text
        let export = try Export(
            "sessions",
            [("stationIds", first), ("stationIds", second), ("status", "ACTIVE"), ("from", "2026-01-01T00:00:00Z")])
        var filter = SessionFilter()
        filter.stationIDs = [StationID(rawValue: 1), StationID(rawValue: 2)]
        filter.status = .active
        filter.from = Timestamp(parsing: "2026-01-01T00:00:00Z")
        #expect(export == .sessions(filter))
        var stations = StationFilter()
        stations.isActive = false
        stations.text = "x"
        #expect(try Export("stations", [("isActive", "false"), ("text", "x")]) == .stations(stations))
        #expect(try Export("stations", []) == .stations(StationFilter()))
    }

    @Test func `operations are asked for by whom they were, as in the schema`() throws {
        var operations = OperationFilter()
        operations.requestedBy = UserID(rawValue: 9)
        #expect(try Export("operations", [("userId", GlobalID(.user, 9).text)]) == .operations(operations))
        #expect(throws: ChargingError.self) { try Export("operations", [("requestedBy", GlobalID(.user, 9).text)]) }
    }

    @Test func `the order is the schema's, and columns stand in the order asked for`() throws {
        #expect(
            try Export("sessions", [("orderBy", "ENERGY_DESC")]) == .sessions(SessionFilter(), .energyDescending))
        #expect(
            try Export("stations", [("orderBy", "ONBOARDED_AT_DESC")])
                == .stations(StationFilter(), .onboardedAtDescending))
        let table = try ExportRequest(
            "stations", [("columns", "model"), ("text", "x"), ("columns", "vendor")].map(ExportParameter.init), .nobody
        ).table
        #expect(table.columns == ["model", "vendor"])
        let all =
            ["vendor", "model"].map { ExportColumn(name: $0, kind: .text) }
            + [ExportColumn(name: "long", kind: .number, isOnDemand: true)]
        #expect(try table.chosen(of: all).map(\.name) == ["model", "vendor"])
        #expect(try ExportTable(table.list).chosen(of: all).map(\.name) == ["vendor", "model"])
        #expect(try ExportTable(table.list, columns: ["long"]).chosen(of: all).map(\.name) == ["long"])
        for wrong in [["colour"], ["model", "model"], [""]] {
            #expect(throws: ChargingError.self) { try ExportTable(table.list, columns: wrong).chosen(of: all) }
        }
    }

    @Test(arguments: [
        ("sessions", "orderBy", "COLOUR", ChargingError.Code.badInput), ("tags", "orderBy", "NAME", .badInput),
        ("meters", "text", "x", .notFound),
        ("meterValues", "from", "2026-01-01T00:00:00Z", .badInput),
        ("ocppMessages", "action", "Heartbeat", .badInput), ("stationEvents", "kinds", "LOUD", .badInput),
        ("operations", "kind", "DANCE", .badInput), ("inventory", "isInTimeout", "perhaps", .badInput),
        ("heartbeats", "kinds", "LOG_STATUS", .badInput), ("stations", "from", "2026-01-01T00:00:00Z", .badInput),
        ("sessions", "from", "yesterday", .badInput), ("sessions", "status", "active", .badInput),
        ("sessions", "stationIds", "1", .badInput), ("stations", "isActive", "1", .badInput),
        ("stations", "text", String(repeating: "x", count: 201), .badInput),
    ])
    func `what cannot be asked is refused`(list: String, name: String, value: String, code: ChargingError.Code) {
        do {
            _ = try Export(list, [(name, value)])
            Issue.record("taken")
        } catch {
            #expect((error as? ChargingError)?.code == code)
        }
    }

    @Test func `logs and values are asked for as their lists are`() throws {
        let station = GlobalID(.station, 7).text, from = "2026-01-01T00:00:00Z"
        let start = try #require(Timestamp(parsing: from)), id = StationID(rawValue: 7)
        #expect(
            try Export("meterValues", [("stationId", station), ("from", from)])
                == .meterValues(.station(id, from: start, to: nil)))
        #expect(
            try Export("meterValues", [("sessionId", GlobalID(.session, 3).text)])
                == .meterValues(.session(SessionID(rawValue: 3))))
        var messages = OcppMessageFilter()
        messages.direction = .sent
        #expect(
            try Export("ocppMessages", [("stationId", station), ("direction", "SENT")]) == .ocppMessages(id, messages))
        var log = StationLogFilter()
        log.kinds = [.logStatus, .securityEvent]
        log.from = start
        #expect(
            try Export("stationEvents", [("kinds", "LOG_STATUS"), ("kinds", "SECURITY_EVENT"), ("from", from)])
                == .stationEvents(log))
        #expect(throws: ChargingError.self) {
            try Export("meterValues", [("sessionId", GlobalID(.session, 3).text), ("stationId", station)])
        }
    }

    @Test func `what is given twice is refused`() {
        #expect(throws: ChargingError.self) { try Export("stations", [("text", "a"), ("text", "b")]) }
    }
}
