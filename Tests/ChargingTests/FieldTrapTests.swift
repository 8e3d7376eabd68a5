import JSON
import OCPP
import TestSupport
import Testing

@testable import Charging

/// What goes wrong between chargers and central systems, as far as a charge point's actor can help it.
@Suite("Traps of the field: messages", .timeLimit(.minutes(1)))
struct FieldTrapTests {
    /// Every message that a charger can send but the one that introduces it.
    static let messages: [(action: String, payload: String)] = [
        ("Authorize", #"{"idTag":"04AA11"}"#),
        ("DataTransfer", #"{"vendorId":"v"}"#),
        ("DiagnosticsStatusNotification", #"{"status":"Idle"}"#),
        ("FirmwareStatusNotification", #"{"status":"Idle"}"#),
        ("Heartbeat", "{}"),
        ("LogStatusNotification", #"{"status":"Idle"}"#),
        (
            "MeterValues",
            #"{"connectorId":1,"meterValue":[{"timestamp":"2026-09-21T10:00:00Z","sampledValue":[{"value":"1"}]}]}"#
        ),
        ("SecurityEventNotification", #"{"type":"ResetOrReboot","timestamp":"2026-09-21T10:00:00Z"}"#),
        ("SignCertificate", #"{"csr":"x"}"#),
        ("SignedFirmwareStatusNotification", #"{"status":"Idle"}"#),
        ("StartTransaction", #"{"connectorId":1,"idTag":"04AA11","meterStart":1,"timestamp":"2026-09-21T10:00:00Z"}"#),
        ("StatusNotification", #"{"connectorId":1,"errorCode":"NoError","status":"Available"}"#),
        ("StopTransaction", #"{"transactionId":1,"meterStop":1,"timestamp":"2026-09-21T10:00:00Z"}"#),
    ]

    @Test func `these are all messages of a charger`() {
        #expect(Set(Self.messages.map(\.action) + ["BootNotification"]) == Set(MessageTable.ocpp16.actions))
    }

    private func frame(_ action: String, _ payload: String, id: String = "1") -> String {
        #"[2,"\#(id)","\#(action)",\#(payload)]"#
    }

    @Test func `trap 2: the same call under a new id is answered again and stored once`() async throws {
        let bench = try await ChargePointBench()
        let first = await bench.exchange(Frames.start("1"))
        let retry = await bench.exchange(Frames.start("2"))
        #expect(retry?[1] == "2")
        #expect(retry?[2] == first?[2])
        #expect(bench.database.sessions.count == 1)
    }

    @Test func `trap 2: a call is never taken for a repetition by its id alone`() async throws {
        let bench = try await ChargePointBench()
        for (action, payload) in Self.messages {
            #expect(await bench.exchange(frame(action, payload, id: "same"))?[0] == 3, "\(action)")
        }
        #expect(Set(bench.database.reports.map { "\($0)".prefix { $0 != "(" } }).count > 5)
    }

    @Test(arguments: messages)
    func `trap 4: before its boot was accepted a station hears SecurityError, and nothing is stored`(
        action: String, payload: String
    ) async throws {
        let bench = try await ChargePointBench(.sample(admission: .pending))
        let answer = await bench.exchange(frame(action, payload))
        #expect(answer?[0] == 4)
        #expect(answer?[2] == "SecurityError")
        #expect(bench.database.reports.isEmpty)
        #expect(await bench.chargePoint.debugState.counters.callsBeforeAcceptance == 1)
    }

    @Test func `trap 4: one that never introduced itself is understood all the same, and named`() async throws {
        try await RegistryBench(knowsMake: false).running { bench in
            let charger = try #require(await bench.connect())
            await charger.receive(Frames.status("Available", id: "s1"))
            _ = await charger.frame(0)
            #expect(await bench.record()?.findings.map(\.kind) == [.notBooted])
            await charger.receive(Frames.boot("b"))
            _ = await charger.frame(1)
            await charger.receive(Frames.status("Preparing", id: "s2"))
            _ = await charger.frame(2)
            #expect(await bench.record()?.findings.map(\.count) == [1])
        }
    }

    @Test(
        arguments: [(StationAdmission.accepted, 300), (.pending, 60), (.rejected, 60)] as [(StationAdmission, Int64)])
    func `trap 10: the interval of heartbeats is never left to the charger, and never longer than a day`(
        admission: StationAdmission, interval: Int64
    ) async throws {
        let bench = try await ChargePointBench(.sample(admission: admission))
        let answer = await bench.exchange(Frames.boot("1"))
        #expect(answer?[2]?["interval"] == .integer(interval))
        #expect((1...86_400).contains(interval))
    }

    @Test func `trap 9: a station that waits for its acceptance may send what we asked it to send`() async throws {
        let bench = try await ChargePointBench(.sample(admission: .pending))
        let (action, payload) = ("StatusNotification", #"{"connectorId":1,"errorCode":"NoError","status":"Available"}"#)
        #expect(await bench.exchange(frame(action, payload, id: "1"))?[2] == "SecurityError")
        async let asked = bench.chargePoint.call(OCPP16.TriggerMessage(.statusNotification))
        let ours = try #require(await bench.connection.frame(1))
        await bench.connection.receive(#"[3,"\#(ours.messageID)",{"status":"Accepted"}]"#)
        _ = try await asked
        #expect(await bench.exchange(frame(action, payload, id: "2"))?[0] == 3)
        #expect(await bench.exchange(frame("Heartbeat", "{}", id: "3"))?[2] == "SecurityError")
    }

    @Test func `trap 9: what the security extension triggers has names of its own`() async throws {
        let bench = try await ChargePointBench(.sample(admission: .pending))
        async let asked = bench.chargePoint.call(
            OCPP16.ExtendedTriggerMessage(requestedMessage: .known(.signChargePointCertificate)))
        let ours = try #require(await bench.connection.frame(0))
        await bench.connection.receive(#"[3,"\#(ours.messageID)",{"status":"Accepted"}]"#)
        _ = try await asked
        #expect(await bench.exchange(frame("SignCertificate", #"{"csr":"x"}"#))?[2]?["status"] == "Rejected")
    }

    @Test func `trap 9: a rejected station may send nothing, whatever was asked of it`() async throws {
        let bench = try await ChargePointBench(.sample(admission: .rejected))
        async let asked = bench.chargePoint.call(OCPP16.TriggerMessage(.heartbeat))
        let ours = try #require(await bench.connection.frame(0))
        await bench.connection.receive(#"[3,"\#(ours.messageID)",{"status":"Accepted"}]"#)
        _ = try await asked
        #expect(await bench.exchange(frame("Heartbeat", "{}"))?[2] == "SecurityError")
    }

    @Test(arguments: [
        #"{"connectorId":1,"meterValue":[{"timestamp":"2026-09-21T10:00:00Z","sampledValue":[]}]}"#,
        #"{"connectorId":1,"transactionId":{},"meterValue":{"timestamp":"2026-09-21T10:00:00Z","sampledValue":{"value":1}}}"#,
        #"{"connectorId":"1","meterValue":[]}"#,
        #"{"connectorId":1,"meterValue":[{"sampledValue":[{"value":"1","measurand":"Vendor.Own","unit":"furlong"}]}]}"#,
    ])
    func `complaint 31: meter values that no schema allows are answered as any, so that the charger does not reconnect`(
        payload: String
    ) async throws {
        let bench = try await ChargePointBench()
        #expect(await bench.exchange(frame("MeterValues", payload))?[2] == [:])
        #expect(bench.connection.closeReason == nil)
    }

    @Test func `what was tolerated is counted by its name`() async throws {
        let bench = try await ChargePointBench()
        _ = await bench.exchange(
            frame("StatusNotification", #"{"connectorId":"1","errorCode":"noerror","status":"Charging"}"#))
        _ = await bench.exchange(frame("LogStatusNotification", #"{"status":"Idle","requestId":[]}"#, id: "2"))
        _ = await bench.exchange(frame("LogStatusNotification", #"{"status":"idle\u0000","requestId":{}}"#, id: "3"))
        let counters = await bench.chargePoint.debugState.counters
        #expect(
            counters.leniencies == [
                .textForNumber: 1, .wrongCase: 1, .emptyStructureForAbsent: 2, .unknownValue: 1,
            ])
        #expect(counters.replacedNulls == 1)
    }
}
