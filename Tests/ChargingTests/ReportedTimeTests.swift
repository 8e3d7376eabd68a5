import JSON
import Testing

@testable import Charging

@Suite("Reported time")
struct ReportedTimeTests {
    static let times: [(String?, String)] = [
        ("2026-09-21T13:33:20Z", "2026-09-21T13:33:20Z"),
        ("2026-09-21T14:18:19Z", "2026-09-21T14:18:19Z"),
        // More than five minutes ahead, before 2015, unreadable, missing: the time of receipt.
        ("2026-09-21T14:18:21.001Z", "2026-09-21T14:13:20Z"),
        ("1970-01-01T00:01:00Z", "2026-09-21T14:13:20Z"),
        ("yesterday", "2026-09-21T14:13:20Z"),
        (nil, "2026-09-21T14:13:20Z"),
        // Offline for long: any old time is as good as a new one.
        ("2016-02-01T00:00:00Z", "2016-02-01T00:00:00Z"),
    ]

    @Test(arguments: times)
    func `trap 7: a clock that cannot be right is replaced by the time of receipt`(sent: String?, understood: String) {
        let received = Timestamp(microseconds: 1_790_000_000_000_000)
        let time = ReportedTime(sent: sent, parsed: sent.flatMap { Timestamp(parsing: $0) }, receivedAt: received)
        #expect(time.understood.description == understood)
        #expect(time.sent == sent ?? "")
    }
}
