import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Subscriptions", .timeLimit(.minutes(1)))
struct SubscriptionTests {
    @Test func `a station's own values come with the event, without a read`() async throws {
        let api = try TestAPI()
        let responses = try await api.responses(
            1,
            to: "subscription { stationChanged { id chargePointId presence lastSeenAt ocppVersion status errorCode } }"
        ) { api.publish(.stationChanged(try .of(1_001, 1))) }
        #expect(
            responses.first?["data"]?["stationChanged"] == [
                "id": .string(GlobalID(.station, 1_001).text), "chargePointId": "CP-1001", "presence": "ONLINE",
                "lastSeenAt": "2026-01-01T00:00:00Z", "ocppVersion": "1.6", "status": "AVAILABLE", "errorCode": nil,
            ])
        #expect(api.stores.calls == [])
    }

    @Test func `what a station's event does not carry is read, and only that`() async throws {
        let api = try TestAPI()
        let responses = try await api.responses(1, to: "subscription { stationChanged { presence vendor } }") {
            api.publish(.stationChanged(try .of(1_001, 1)))
        }
        #expect(responses.first?["data"]?["stationChanged"] == ["presence": "ONLINE", "vendor": "Vendor Alpha"])
        #expect(api.stores.calls == ["stations(1 ids) [presence, vendor]"])
    }

    @Test func `what a session's event does not carry is read too`() async throws {
        let api = try TestAPI()
        let responses = try await api.responses(1, to: "subscription { sessionChanged { energyWh note } }") {
            api.publish(.sessionChanged(.of(100_100, 1, tag: 11)))
        }
        #expect(responses.first?["data"]?["sessionChanged"]?["energyWh"] == 1_500)
        #expect(responses.first?["errors"] == nil)
        #expect(api.stores.calls == ["sessions(ids) [energyWh, note]"])
    }

    @Test func `while the database is away an event still tells what it carries`() async throws {
        let api = try TestAPI()
        let responses = try await api.responses(1, to: "subscription { stationChanged { presence vendor } }") {
            api.stores.refuse(with: ChargingError(.unavailable, "The database is away; try again."))
            api.publish(.stationChanged(try .of(1_001, 1)))
        }
        #expect(responses.first?["data"]?["stationChanged"] == ["presence": "ONLINE", "vendor": nil])
        #expect(responses.first?["errors"]?[0]?["extensions"] == ["code": "UNAVAILABLE"])
    }

    @Test func `a connector's values are those of the event`() async throws {
        let api = try TestAPI()
        var connector = ConnectorSnapshot(id: ConnectorID(rawValue: 10_011), number: 1, status: .charging)
        connector.powerW = 7_400
        let responses = try await api.responses(
            1, to: "subscription { connectorChanged { id number status powerW isStale station { chargePointId } } }"
        ) { api.publish(.connectorChanged(connector, of: try .of(1_001, 1))) }
        #expect(
            responses.first?["data"]?["connectorChanged"] == [
                "id": .string(GlobalID(.connector, 10_011).text), "number": 1, "status": "CHARGING", "powerW": 7400,
                "isStale": false, "station": ["chargePointId": "Alpha-1"],
            ])
        #expect(api.stores.calls == ["stations(1 ids) [chargePointID]"])
    }

    @Test func `what an event does not carry of a connector is read`() async throws {
        let api = try TestAPI()
        let connector = ConnectorSnapshot(id: ConnectorID(rawValue: 10_011), number: 1, status: .charging)
        let responses = try await api.responses(
            1, to: "subscription { connectorChanged { status info vendorErrorCode type ratedPowerW } }"
        ) { api.publish(.connectorChanged(connector, of: try .of(1_001, 1))) }
        #expect(
            responses.first?["data"]?["connectorChanged"] == [
                "status": "CHARGING", "info": nil, "vendorErrorCode": nil, "type": nil, "ratedPowerW": nil,
            ])
    }

    @Test func `a session's own values come with the event, and what hangs on it is read`() async throws {
        let api = try TestAPI()
        let responses = try await api.responses(
            1,
            to: """
                subscription { sessionChanged { id transactionId status idTag startedAt stoppedAt meterStartWh
                  meterBaselineWh meterStopWh energyWh authorization stopReason tag { idTag } } }
                """
        ) { api.publish(.sessionChanged(.of(100_100, 1, tag: 11))) }
        #expect(
            responses.first?["data"]?["sessionChanged"] == [
                "id": .string(GlobalID(.session, 100_100).text), "transactionId": "77", "status": "ACTIVE",
                "idTag": "04aa11", "startedAt": "2026-01-01T00:00:00Z", "stoppedAt": nil, "meterStartWh": 100,
                "meterBaselineWh": 90, "meterStopWh": nil, "energyWh": 1500, "authorization": "ACCEPTED",
                "stopReason": nil, "tag": ["idTag": "Alpha1"],
            ])
        #expect(api.stores.calls == ["tags(ids) [idTag]"])
    }

    @Test func `a reservation's own values come with the event, and what hangs on it is read`() async throws {
        let api = try TestAPI()
        let responses = try await api.responses(
            1,
            to: """
                subscription { reservationChanged { id reservationId connectorNumber idTag parentIdTag expiresAt status
                  reason requestedAt endedAt tag { idTag } station { chargePointId } session { id } } }
                """
        ) { api.publish(.reservationChanged(.of(1_001, 1, tag: 11))) }
        #expect(
            responses.first?["data"]?["reservationChanged"] == [
                "id": .string(GlobalID(.reservation, 1_001).text), "reservationId": 7, "connectorNumber": 1,
                "idTag": "04aa11", "parentIdTag": nil, "expiresAt": "2026-01-01T01:00:00Z", "status": "EXPIRED",
                "reason": "NO_SHOW", "requestedAt": "2026-01-01T00:00:00Z", "endedAt": "2026-01-01T01:00:00Z",
                "tag": ["idTag": "Alpha1"], "station": ["chargePointId": "Alpha-1"], "session": nil,
            ])
        #expect(api.stores.calls.sorted() == ["stations(1 ids) [chargePointID]", "tags(ids) [idTag]"])
    }

    @Test func `each stored sample is one response, in order`() async throws {
        let api = try TestAPI()
        let samples = [1.5, 2.5, 3.5].map { value in
            Sample(
                at: ReportedTime(understood: MemoryWorld.start, sent: ""), measurand: "Power.Active.Import", phase: "",
                location: "Outlet", context: "", unit: "W", value: value)
        }
        let responses = try await api.responses(
            3, to: "subscription($id: ID!) { meterValueAdded(sessionId: $id) { value unit phase location sampledAt } }",
            ["id": .string(GlobalID(.session, 100_100).text)]
        ) {
            api.publish(.meterValuesAdded(samples, to: .of(100_101, 1, tag: 11)))
            api.publish(.meterValuesAdded(samples, to: .of(100_100, 1, tag: 11)))
        }
        #expect(responses.compactMap { $0["data"]?["meterValueAdded"]?["value"]?.number } == [1.5, 2.5, 3.5])
        #expect(
            responses.first?["data"]?["meterValueAdded"] == [
                "value": 1.5, "unit": "W", "phase": nil, "location": "Outlet", "sampledAt": "2026-01-01T00:00:00Z",
            ])
        #expect(api.stores.calls == [])
    }
}
