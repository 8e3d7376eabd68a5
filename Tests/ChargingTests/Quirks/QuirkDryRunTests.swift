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
