import CoreMetrics
import Synchronization
import TestSupport
import Testing

@testable import Charging

@Suite("Figures of frames", .timeLimit(.minutes(1)))
struct FrameFiguresTests {
    private let figures = CountingMetrics()

    private func bench() async throws -> ChargePointBench {
        try await ChargePointBench(metrics: ChargingMetrics(factory: figures))
    }

    private func frames(_ action: String, _ direction: String, _ kind: String) -> Int64 {
        figures["stationmaster_ocpp_frames{action=\(action),direction=\(direction),kind=\(kind)}"].sum
    }

    private func calls(_ action: String, _ direction: String, _ outcome: String) -> CountingMetrics.Figure {
        figures["stationmaster_ocpp_call_duration{action=\(action),direction=\(direction),outcome=\(outcome)}"]
    }

    @Test func `a call of the charger counts with its answer, and with the time that it took`() async throws {
        let bench = try await bench()
        bench.database.holdsCommits = true
        await bench.connection.receive(Frames.start("1"))
        bench.time.advance(by: .seconds(3))
        bench.database.releaseAll()
        #expect(await bench.connection.frame(0) != nil)
        await bench.settle()
        #expect(frames("StartTransaction", "received", "CALL") == 1)
        #expect(frames("StartTransaction", "sent", "CALLRESULT") == 1)
        #expect(calls("StartTransaction", "received", "CALLRESULT") == .init(sum: 3_000_000_000, count: 1))
    }

    @Test func `an answer that is repeated is a frame more and no call more`() async throws {
        let bench = try await bench()
        for _ in 1...2 { _ = await bench.exchange(Frames.start("1")) }
        #expect(frames("StartTransaction", "received", "CALL") == 2)
        #expect(frames("StartTransaction", "sent", "CALLRESULT") == 2)
        #expect(calls("StartTransaction", "received", "CALLRESULT").count == 1)
    }

    @Test func `what a charger makes up stands under one label`() async throws {
        let bench = try await bench()
        let known = figures.labels
        for action in ["FlyToTheMoon", "CALL", "unknown", "SendLocalList"] {
            #expect(await bench.exchange(#"[2,"\#(action)","\#(action)",{}]"#)?[0] == 4)
        }
        #expect(frames("unknown", "received", "CALL") == 4)
        #expect(frames("unknown", "sent", "CALLERROR") == 4)
        #expect(calls("unknown", "received", "CALLERROR").count == 4)
        #expect(figures.labels == known)
    }

    @Test func `a known message that cannot be read counts as what it is`() async throws {
        let bench = try await bench()
        #expect(await bench.exchange(#"[2,"1","Authorize",{"idTag":{}}]"#)?[0] == 4)
        #expect(calls("Authorize", "received", "CALLERROR").count == 1)
    }

    static let strangers = [
        ("[5,\"1\",\"InternalError\",\"\",{}]", "CALLRESULTERROR"),
        ("[6,\"1\",\"NotifyPeriodicEventStream\",{}]", "SEND"),
        ("[7,\"1\"]", "other"), ("{}", "unreadable"), ("[3]", "unreadable"),
    ]

    @Test(arguments: strangers)
    func `a frame that belongs to no call counts by its kind`(frame: String, kind: String) async throws {
        let bench = try await bench()
        await bench.connection.receive(frame)
        await bench.settle()
        #expect(frames("unknown", "received", kind) == 1)
    }

    @Test func `a call of ours counts by how it was answered`() async throws {
        let bench = try await bench()
        for answer in [#"[3,"ID",{"status":"Accepted"}]"#, #"[4,"ID","NotSupported","",{}]"#] {
            let sent = bench.connection.sent.count
            async let called = try? bench.chargePoint.call(trigger)
            let frame = try #require(await bench.connection.frame(sent))
            bench.time.advance(by: .seconds(2))
            await bench.connection.receive(answer.replacing("ID", with: frame.messageID))
            _ = await called
        }
        #expect(frames("TriggerMessage", "sent", "CALL") == 2)
        #expect(frames("TriggerMessage", "received", "CALLRESULT") == 1)
        #expect(frames("TriggerMessage", "received", "CALLERROR") == 1)
        #expect(calls("TriggerMessage", "sent", "CALLRESULT") == .init(sum: 2_000_000_000, count: 1))
        #expect(calls("TriggerMessage", "sent", "CALLERROR").count == 1)
    }

    @Test func `calls without an answer count as unanswered, and as lost when the connection ends`() async throws {
        let bench = try await bench()
        async let late = try? bench.chargePoint.call(trigger)
        #expect(await bench.connection.frame(0) != nil)
        #expect(await eventually { bench.clock.sleeperCount > 0 })
        #expect(await advanceUntil(bench) { await bench.chargePoint.debugState.callInFlight == nil })
        _ = await late
        #expect(calls("TriggerMessage", "sent", "unanswered").count == 1)

        bench.database.holdsCommits = true
        await bench.connection.receive(Frames.start("1"))
        await bench.connection.receive(Frames.authorize("2"))
        async let lost = try? bench.chargePoint.call(trigger)
        #expect(await bench.connection.frame(1) != nil)
        await bench.chargePoint.end(.mute)
        _ = await lost
        #expect(calls("TriggerMessage", "sent", "lost").count == 1)
        #expect(calls("StartTransaction", "received", "lost").count == 1)
        #expect(calls("Authorize", "received", "lost").count == 1)
    }
}

/// Keeps figures so that a test can ask for them: `label{dimension=value,…}`.
final class CountingMetrics: MetricsFactory {
    struct Figure: Equatable {
        var sum: Int64 = 0
        var count = 0
    }

    private final class Cell: CounterHandler, TimerHandler, RecorderHandler {
        private let figure = Mutex(Figure())
        var value: Figure { figure.withLock { $0 } }
        func increment(by amount: Int64) { add(amount) }
        func reset() { figure.withLock { $0 = Figure() } }
        func recordNanoseconds(_ duration: Int64) { add(duration) }
        func record(_ value: Int64) { add(value) }
        func record(_ value: Double) { add(Int64(value)) }
        private func add(_ amount: Int64) {
            figure.withLock {
                $0.sum += amount
                $0.count += 1
            }
        }
    }
    private let cells = Mutex<[String: Cell]>([:])

    var labels: Set<String> { Set(cells.withLock { $0.keys }) }
    subscript(name: String) -> Figure { cells.withLock { $0[name]?.value } ?? Figure() }

    private func cell(_ label: String, _ dimensions: [(String, String)]) -> Cell {
        let name = label + "{" + dimensions.map { "\($0.0)=\($0.1)" }.joined(separator: ",") + "}"
        return cells.withLock { cells in
            let cell = cells[name] ?? Cell()
            cells[name] = cell
            return cell
        }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler { cell(label, dimensions) }
    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        cell(label, dimensions)
    }
    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler { cell(label, dimensions) }
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
