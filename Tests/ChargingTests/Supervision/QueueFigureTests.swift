import TestSupport
import Testing

@testable import Charging

@Suite("Figures of queues", .timeLimit(.minutes(1)))
struct QueueFigureTests {
    @Test func `a census knows the sum and the deepest, also after changes`() {
        let census = DepthCensus(limit: 8)
        census.moved(from: 0, to: 3)
        census.moved(from: 0, to: 5)
        #expect(census.reading == QueueReading(depth: 8, deepest: 5, limit: 8, refused: 0))
        census.moved(from: 5, to: 1)
        census.refused()
        #expect(census.reading == QueueReading(depth: 4, deepest: 3, limit: 8, refused: 1))
        census.moved(from: 3, to: 0)
        census.moved(from: 1, to: 0)
        #expect(census.reading == QueueReading(depth: 0, deepest: 0, limit: 8, refused: 1))
    }

    @Test func `one that is deeper than the limit counts as full`() {
        let census = DepthCensus(limit: 2)
        census.moved(from: 0, to: 9)
        #expect(census.reading == QueueReading(depth: 9, deepest: 2, limit: 2, refused: 0))
        census.moved(from: 9, to: 0)
        #expect(census.reading.deepest == 0)
    }

    @Test func `frames behind a commit are counted, and none when they are answered`() async throws {
        let bench = try await ChargePointBench()
        let census = bench.chargePoint.environment.frameCensus
        bench.database.holdsCommits = true
        for id in ["1", "2", "3"] { await bench.connection.receive(Frames.authorize(id)) }
        #expect(census.reading.depth == 2)
        bench.database.releaseAll()
        #expect(await eventually { census.reading.depth == 0 })
        #expect(census.reading.deepest == 0)
    }

    @Test func `a charger that goes away takes what waits along`() async throws {
        let bench = try await ChargePointBench()
        let (frames, calls) = (bench.chargePoint.environment.frameCensus, bench.chargePoint.environment.callCensus)
        bench.database.holdsCommits = true
        for id in ["1", "2", "3"] { await bench.connection.receive(Frames.authorize(id)) }
        async let first = try? bench.chargePoint.call(trigger)
        async let second = try? bench.chargePoint.call(trigger)
        #expect(await eventually { calls.reading.depth == 1 })
        #expect(frames.reading.deepest == 2)
        await bench.chargePoint.end(.mute)
        _ = await (first, second)
        #expect(frames.reading.depth == 0)
        #expect(calls.reading == QueueReading(depth: 0, deepest: 0, limit: 16, refused: 0))
    }

    @Test func `frames of a charger that waits to be attached are counted`() async throws {
        let bench = try await ChargePointBench(starts: false)
        await bench.connection.receive(Frames.authorize("1"))
        let census = bench.chargePoint.environment.frameCensus
        #expect(census.reading.depth == 1)
        try await bench.start()
        #expect(await eventually { census.reading.depth == 0 })
    }

    @Test func `who falls behind the events is counted, and how far others are`() async {
        let bus = LocalEventBus()
        let slow = bus.subscribe(bufferLimit: 2) { _ in true }
        let event = Event.stationChanged(StationSnapshot(.sample()))
        bus.publish(event)
        #expect(bus.queues == QueueReading(depth: 1, deepest: 1, limit: 2, refused: 0))
        let patient = bus.subscribe(bufferLimit: 100) { _ in true }
        for _ in 1...3 { bus.publish(event) }
        #expect(bus.queues == QueueReading(depth: 3, deepest: 3, limit: 100, refused: 1))
        withExtendedLifetime((slow, patient)) {}
    }
}
