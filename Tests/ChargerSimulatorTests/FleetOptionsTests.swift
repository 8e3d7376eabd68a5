import OCPP
import Testing

@testable import ChargerSimulator

@Suite("Fleet options")
struct FleetOptionsTests {
    @Test func `tags are dealt out in turn, so that no two charge points share one while they last`() {
        let tags: [IdTag] = ["A", "B", "C", "D", "E"]
        #expect((0..<2).map { FleetOptions.deal(tags, to: $0, of: 2) } == [["A", "C", "E"], ["B", "D"]])
        #expect((0..<3).map { FleetOptions.deal(["A", "B"], to: $0, of: 3) } == [["A"], ["B"], ["A"]])
    }
}
