import Charging
import Testing

@testable import Stationmaster

@Suite("Queues of the server", .timeLimit(.minutes(1)))
struct QueueFigureTests {
    @Test func `files under way and those refused are counted`() throws {
        let gate = TransferGate(.init(uploads: 1, downloads: 1))
        let pass = try gate.beginUpload(at: nil, from: nil)
        #expect(throws: FileRefusal.self) { try gate.beginUpload(at: nil, from: nil) }
        #expect(gate.uploads == QueueReading(depth: 1, limit: 1, refused: 1))
        #expect(gate.downloads == QueueReading(depth: 0, limit: 1, refused: 0))
        pass.end()
        #expect(gate.uploads.depth == 0)
    }

    @Test func `work waits in the nest until it runs`() async throws {
        let nest = TaskNest()
        let (began, begin) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(1))
        #expect(nest.start { begin.yield() } != nil)
        #expect(nest.waiting.depth == 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await nest.run() }
            for await _ in began { break }
            #expect(nest.waiting.depth == 0)
            group.cancelAll()
        }
    }

    @Test func `a subscriber that is too slow is counted`() {
        let slowReaders = SlowReaders()
        let mailbox = EventMailbox(maximumBytes: 0, slowReaders: slowReaders)
        for _ in 1...3 { mailbox.put("{}") }
        #expect(slowReaders.reading.refused == 1)
    }

    @Test func `figures that are asked for stand under one type line each`() {
        let text = PrometheusMetrics().text(pulled: [
            PulledFigure(name: "depth", labels: [("queue", "a")], value: 1),
            PulledFigure(name: "refused_total", labels: [("queue", "a")], value: 0, kind: .counter),
            PulledFigure(name: "depth", labels: [("queue", "b")], value: 2),
        ])
        #expect(
            text.hasPrefix(
                """
                # TYPE depth gauge
                depth{queue="a"} 1.0
                depth{queue="b"} 2.0
                # TYPE refused_total counter
                refused_total{queue="a"} 0.0

                """))
    }
}
