import Testing

@testable import ChargingStore

@Suite("Coalescer", .timeLimit(.minutes(1)))
struct CoalescerTests {
    @Test func `one who left while somebody performed for both holds up nobody`() async throws {
        let (gate, open) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let (begun, begin) = AsyncStream<[String]>.makeStream(bufferingPolicy: .bufferingOldest(8))
        let coalescer = Coalescer<String, Int> { requests in
            begin.yield(requests)
            if requests == ["first"] { for await _ in gate {} }
            // Ends by cancellation alone.
            if requests.contains("leader") { try await Task.sleep(for: .seconds(86_400)) }
            return Dictionary(uniqueKeysWithValues: requests.map { ($0, $0.count) })
        }
        // Each has entered before the next begins.
        let first = Task.immediate { try await coalescer.answer(to: "first") }
        let leader = Task.immediate { try await coalescer.answer(to: "leader") }
        let leaving = Task.immediate { try await coalescer.answer(to: "leaving") }
        open.finish()
        #expect(try await first.value == 5)
        for await requests in begun where requests == ["leader", "leaving"] { break }
        leaving.cancel()
        await #expect(throws: CancellationError.self) { try await leaving.value }
        leader.cancel()
        await #expect(throws: CancellationError.self) { try await leader.value }
        #expect(try await coalescer.answer(to: "later") == 5)
    }
}
