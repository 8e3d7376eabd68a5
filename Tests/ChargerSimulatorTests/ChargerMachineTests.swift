import JSON
import OCPP
import Testing

@testable import ChargerSimulator

@Suite("Charger machine")
struct ChargerMachineTests {
    private static let charge: [Step] = [
        .boot, .plug(connector: 1), .authorize(nil), .expect(.verdict(.accepted)), .start(connector: 1, nil),
        .expect(.verdict(.accepted)), .charge(connector: 1, .duration(.seconds(60))), .stop(connector: 1, .local),
        .unplug(connector: 1), .expect(.status(connector: 1, .available, within: .seconds(5))),
    ]

    private static func charged() -> ManualFleet {
        var fleet = ManualFleet(charge) { $0.meterInterval = .seconds(25) }
        fleet.connect()
        fleet.pass(.seconds(90))
        return fleet
    }

    @Test func `one charge tells the story of section 4 in order`() {
        let fleet = Self.charged()
        #expect(fleet.failures == [])
        #expect(fleet.statuses(ofConnector: 1) == [.available, .preparing, .charging, .finishing, .available])
        let told = fleet.actions.filter { $0 != "StatusNotification" }
        #expect(
            told == [
                "BootNotification", "Authorize", "StartTransaction", "MeterValues", "MeterValues", "StopTransaction",
            ])
    }

    @Test func `every frame keeps the limits of the standard`() throws {
        for call in Self.charged().calls { try call.validate() }
    }

    @Test func `meter values and the stop carry the number that the start was given`() throws {
        let fleet = Self.charged()
        let stop = try #require(fleet.requests(OCPP16.StopTransaction.self).first)
        #expect(stop.transactionId == 101)
        #expect(stop.reason == .known(.local))
        #expect(fleet.requests(OCPP16.MeterValues.self).allSatisfy { $0.transactionId == 101 })
    }

    @Test func `registers rise from the start over the samples to the stop`() throws {
        let fleet = Self.charged()
        let start = try #require(fleet.requests(OCPP16.StartTransaction.self).first)
        let stop = try #require(fleet.requests(OCPP16.StopTransaction.self).first)
        let samples = fleet.requests(OCPP16.MeterValues.self).compactMap { meter in
            meter.meterValue.first?.sampledValue.first { $0.measurand == .known(.energyActiveImportRegister) }
                .flatMap { $0.normalised.value }
        }
        let registers = [Double(start.meterStart)] + samples + [Double(stop.meterStop)]
        #expect(registers.count == 4)
        #expect(zip(registers, registers.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `a reconnect sends no boot and only the statuses that changed meanwhile`() {
        var fleet = ManualFleet([.boot, .wait(.seconds(5)), .plug(connector: 2)])
        fleet.connect()
        fleet.disconnect()
        fleet.calls = []
        fleet.pass(.seconds(10))
        fleet.connect()
        #expect(fleet.actions == ["StatusNotification"])
        #expect(fleet.statuses(ofConnector: 2) == [.preparing])
    }

    @Test func `a status whose report was lost with the connection is told again`() {
        var fleet = ManualFleet([.boot, .wait(.seconds(1)), .plug(connector: 2)])
        fleet.connect()
        fleet.manner = .silent
        fleet.pass(.seconds(2))
        fleet.disconnect()
        fleet.manner = .answering
        fleet.connect()
        #expect(fleet.statuses(ofConnector: 2) == [.available, .preparing, .preparing])
    }

    @Test func `a charge made offline is told afterwards, in order and with its own times`() throws {
        var fleet = ManualFleet([.boot, .wait(.seconds(1))] + Self.charge.dropFirst()) {
            $0.meterInterval = .seconds(25)
        }
        fleet.connect()
        fleet.disconnect()
        let begin = fleet.now
        fleet.pass(.seconds(300))
        fleet.calls = []
        fleet.connect()
        let told = fleet.actions.filter { $0 != "StatusNotification" }
        #expect(told == ["StartTransaction", "MeterValues", "MeterValues", "StopTransaction"])
        let start = try #require(fleet.requests(OCPP16.StartTransaction.self).first)
        #expect(start.timestamp.timestamp == begin.advanced(by: .seconds(1)))
        #expect(fleet.requests(OCPP16.StopTransaction.self).first?.transactionId == 101)
    }

    @Test func `what stays unanswered is repeated with the same content and another id`() throws {
        var fleet = ManualFleet([.boot, .plug(connector: 1), .start(connector: 1, "TAG")])
        fleet.connect()
        let first = try #require(fleet.requests(OCPP16.StartTransaction.self).first)
        #expect(fleet.requests(OCPP16.StartTransaction.self).count == 1)

        var silent = ManualFleet([.boot, .wait(.seconds(1)), .start(connector: 1, "TAG")])
        silent.connect()
        silent.manner = .silent
        silent.pass(.seconds(40))
        silent.disconnect()
        silent.manner = .answering
        silent.connect()
        let starts = silent.requests(OCPP16.StartTransaction.self)
        #expect(starts.count == 3)
        #expect(Set(starts.map { "\($0)" }).count == 1)
        #expect(Set(silent.frames).count == silent.frames.count)
        #expect(first.idTag == "TAG")
    }

    @Test func `a start that is never taken leaves minus one as the number of its transaction`() {
        var fleet = ManualFleet([.boot, .wait(.seconds(1)), .start(connector: 1, "TAG")]) {
            $0.meterInterval = .seconds(5)
        }
        fleet.connect()
        fleet.manner = .refusing
        fleet.pass(.seconds(60))
        #expect(fleet.requests(OCPP16.StartTransaction.self).count == 3)
        #expect(fleet.requests(OCPP16.MeterValues.self).first?.transactionId == -1)
        #expect(fleet.machine.statistics.lost > 0)
    }

    @Test func `a refused tag ends the script with its reason`() {
        var fleet = ManualFleet(Self.charge)
        fleet.verdicts["TAG"] = .blocked
        fleet.connect()
        #expect(fleet.failures == ["the tag is Blocked, not Accepted"])
        #expect(fleet.requests(OCPP16.StartTransaction.self).isEmpty)
    }

    @Test func `a start that is not accepted is stopped as deauthorized`() {
        var fleet = ManualFleet([.boot, .plug(connector: 1), .start(connector: 1, "TAG")])
        fleet.startVerdict = .concurrentTx
        fleet.connect()
        #expect(fleet.requests(OCPP16.StopTransaction.self).first?.reason == .known(.deAuthorized))
        #expect(fleet.statuses(ofConnector: 1).last == .finishing)
    }

    @Test func `a pending boot is repeated after the interval, and nothing else is sent until then`() {
        var fleet = ManualFleet([.boot, .heartbeat])
        fleet.boot = .init(status: .pending, currentTime: fleet.now, interval: 10)
        fleet.connect()
        fleet.pass(.seconds(9))
        #expect(fleet.actions == ["BootNotification"])
        fleet.boot = .init(status: .accepted, currentTime: fleet.now, interval: 300)
        fleet.pass(.seconds(2))
        #expect(fleet.actions.prefix(3) == ["BootNotification", "BootNotification", "StatusNotification"])
        #expect(fleet.actions.last == "Heartbeat")
    }

    @Test func `heartbeats keep the interval of the boot's answer`() {
        var fleet = ManualFleet()
        fleet.boot = .init(status: .accepted, currentTime: fleet.now, interval: 60)
        fleet.connect()
        fleet.pass(.seconds(301))
        #expect(fleet.requests(OCPP16.Heartbeat.self).count == 5)
    }

    @Test func `a full battery suspends the flow by the vehicle's side`() {
        var fleet = ManualFleet([.boot, .start(connector: 1, "TAG"), .charge(connector: 1, .full)]) { $0.speed = 1000 }
        fleet.connect()
        fleet.pass(.seconds(120))
        #expect(fleet.statuses(ofConnector: 1) == [.available, .charging, .suspendedEV])
    }

    @Test func `a suspension ends by itself`() {
        var fleet = ManualFleet([
            .boot, .start(connector: 1, "TAG"), .suspend(connector: 1, by: .station, .seconds(20)), .wait(.seconds(60)),
        ])
        fleet.connect()
        fleet.pass(.seconds(60))
        #expect(fleet.statuses(ofConnector: 1) == [.available, .charging, .suspendedEVSE, .charging])
    }

    @Test func `a fault ends the transaction and is told with its code`() throws {
        var fleet = ManualFleet([
            .boot, .start(connector: 1, "TAG"), .wait(.seconds(5)), .fault(connector: 1, .groundFailure),
            .wait(.seconds(5)), .recover(connector: 1), .unplug(connector: 1),
        ])
        fleet.connect()
        fleet.pass(.seconds(20))
        #expect(fleet.statuses(ofConnector: 1) == [.available, .charging, .faulted, .finishing, .available])
        let faulted = fleet.requests(OCPP16.StatusNotification.self).first { $0.status == .known(.faulted) }
        #expect(faulted?.errorCode == .known(.groundFailure))
        #expect(fleet.requests(OCPP16.StopTransaction.self).count == 1)
    }

    @Test func `pulling the cable ends the transaction as EVDisconnected`() {
        var fleet = ManualFleet([.boot, .start(connector: 1, "TAG"), .wait(.seconds(5)), .unplug(connector: 1)])
        fleet.connect()
        fleet.pass(.seconds(6))
        #expect(fleet.requests(OCPP16.StopTransaction.self).first?.reason == .known(.evDisconnected))
        #expect(fleet.statuses(ofConnector: 1).last == .available)
    }

    @Test func `a charge point that retires ends what it charges and does nothing more`() {
        var fleet = ManualFleet([.boot, .start(connector: 1, "TAG"), .charge(connector: 1, .full), .heartbeat])
        fleet.connect()
        fleet.machine.retire(now: fleet.now)
        fleet.pass(.seconds(5))
        #expect(fleet.requests(OCPP16.StopTransaction.self).map(\.reason) == [.known(.powerLoss)])
        #expect(fleet.machine.outbox.isEmpty)
        #expect(fleet.requests(OCPP16.Heartbeat.self).isEmpty)
    }

    @Test func `frames that are garbage or meant for nobody are counted and nothing more`() {
        var fleet = ManualFleet([.boot])
        fleet.connect()
        let calls = fleet.calls.count
        for text in ["", "[", "[3]", "[3,\"99\",{}]", "[4,\"99\",\"X\",\"\",{}]", "{}", "[9,\"1\"]", "[3,\"1\",7]"] {
            fleet.deliver(Array(text.utf8))
        }
        #expect(fleet.calls.count == calls)
        #expect(fleet.machine.isReady)
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `a day of a random fleet over a bad link loses nothing`(seed: UInt64) {
        var settings = ChargerSettings(id: "CP\(seed)")
        settings.seed = seed
        settings.meterInterval = .seconds(300)
        let sources = Scenario.flaky.sources(connectors: 2, habits: RandomDriver.Habits())
        var fleet = ManualFleet()
        fleet.machine = ChargerMachine(settings: settings, sources: sources)
        fleet.machine.dropAfterSendProbability = 0.2
        fleet.connect()
        fleet.pass(.seconds(86_400))
        let statistics = fleet.machine.statistics
        #expect(statistics.started > 100)
        #expect(statistics.lost == 0)
        #expect(statistics.unexpected == 0)
        let starts = Set(fleet.requests(OCPP16.StartTransaction.self).map { "\($0)" })
        let stops = Set(fleet.requests(OCPP16.StopTransaction.self).map { "\($0.timestamp)\($0.meterStop)" })
        #expect(starts.count >= statistics.started - 2 && starts.count <= statistics.started)
        #expect(stops.count >= statistics.stopped - 2 && stops.count <= statistics.stopped)
    }
}
