import Glibc
import JSON
import OCPP
import Testing

@testable import ChargerSimulator

@Suite("Scenario language")
struct ScenarioLanguageTests {
    private func play(_ text: String, seconds: Int = 60, change: (inout ManualFleet) -> Void = { _ in }) throws
        -> ManualFleet
    {
        var fleet = ManualFleet(try ScenarioParser.parse(text))
        change(&fleet)
        fleet.connect()
        fleet.pass(.seconds(seconds))
        return fleet
    }

    private static let folder =
        "\(#filePath)".split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/scripts/scenarios"

    private static var files: [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".scenario") { names.append(name) }
        }
        return names.sorted()
    }

    @Test func `every scenario that comes along is understood`() throws {
        #expect(Self.files.count > 40)
        for name in Self.files {
            let text = try #require(TextFile.read("\(Self.folder)/\(name)"))
            do {
                _ = try ScenarioParser.parse(text)
            } catch {
                Issue.record("\(name): \(error)")
            }
        }
    }

    @Test(arguments: [
        ("boot\nplug one", 2, 6, "one should be a connector's number, 0 to 99"),
        ("  hertbeat", 1, 3, "there is no hertbeat here; heartbeat?"),
        ("wait soon", 1, 6, "soon should be a duration such as 500ms or 30s, or two as 1s..5s"),
        ("start", 1, 6, "start needs a connector's number, as in: start 1 [TAG]"),
        ("reboot now", 1, 8, "this is too much behind reboot, which is written: reboot"),
        ("boot\nrepeat 3\nboot", 2, 8, "this repeat has no end"),
        ("end", 1, 1, "end should come after repeat, chance or choose"),
        ("repeat 2\nor\nend", 2, 1, "or should stand between choose and end"),
        ("fault 1 GroundFailur", 1, 9, "there is no GroundFailur here; GroundFailure?"),
        ("send Heartbeat [1]", 1, 16, "a payload should be a JSON object"),
        ("answer Reset maybe", 1, 14, "maybe should be normally, never, after, error, with, a status such as Rejected"),
        ("expect power 1 5", 1, 16, "5 should be a power in W such as 1400..3700"),
        ("upload breaks", 1, 14, "upload needs a number of uploads, as in: upload size 700000|breaks 1"),
        ("download breaks 0", 1, 17, "0 should be a number of downloads, 1 to 1000"),
        ("firmware last", 1, 10, "last should be next, fails"),
    ])
    func `a mistake is named with its place and what would be right`(
        text: String, line: Int, column: Int, message: String
    ) {
        #expect(throws: ScriptError(line: line, column: column, message: message)) { try ScenarioParser.parse(text) }
    }

    @Test func `every operation of the standard has a scenario that waits for it`() throws {
        let awaited = try Self.files.flatMap { name in
            try ScenarioParser.parse(try #require(TextFile.read("\(Self.folder)/\(name)")))
        }.compactMap { step in
            if case .expect(.operation(let action, _)) = step { action } else { nil }
        }
        #expect(OCPP16.centralSystemActions.subtracting(awaited) == [])
    }

    @Test func `connectors have names`() throws {
        #expect(try ScenarioParser.parse("name left 2\nplug left") == [.plug(connector: 2)])
    }

    @Test func `a sign within a payload begins no comment`() throws {
        let payload = ##"{"vendorId": "#1"}"##
        let call = ScriptedCall(action: "DataTransfer", payload: payload)
        #expect(try ScenarioParser.parse("send DataTransfer \(payload)") == [.wire(.send(call))])
    }

    @Test func `a block is repeated so often, one within another too`() throws {
        let fleet = try play("boot\nrepeat 2\nrepeat 3\nheartbeat\nwait 1s\nend\nend\nrepeat 0\nheartbeat\nend")
        #expect(fleet.requests(OCPP16.Heartbeat.self).count == 6)
    }

    @Test func `one branch is taken each time, and the same seed takes the same`() throws {
        let text = "boot\nrepeat 20\nchoose\nheartbeat\nwait 1s\nor\nstatus 1\nwait 1s\nend\nend"
        let first = try play(text)
        #expect(first.actions == (try play(text)).actions)
        let heartbeats = first.requests(OCPP16.Heartbeat.self).count
        #expect(heartbeats > 0 && heartbeats < 20)
    }

    @Test(arguments: [(0, 0), (100, 10)])
    func `chance decides whether a block is gone through`(percent: Int, count: Int) throws {
        let fleet = try play("boot\nrepeat 10\nchance \(percent)%\nheartbeat\nend\nwait 1s\nend")
        #expect(fleet.requests(OCPP16.Heartbeat.self).count == count)
    }

    @Test func `a loop around nothing does not hang`() throws {
        let fleet = try play("boot\nrepeat 1000000\nend\nheartbeat", seconds: 5)
        #expect(fleet.requests(OCPP16.Heartbeat.self).count == 1)
    }

    @Test func `placeholders are filled in when the step begins`() throws {
        let fleet = try play(
            """
            boot
            send StartTransaction {"connectorId": 1, "idTag": "T", "meterStart": 5, "timestamp": "$now-90m"}
            expect answer Accepted
            send StopTransaction {"transactionId": $transaction, "meterStop": 9, "timestamp": "$now"}
            expect answer
            """)
        #expect(fleet.failures == [])
        #expect(fleet.requests(OCPP16.StopTransaction.self).first?.transactionId == 101)
        let start = try #require(fleet.requests(OCPP16.StartTransaction.self).first?.timestamp.timestamp)
        #expect(start.duration(to: Timestamp(microseconds: 1_700_000_000_000_000)) == .seconds(5400))
    }

    @Test func `what the server answers is compared with what was expected`() throws {
        let fleet = try play("boot\nsend Heartbeat\nexpect answer Rejected 1s")
        #expect(fleet.failures?.count == 1)
        let other = try play("boot\nsend Heartbeat\nexpect error NotImplemented 1s")
        #expect(other.failures?.count == 1)
    }

    @Test func `a duplicate has the same id or a new one, as is wanted`() throws {
        let same = try play("boot\nstart 1\nstop\nagain")
        let stops = zip(same.actions, same.frames).filter { $0.0 == "StopTransaction" }.map(\.1)
        #expect(stops.count == 2 && stops.first == stops.last)
        let new = try play("boot\nwait 1s\nheartbeat\nwait 1s\nagain new-id")
        #expect(new.frames.suffix(2).first != new.frames.last)
        #expect(new.actions.suffix(2) == ["Heartbeat", "Heartbeat"])
        #expect(new.machine.statistics.unexpected == 0)
    }

    @Test func `messages of a charge made offline carry their own times`() throws {
        var fleet = try play("boot\noffline 30s\nplug 1\nstart 1\ncharge 10s\nstop\nexpect delivered 60s", seconds: 25)
        #expect(fleet.requests(OCPP16.StartTransaction.self).isEmpty)
        fleet.pass(.seconds(30))
        #expect(fleet.failures == [])
        let start = try #require(fleet.requests(OCPP16.StartTransaction.self).first?.timestamp.timestamp)
        let stop = try #require(fleet.requests(OCPP16.StopTransaction.self).first?.timestamp.timestamp)
        #expect(start.duration(to: stop) == .seconds(10))
    }

    @Test(arguments: [("power off 5s", OCPP16.StopReason.powerLoss), ("reboot", .reboot)])
    func `a restart ends what runs and tells of it after the boot`(step: String, reason: OCPP16.StopReason) throws {
        let fleet = try play("boot\nplug 1\nstart 1\ncharge 5s\n\(step)\nexpect delivered")
        #expect(fleet.failures == [])
        #expect(fleet.requests(OCPP16.StopTransaction.self).first?.reason == .known(reason))
        #expect(fleet.requests(OCPP16.BootNotification.self).count == 2)
    }

    @Test(arguments: [
        ("clock -2h", "2023-11-14T20:13:20Z"), ("clock unset", "1970-01-01T22:13:20Z"),
        ("clock without-zone", "2023-11-14T22:13:20"),
    ])
    func `a clock may be wrong`(step: String, time: String) throws {
        let fleet = try play("boot\n\(step)\nplug 1\nstart 1")
        #expect(fleet.requests(OCPP16.StartTransaction.self).first?.timestamp.text == time)
    }

    @Test(
        arguments: [
            ("meter-unit kWh", ["701.234"], "kWh"), ("meter-unit none", ["701234"], nil),
            ("meter-register session", ["1234"], "Wh"), ("meter-phases apart", ["233744", "233744", "233746"], "Wh"),
        ] as [(String, [String], String?)])
    func `a meter tells its energy in the form that is wanted`(step: String, values: [String], unit: String?) throws {
        let fleet = try play("boot\n\(step)\nset-meter 1 700000\nstart 1\nset-meter 1 701234\nmeter 1", seconds: 5)
        let samples = try #require(fleet.requests(OCPP16.MeterValues.self).first?.meterValue.first?.sampledValue)
        let energy = samples.filter { $0.measurand == .known(.energyActiveImportRegister) }
        #expect(energy.map(\.value) == values)
        #expect(energy.first?.unit?.text == unit)
    }

    @Test func `a forgotten transaction is told as -1`() throws {
        let fleet = try play("boot\nstart 1\nforget 1\nstop")
        #expect(fleet.requests(OCPP16.StopTransaction.self).first?.transactionId == -1)
    }

    @Test func `operations are answered as the scenario wants, late or not at all`() throws {
        var fleet = try play(
            "boot\nanswer Reset Rejected\nanswer ClearCache never\nanswer UnlockConnector after 5s\nwait 1h")
        #expect(fleet.order(OCPP16.Reset(type: .soft)) == "Rejected")
        #expect(fleet.hangUps == 0)
        #expect(fleet.order(OCPP16.ClearCache()) == nil)
        #expect(fleet.order(OCPP16.UnlockConnector(connectorId: 1)) == nil)
        let answers = fleet.answers.count
        fleet.pass(.seconds(6))
        #expect(fleet.answers.count == answers + 1)
    }

    @Test func `a broken message goes to the socket as it is`() throws {
        let fleet = try play("boot\nraw text [2,\nraw binary 00ff\nraw fragments 3 abc\npings ignored")
        #expect(
            fleet.links == [
                .raw(.text(Array("[2,".utf8), fragments: 1)), .raw(.binary([0, 255])),
                .raw(.text(Array("abc".utf8), fragments: 3)), .answerPings(false),
            ])
    }

    @Test func `a frozen link is given up, and what was lost is sent again`() throws {
        var fleet = ManualFleet(try ScenarioParser.parse("boot\nstart 1\nfreeze 10s\nstop\nexpect delivered"))
        fleet.connect()
        fleet.pass(.seconds(5))
        #expect(fleet.links == [.freeze])
        fleet.pass(.seconds(30))
        #expect(fleet.hangUps == 1)
        #expect(fleet.failures == [])
    }

    @Test func `a local list that is not newer is a mismatch`() throws {
        var fleet = try play("boot\nwait 1m", seconds: 2)
        #expect(
            fleet.order(OCPP16.SendLocalList(listVersion: 5, updateType: .full, localAuthorizationList: []))
                == "Accepted")
        let entry = OCPP16.AuthorizationData(idTag: "T", idTagInfo: OCPP16.IdTagInfo(status: .accepted))
        #expect(
            fleet.order(OCPP16.SendLocalList(listVersion: 6, updateType: .full, localAuthorizationList: [entry]))
                == "Accepted")
        #expect(fleet.order(OCPP16.SendLocalList(listVersion: 6, updateType: .differential)) == "VersionMismatch")
    }

    @Test func `a status report that stays unanswered is made again`() throws {
        var fleet = ManualFleet(try ScenarioParser.parse("boot\nwait 1s\nplug 1"))
        fleet.connect()
        fleet.manner = .silent
        fleet.pass(.seconds(40))
        fleet.manner = .answering
        fleet.pass(.seconds(40))
        #expect(fleet.machine.isSettled)
    }
}
