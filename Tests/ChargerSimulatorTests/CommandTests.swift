import Testing

@testable import ChargerSimulator

@Suite("Command line")
struct CommandTests {
    @Test(arguments: [
        ("500ms", Duration.milliseconds(500)), ("30s", .seconds(30)), ("1.5m", .seconds(90)), ("2h", .seconds(7200)),
        ("7", .seconds(7)),
    ])
    func `durations are written as in the configuration`(text: String, duration: Duration) {
        #expect(DurationText.parse(text) == duration)
    }

    @Test(arguments: ["", "s", "-1s", "1 s", "1d", "1..2s", "1e3s", "99999999h", "nans"])
    func `what is no duration is refused`(text: String) {
        #expect(DurationText.parse(text) == nil)
    }

    @Test func `credentials are read line by line, the password whole`() {
        let text = "# fleet\nCP1:pa:ss\r\n\nCP2\n CP3:\n"
        let found = CredentialsFile.parse(text, password: [1])
        #expect(found.map(\.id) == ["CP1", "CP2", "CP3"])
        #expect(found.map(\.password) == [Array("pa:ss".utf8), [1], []])
    }

    @Test func `ids are numbered from one, at least four digits wide`() {
        #expect(FleetOptions.id(prefix: "SIM", number: 1) == "SIM0001")
        #expect(FleetOptions.id(prefix: "SIM", number: 10_000) == "SIM10000")
    }

    @Test(arguments: [(230.04, 1, "230.0"), (5.999, 2, "5.99"), (7, 0, "7"), (-1.5, 1, "-1.5"), (.nan, 1, "0")])
    func `meter values are written with a fixed number of decimals`(value: Double, decimals: Int, text: String) {
        #expect(FixedPoint.text(value, decimals: decimals) == text)
    }

    @Test func `processor time is found behind a name that is made to confuse`() {
        let stat = "42 (a) b (c)) S 1 1 1 0 -1 4194304 100 0 0 0 30 12 0 0 20 0 5 0 100 1 1"
        #expect(ProcessUsage.processorTicks(inStat: stat) == 42)
    }

    @Test func `pauses between connects grow to a minute and never shrink below their floor`() {
        var random = SeededRandom(seed: 1)
        for failures in 1...40 {
            let pause = VirtualCharger.pause(afterFailures: failures, using: &random)
            let floor = min(60, Double(1 << min(failures - 1, 6)))
            #expect(pause.seconds >= floor && pause.seconds <= 90)
        }
    }
}
