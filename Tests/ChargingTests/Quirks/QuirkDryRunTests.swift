import JSON
import Testing

@testable import Charging

@Suite("Quirk profiles: dry runs over recorded frames")
struct QuirkDryRunTests {
    private let receivedAt = Timestamp(microseconds: 1_790_000_000_000_000)

    private func run(_ frames: [String], _ correct: (inout QuirkCorrections) -> Void) -> QuirkDryRun {
        var corrections = QuirkCorrections()
        correct(&corrections)
        var run = QuirkDryRun(corrections)
        for frame in frames { run.add(frame: Array(frame.utf8), receivedAt: receivedAt) }
        return run
    }

    @Test func `what would be understood otherwise is told, value by value`() {
        let run = run([
            Frames.boot(), Frames.start(tag: "11AA04", meter: 5_000),
            Frames.meter(transaction: 1, wh: 200, power: 7_000),
        ]) {
            $0.reversesIDTag = true
            $0.reportsSessionEnergy = true
        }
        #expect(run.messages == 3)
        #expect(run.differences.map(\.field) == ["idTag", "Energy.Active.Import.Register"])
        #expect(run.differences.map(\.without) == ["11AA04", "200.0 Wh"])
        #expect(run.differences.map(\.with) == ["04AA11", "5200.0 Wh"])
        #expect(run.differences.map(\.action) == ["StartTransaction", "MeterValues"])
    }

    @Test func `each transaction of a station counts from its own start`() {
        let run = run([
            Frames.start("1", connector: 1, tag: "A", meter: 5_000),
            Frames.start("2", connector: 2, tag: "B", meter: 90_000),
            Frames.meter("3", connector: 1, transaction: 7, wh: 200, power: 0),
            Frames.meter("4", connector: 2, transaction: 8, wh: 300, power: 0),
            Frames.stop("5", transaction: 7, wh: 400), Frames.stop("6", transaction: 8, wh: 500),
            // It can be anybody's.
            Frames.start("7", connector: 1, tag: "A", meter: 6_000),
            Frames.start("8", connector: 2, tag: "B", meter: 91_000),
            Frames.stop("9", transaction: 9, wh: 10),
        ]) { $0.reportsSessionEnergy = true }
        #expect(run.differences.map(\.with) == ["5200.0 Wh", "90300.0 Wh", "5400.0 Wh", "90500.0 Wh"])
    }

    @Test func `answers, unknown actions and broken frames are passed over`() {
        let run = run([#"[3,"x",{}]"#, #"[2,"x","Nonsense",{}]"#, "{", "", Frames.stop(transaction: 1, wh: 1)]) {
            $0.utcOffsetMinutes = 60
        }
        #expect(run.messages == 1)
        #expect(run.differences == [])
    }

    @Test func `no more differences are kept than allowed, and that there were more is told`() {
        let frames = (0...QuirkDryRun.maximumDifferences).map { Frames.authorize("a\($0)", tag: "11AA04") }
        let run = run(frames) { $0.reversesIDTag = true }
        #expect(run.differences.count == QuirkDryRun.maximumDifferences)
        #expect(run.isCut)
    }
}
