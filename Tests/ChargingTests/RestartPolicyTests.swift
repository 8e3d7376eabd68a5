import JSON
import Testing

@testable import Charging

@Suite("Restart policy")
struct RestartPolicyTests {
    private let start = Timestamp(microseconds: 0)
    private var policy = RestartPolicy()

    private func at(_ seconds: Int) -> Timestamp { start.advanced(by: .seconds(seconds)) }

    @Test mutating func `two failures are forgiven, the third within a minute is not`() {
        policy.failed(at: at(0))
        policy.failed(at: at(10))
        #expect(policy.wait(at: at(10)) == nil)
        policy.failed(at: at(20))
        #expect(policy.wait(at: at(20)) == .seconds(10))
        #expect(policy.wait(at: at(30)) == nil)
    }

    @Test mutating func `three failures far apart are no pattern`() {
        for minute in 0..<3 { policy.failed(at: at(minute * 120)) }
        #expect(policy.wait(at: at(240)) == nil)
    }

    @Test mutating func `the wait doubles up to five minutes, and a quiet time forgets`() {
        var waits: [Duration?] = []
        for turn in 0..<9 {
            policy.failed(at: at(turn))
            waits.append(policy.wait(at: at(turn)))
        }
        #expect(waits.suffix(7) == [10, 20, 40, 80, 160, 300, 300].map { .seconds($0) })
        policy.failed(at: at(9 + 600))
        #expect(policy.wait(at: at(9 + 600)) == nil)
        #expect(policy.failures == 10)
    }
}
