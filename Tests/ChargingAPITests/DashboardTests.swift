import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Dashboard, totals and search")
struct DashboardTests {
    @Test func `what is not selected is not read`() async throws {
        let api = try TestAPI()
        let data = try await api.data(of: "{ dashboard { presence { online offline unknown } } }")
        #expect(data["dashboard"]?["presence"] == ["online": 0, "offline": 2, "unknown": 0])
        #expect(api.stores.calls == ["stationCounts []"])
    }

    @Test func `days and points are those that were asked for, in the time zone of the dashboard`() async throws {
        let api = try TestAPI()
        let data = try await api.data(
            of: """
                { dashboard(timeZone: "Europe/Berlin") {
                  sessionsPerDay(days: 3) { startsAt count energyWh }
                  reservationsPerDay(until: "2026-01-05T00:00:00Z") { count }
                  combinedPower(points: 24) { at powerW }
                  connectors { status count staleCount } } }
                """)
        let now = api.clock.now.description
        #expect(
            Set(api.stores.calls) == [
                "sessionsPerDay [3 \(now) Europe/Berlin]", "reservationsPerDay [14 2026-01-05T00:00:00Z Europe/Berlin]",
                "combinedPower [24 \(now) Europe/Berlin]", "connectorCounts []",
            ])
        let start = JSONValue.string(MemoryWorld.start.description)
        #expect(data["dashboard"]?["sessionsPerDay"] == [["startsAt": start, "count": 3, "energyWh": 1_500]])
        #expect(data["dashboard"]?["combinedPower"] == [["at": start, "powerW": 11_000]])
        // In the order of the states.
        #expect(data["dashboard"]?["connectors"]?[0]?["status"] == "AVAILABLE")
        #expect(data["dashboard"]?["connectors"]?[1] == ["status": "FAULTED", "count": 1, "staleCount": 0])
    }

    @Test func `present power is that of connected stations in reach`() async throws {
        let api = try TestAPI()
        for (id, power) in [(Int64(1_001), 7_000.0), (2_001, 50_000)] {
            var connector = ConnectorSnapshot(id: ConnectorID(rawValue: id * 10 + 1), number: 1, status: .charging)
            connector.powerW = power
            var station = try StationSnapshot.of(id, id / 1_000)
            station.connectors = [connector]
            api.liveStatus.set(station)
        }
        #expect(try await api.data(of: "{ dashboard { powerW } }")["dashboard"]?["powerW"] == 7_000)
        let stations = try await api.data(of: "{ stations(first: 10) { nodes { powerW } } }")["stations"]?["nodes"]
        let powers = stations?.array?.map { $0["powerW"] }
        #expect(powers == [7_000, .null])
    }

    @Test(arguments: [
        (#"dashboard(timeZone: "Mars/Olympus") { powerW }"#, "timeZone"),
        ("dashboard { sessionsPerDay(days: 0) { count } }", "days"),
        ("dashboard { reservationsPerDay(days: 367) { count } }", "days"),
        ("dashboard { combinedPower(points: 1441) { powerW } }", "points"),
        (#"search(text: "") { groups { id } }"#, "text"), (#"search(text: "x") { groups(first: 51) { id } }"#, "first"),
    ])
    func `what cannot be is refused by name`(field: String, name: String) async throws {
        let api = try TestAPI()
        let error = try await api.error(of: "{ \(field) }", [:])
        #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": .string(name)])
        #expect(api.stores.calls.isEmpty)
    }

    @Test func `a search reads each kind that is selected, once`() async throws {
        let api = try TestAPI()
        let data = try await api.data(
            of: #"{ search(text: "alpha") { stations(first: 1) { chargePointId } groups { name } } }"#)
        #expect(data["search"]?["stations"] == [["chargePointId": "Alpha-1"]])
        #expect(data["search"]?["groups"]?.array?.count == 2)
        #expect(Set(api.stores.calls) == ["search(stations) [chargePointID]", "search(groups) [name]"])
    }

    @Test func `totals are those of the viewer's sessions`() async throws {
        let api = try TestAPI()
        let all = try await api.data(of: "{ sessions { totalCount } sessionTotals { count } }")
        #expect(all["sessions"]?["totalCount"] == all["sessionTotals"]?["count"])
    }
}
