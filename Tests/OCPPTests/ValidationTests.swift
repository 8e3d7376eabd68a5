import OCPP
import TestSupport
import Testing

@Suite("Strictness outbound")
struct ValidationTests {
    @Test func `every sample may be sent`() throws {
        for request in OCPPSamples.requests { try request.validate() }
        for (_, response) in OCPPSamples.responses { try response.validate() }
    }

    @Test(
        arguments: [
            (OCPP16.RemoteStartTransaction(idTag: "123456789012345678901"), "idTag"),
            (OCPP16.ChangeConfiguration(key: String(repeating: "k", count: 51), value: "1"), "key"),
            (OCPP16.ChangeConfiguration(key: "k", value: String(repeating: "v", count: 501)), "value"),
            (OCPP16.UnlockConnector(connectorId: -1), "connectorId"),
            (OCPP16.ChangeConfiguration(key: "k", value: "\u{0}"), ""),
            (OCPP16.TriggerMessage(requestedMessage: .other("Coffee")), "requestedMessage"),
            (
                OCPP16.RemoteStartTransaction(
                    idTag: "a",
                    chargingProfile: OCPP16.ChargingProfile(
                        id: 1, stackLevel: 0, purpose: .txProfile, kind: .absolute,
                        schedule: OCPP16.ChargingSchedule(rateUnit: .watts, periods: []))), "chargingSchedulePeriod"
            ),
        ] as [(any OCPPRequest, String)])
    func `what the standard does not allow is refused before it is sent`(request: any OCPPRequest, field: String) {
        let error = #expect(throws: PayloadError.self) { try request.validate() }
        #expect(error?.field == field)
    }

    @Test func `a limit is sent with one decimal`() throws {
        let period = OCPP16.ChargingSchedulePeriod(start: 0, limit: 6.16)
        let profile = OCPP16.ChargingProfile(
            id: 1, stackLevel: 0, purpose: .txProfile, kind: .absolute,
            schedule: OCPP16.ChargingSchedule(rateUnit: .amperes, periods: [period]))
        let id = try #require(MessageID("1"))
        let frame = OCPP16.RemoteStartTransaction(idTag: "a", chargingProfile: profile).encodedCall(id: id)
        #expect(String(decoding: frame, as: UTF8.self).contains(#""limit":6.2}"#))
    }
}
