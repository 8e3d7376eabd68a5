import OCPP
import Testing

@testable import ChargerSimulator

@Suite("Scenario files")
struct ScenarioParserTests {
    @Test(arguments: [
        ("boot", Step.boot), ("plug 1", .plug(connector: 1)), ("unplug", .unplug(connector: nil)),
        ("authorize", .authorize(nil)), ("authorize AB12", .authorize("AB12")),
        ("start 2 AB12", .start(connector: 2, "AB12")),
        ("charge 30s", .charge(connector: nil, .duration(.seconds(30)))),
        ("charge 2 80%", .charge(connector: 2, .stateOfCharge(0.8))), ("charge full", .charge(connector: nil, .full)),
        ("charge 500Wh", .charge(connector: nil, .energy(500))), ("stop", .stop(connector: nil, .local)),
        ("stop 1 EmergencyStop", .stop(connector: 1, .emergencyStop)),
        ("suspend 1 ev 5s", .suspend(connector: 1, by: .vehicle, .seconds(5))),
        ("fault 1 GroundFailure", .fault(connector: 1, .groundFailure)), ("recover 1", .recover(connector: 1)),
        ("  wait\t500ms # a moment", .wait(.milliseconds(500))), ("disconnect 5", .disconnect(.seconds(5))),
        ("expect Blocked", .expect(.verdict(.blocked))),
        ("expect status 1 Charging 5s", .expect(.status(connector: 1, .charging, within: .seconds(5)))),
        ("expect operation Reset", .expect(.operation("Reset", within: .seconds(30)))), ("loop", .loop),
        ("expect power 1 1400..3700", .expect(.power(connector: 1, 1400...3700, within: .seconds(30)))),
        ("expect firmware Installed 1m", .expect(.firmware(.installed, within: .seconds(60)))),
        ("expect upload Uploaded", .expect(.upload(.uploaded, within: .seconds(30)))),
        ("expect certificate", .expect(.certificate(within: .seconds(30)))),
        ("upload size 700000", .file(.uploadSize(700_000))), ("upload breaks 2", .file(.uploadBreaks(2))),
        ("download limit 5", .file(.downloadLimit(5))), ("download breaks 1", .file(.downloadBreaks(1))),
        ("download garbles 1", .file(.downloadGarbles(1))), ("firmware next 2.0", .file(.nextVersion("2.0"))),
        ("firmware fails", .file(.installationFails)), ("sign-certificate", .security(.signCertificate)),
        ("security-event Tamper", .security(.event("Tamper", info: nil))),
        ("security-event Tamper the lid is open", .security(.event("Tamper", info: "the lid is open"))),
    ])
    func `each step has its line`(text: String, step: Step) throws {
        #expect(try ScenarioParser.parse(text) == [step])
    }

    @Test(arguments: [
        "", "# nothing", "jump", "plug", "plug one", "plug -1", "plug 1 2", "start 1 123456789012345678901", "charge",
        "charge soon", "charge 120%", "charge -5s", "wait", "wait 1e99s", "fault 1 Broken", "suspend 1 cat 5s",
        "expect", "expect Happiness", "expect status 1", "stop 1 Boredom",
    ])
    func `what is no step is refused with its line`(text: String) {
        #expect(throws: ScriptError.self) { try ScenarioParser.parse(text) }
    }

    @Test func `a loop plays its steps again`() {
        var fleet = ManualFleet([.boot, .heartbeat, .wait(.seconds(10)), .loop])
        fleet.connect()
        fleet.pass(.seconds(35))
        #expect(fleet.requests(OCPP16.Heartbeat.self).count == 4)
    }

    @Test func `a loop without a pause does not hang`() {
        var fleet = ManualFleet([.boot, .loop])
        fleet.connect()
        fleet.pass(.seconds(5))
        #expect(fleet.failures == nil)
    }
}
