import JSON
import OCPP
import Testing

@testable import ChargerSimulator

@Suite("Operations of the central system")
struct OperationTests {
    private static func ready(_ steps: [Step] = [.boot]) -> ManualFleet {
        var fleet = ManualFleet(steps)
        fleet.connect()
        return fleet
    }

    private static func charging() -> ManualFleet {
        ready([.boot, .plug(connector: 1), .start(connector: 1, "TAG"), .charge(connector: 1, .full)])
    }

    @Test func `a remote start is accepted and a transaction with that tag follows`() throws {
        var fleet = Self.ready()
        #expect(fleet.order(OCPP16.RemoteStartTransaction(idTag: "REMOTE", connectorId: 2)) == "Accepted")
        fleet.pass(.seconds(10))
        let start = try #require(fleet.requests(OCPP16.StartTransaction.self).first)
        #expect(start.idTag == "REMOTE" && start.connectorId == 2)
        #expect(fleet.statuses(ofConnector: 2) == [.available, .preparing, .charging])
    }

    @Test func `a remote start without a connector takes a free one`() {
        var fleet = Self.charging()
        #expect(fleet.order(OCPP16.RemoteStartTransaction(idTag: "REMOTE")) == "Accepted")
        fleet.pass(.seconds(10))
        #expect(fleet.requests(OCPP16.StartTransaction.self).map(\.connectorId) == [1, 2])
        #expect(fleet.order(OCPP16.RemoteStartTransaction(idTag: "THIRD")) == "Rejected")
    }

    @Test(arguments: [1, 7])
    func `a remote start on a connector that is taken or absent is rejected`(connector: Int) {
        var fleet = Self.charging()
        #expect(fleet.order(OCPP16.RemoteStartTransaction(idTag: "REMOTE", connectorId: connector)) == "Rejected")
    }

    @Test func `with AuthorizeRemoteTxRequests a refused tag starts nothing`() {
        var fleet = Self.ready()
        fleet.verdicts["REMOTE"] = .invalid
        #expect(fleet.order(OCPP16.ChangeConfiguration(key: "AuthorizeRemoteTxRequests", value: "true")) == "Accepted")
        #expect(fleet.order(OCPP16.RemoteStartTransaction(idTag: "REMOTE", connectorId: 1)) == "Accepted")
        fleet.pass(.seconds(10))
        #expect(fleet.requests(OCPP16.Authorize.self).map(\.idTag) == ["REMOTE"])
        #expect(fleet.requests(OCPP16.StartTransaction.self).isEmpty)
    }

    @Test func `a remote stop ends the transaction, and a remote driver unplugs afterwards`() {
        var fleet = Self.ready()
        fleet.order(OCPP16.RemoteStartTransaction(idTag: "REMOTE", connectorId: 1))
        fleet.pass(.seconds(10))
        #expect(fleet.order(OCPP16.RemoteStopTransaction(transactionId: 101)) == "Accepted")
        #expect(fleet.requests(OCPP16.StopTransaction.self).first?.reason == .known(.remote))
        fleet.pass(.seconds(20))
        #expect(fleet.statuses(ofConnector: 1).suffix(2) == [.finishing, .available])
    }

    @Test func `a remote stop of a transaction that does not run is rejected`() {
        var fleet = Self.charging()
        #expect(fleet.order(OCPP16.RemoteStopTransaction(transactionId: 7)) == "Rejected")
    }

    @Test(arguments: [
        (OCPP16.ResetType.soft, OCPP16.StopReason.softReset), (OCPP16.ResetType.hard, OCPP16.StopReason.hardReset),
    ])
    func `a reset stops the transaction and boots anew with all statuses`(
        type: OCPP16.ResetType, reason: OCPP16.StopReason
    ) {
        var fleet = Self.charging()
        #expect(fleet.order(OCPP16.Reset(type: type)) == "Accepted")
        fleet.pass(.seconds(10))
        #expect(fleet.hangUps == 1)
        #expect(fleet.requests(OCPP16.StopTransaction.self).map(\.reason) == [.known(reason)])
        #expect(fleet.requests(OCPP16.BootNotification.self).count == 2)
        let reported = fleet.requests(OCPP16.StatusNotification.self).suffix(3).map(\.connectorId)
        #expect(reported.sorted() == [0, 1, 2])
    }

    @Test func `availability changes at once, or after the transaction`() {
        var fleet = Self.charging()
        #expect(fleet.order(OCPP16.ChangeAvailability(connectorId: 2, type: .inoperative)) == "Accepted")
        #expect(fleet.statuses(ofConnector: 2).last == .unavailable)
        #expect(fleet.order(OCPP16.ChangeAvailability(connectorId: 1, type: .inoperative)) == "Scheduled")
        fleet.order(OCPP16.RemoteStopTransaction(transactionId: 101))
        #expect(fleet.statuses(ofConnector: 1).last == .unavailable)
        #expect(fleet.order(OCPP16.ChangeAvailability(connectorId: 0, type: .operative)) == "Accepted")
        #expect(fleet.statuses(ofConnector: 2).last == .available)
        #expect(fleet.order(OCPP16.ChangeAvailability(connectorId: 9, type: .operative)) == "Rejected")
    }

    @Test(arguments: [
        ("HeartbeatInterval", "60", "Accepted"), ("heartbeatinterval", "60", "Accepted"),
        ("HeartbeatInterval", "often", "Rejected"), ("HeartbeatInterval", "-1", "Rejected"),
        ("NumberOfConnectors", "3", "Rejected"), ("StopTransactionOnInvalidId", "maybe", "Rejected"),
        ("NoSuchKey", "1", "NotSupported"), ("AuthorizationKey", "zz", "Rejected"),
        ("AuthorizationKey", "00112233445566778899aabbccddeeff", "Accepted"),
    ])
    func `configuration keys keep their rules`(key: String, value: String, status: String) {
        var fleet = Self.ready()
        #expect(fleet.order(OCPP16.ChangeConfiguration(key: key, value: value)) == status)
    }

    @Test func `a changed heartbeat interval takes effect`() {
        var fleet = Self.ready()
        fleet.order(OCPP16.ChangeConfiguration(key: "HeartbeatInterval", value: "10"))
        fleet.pass(.seconds(35))
        #expect(fleet.requests(OCPP16.Heartbeat.self).count == 3)
    }

    @Test func `a new AuthorizationKey becomes the password and is tried at once`() {
        var fleet = Self.ready()
        fleet.order(OCPP16.ChangeConfiguration(key: "AuthorizationKey", value: "00FF00FF00FF00FF"))
        fleet.pass(.seconds(5))
        #expect(fleet.machine.password == [0, 255, 0, 255, 0, 255, 0, 255])
        #expect(fleet.hangUps == 1)
        #expect(fleet.requests(OCPP16.BootNotification.self).count == 1)
    }

    @Test func `configuration is told by key, with those it does not have`() throws {
        var fleet = Self.ready()
        fleet.order(OCPP16.GetConfiguration(keys: ["NumberOfConnectors", "Nothing"]))
        guard case .result(let result)? = fleet.answers.last else {
            Issue.record("no answer")
            return
        }
        let answer = try result.response(to: OCPP16.GetConfiguration.self)
        #expect(answer.configurationKey.map(\.value) == ["2"])
        #expect(answer.unknownKey == ["Nothing"])
        fleet.order(OCPP16.GetConfiguration())
        guard case .result(let all)? = fleet.answers.last else {
            Issue.record("no answer")
            return
        }
        #expect(try all.response(to: OCPP16.GetConfiguration.self).configurationKey.count > 8)
    }

    @Test func `unlocking ends the transaction and frees the connector`() {
        var fleet = Self.charging()
        #expect(fleet.order(OCPP16.UnlockConnector(connectorId: 1)) == "Unlocked")
        #expect(fleet.requests(OCPP16.StopTransaction.self).first?.reason == .known(.unlockCommand))
        #expect(fleet.statuses(ofConnector: 1).last == .available)
        #expect(fleet.order(OCPP16.UnlockConnector(connectorId: 5)) == "NotSupported")
    }

    @Test(arguments: [
        (OCPP16.MessageTrigger.heartbeat, Int?.none, ["Heartbeat"], "Accepted"),
        (.statusNotification, 1, ["StatusNotification"], "Accepted"),
        (.statusNotification, nil, ["StatusNotification", "StatusNotification", "StatusNotification"], "Accepted"),
        (.meterValues, 2, ["MeterValues"], "Accepted"), (.bootNotification, nil, ["BootNotification"], "Accepted"),
        (.firmwareStatusNotification, nil, ["FirmwareStatusNotification"], "Accepted"),
        (.diagnosticsStatusNotification, nil, ["DiagnosticsStatusNotification"], "Accepted"),
        (.meterValues, 9, [], "Rejected"),
    ])
    func `a trigger is answered and the message follows`(
        trigger: OCPP16.MessageTrigger, connector: Int?, messages: [String], status: String
    ) {
        var fleet = Self.ready()
        fleet.calls = []
        let request = OCPP16.TriggerMessage(requestedMessage: .known(trigger), connectorId: connector)
        #expect(fleet.order(request) == status)
        #expect(fleet.actions == messages)
    }

    @Test func `clear cache and data transfer are answered`() {
        var fleet = Self.ready()
        #expect(fleet.order(OCPP16.ClearCache()) == "Accepted")
        #expect(fleet.order(OCPP16.DataTransfer(vendorId: "Somebody")) == "UnknownVendorId")
        #expect(fleet.order(OCPP16.DataTransfer(vendorId: ChargerSettings.vendor, data: "x")) == "Accepted")
    }

    @Test func `an operation that it does not have is refused as NotImplemented`() {
        var fleet = Self.ready()
        fleet.deliver(Array(#"[2,"a","MakeCoffee",{}]"#.utf8))
        guard case .error(let error)? = fleet.answers.last else {
            Issue.record("no CALLERROR")
            return
        }
        #expect(error.code == "NotImplemented")
    }

    @Test func `a script can wait for an operation`() {
        var fleet = Self.ready([.boot, .expect(.operation("ClearCache", within: .seconds(10)))])
        fleet.pass(.seconds(5))
        #expect(fleet.failures == nil)
        fleet.order(OCPP16.ClearCache())
        #expect(fleet.failures == [])
        var late = Self.ready([.boot, .expect(.operation("ClearCache", within: .seconds(10)))])
        late.pass(.seconds(11))
        #expect(late.failures == ["no ClearCache came"])
    }
}
