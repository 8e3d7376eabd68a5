import JSON
import OCPP
import TestSupport
import Testing

@testable import Charging

@Suite("Replay", .timeLimit(.minutes(2)))
struct ReplayTests {
    /// A live state, and how many entries had been recorded by then.
    struct Moment {
        var entries: Int
        var state: ActorState
    }

    @Test(arguments: 0..<24) func `a replay arrives at the live state of every moment`(seed: UInt64) async throws {
        var script = RandomCharge(seed: seed)
        var limits = FlightRecorder.Limits()
        limits.checkpointEntries = 24
        let charger = RecordedCharger(limits: limits)
        var moments: [Moment] = []
        try await charger.connect()
        for _ in 0..<120 {
            try await script.step(charger)
            if let state = await charger.settledState() {
                moments.append(Moment(entries: charger.entries.count, state: state))
            }
        }
        let entries = charger.entries
        try await expectReplay(of: entries[...], arrivesAt: moments)
        // From somewhere in the middle it goes on from the next state that was recorded.
        let states = entries.indices.filter { entries[$0].kind.holdsState }
        #expect(states.count > 2)
        let middle = states[states.count / 2]
        try await expectReplay(of: entries[middle...], arrivesAt: moments.filter { $0.entries > middle })
    }

    private func expectReplay(of entries: ArraySlice<RecordEntry>, arrivesAt moments: [Moment]) async throws {
        let replay = Replay(configuration: .quiet)
        var next = entries.startIndex
        for moment in moments {
            while next < moment.entries {
                await replay.apply(entries[next])
                next += 1
            }
            let state = try #require(await replay.state())
            try #require(replay.doubt == nil)
            try #require(state.comparable == moment.state.comparable, "after \(next) entries")
        }
        #expect(replay.differences == 0)
    }

    @Test func `what came before the last state is not needed`() async throws {
        let charger = RecordedCharger()
        try await charger.connect()
        await charger.send(Frames.status("Preparing"))
        await charger.connection.disconnect()
        try await charger.connect()
        await charger.send(Frames.status("Charging", id: "s2"))
        let last = try #require(charger.entries.lastIndex { $0.kind.holdsState })
        let replay = Replay(configuration: .quiet)
        for entry in charger.entries[last...] { await replay.apply(entry) }
        let state = try #require(await replay.state())
        #expect(state.checkpoint.station.connectors[1]?.status == .charging)
        #expect(state.generation == 2)
    }

    @Test func `a state behind missing entries is doubted until the next that was recorded`() async throws {
        let charger = RecordedCharger()
        try await charger.connect()
        await charger.send(Frames.status("Preparing"))
        let replay = Replay(configuration: .quiet)
        var entries = charger.entries
        entries.removeAll { $0.kind == .verdict }
        for entry in entries { await replay.apply(entry) }
        #expect(replay.doubt == .entriesAreMissing)
        charger.recorder.noteLoss(of: 1)
        charger.time.advance(by: FlightRecorder.Limits().checkpointIntervalAfterLoss)
        await charger.send(Frames.heartbeat())
        for entry in charger.entries.dropFirst(entries.count + 1) { await replay.apply(entry) }
        #expect(replay.doubt == nil)
        #expect(await replay.state()?.checkpoint.station.connectors[1]?.status == .preparing)
    }
}

/// What chargers, the store and we ourselves may do, in an order of chance.
struct RandomCharge {
    private var generator: SeededChance
    private var lastFrame = Frames.boot()
    private var number = 0
    private var lastCall: MessageID?

    init(seed: UInt64) { generator = SeededChance(state: seed &* 0x9e37_79b9_7f4a_7c15 | 1) }

    mutating func step(_ charger: RecordedCharger) async throws {
        charger.time.advance(by: .seconds(Int64.random(in: 0...90, using: &generator)))
        number += 1
        switch Int.random(in: 0..<20, using: &generator) {
        case 0: charger.database.holdsCommits = true
        case 1: charger.database.releaseAll()
        case 2: charger.database.releaseOne(.refused("no"))
        case 3 where number % 3 == 0: charger.database.releaseOne(.unavailable)
        case 4 where number % 2 == 0: await charger.connection.disconnect()
        case 5, 6: await call(charger)
        case 7: if let lastCall { await charger.send(#"[3,"\#(lastCall.text)",{"status":"Accepted"}]"#) }
        case 8: if let lastCall { _ = await charger.chargePoint?.gaveUp(lastCall) }
        case 9: await charger.send(lastFrame)
        default:
            lastFrame = frame(transaction: Int64(charger.database.sessions.last?.transactionID ?? 7))
            await charger.send(lastFrame)
        }
        if await charger.state()?.phase.hasPrefix("ended") == true, Bool.random(using: &generator) {
            charger.database.releaseAll()
            await charger.connection.settle()
            charger.collect()
            try await charger.connect()
        }
    }

    private mutating func call(_ charger: RecordedCharger) async {
        guard let state = await charger.state(), state.phase == "running",
            let id = MessageID("\(state.generation)-\(number)")
        else { return }
        lastCall = id
        let (_, progress) = AsyncStream<CallProgress>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let frame = #"[2,"\#(id.text)","ChangeConfiguration",{"key":"AuthorizationKey","value":"topsecretkey"}]"#
        _ = await charger.chargePoint?.submit(id, Array(frame.utf8), WaitingCaller("TriggerMessage", progress))
    }

    private mutating func frame(transaction: Int64) -> String {
        let id = "m\(number)"
        return switch Int.random(in: 0..<12, using: &generator) {
        case 0: Frames.boot(id)
        case 1: Frames.heartbeat(id)
        case 2: Frames.authorize(id)
        case 3: Frames.status("Charging", id: id)
        case 4: Frames.status("Available", id: id, at: "2026-09-21T10:00:\(10 + number % 50)Z")
        case 5: Frames.start(id, meter: number)
        case 6: Frames.meter(id, transaction: transaction, wh: 1000 + number, power: number)
        case 7: Frames.stop(id, transaction: transaction, wh: 2000 + number)
        case 8: #"[2,"\#(id)","DataTransfer",{"vendorId":"v","data":"{\"password\":\"hidden1\"}"}]"#
        case 9: #"[2,"\#(id)","Unheard",{}]"#
        case 10: "[2,\"\(id)\""
        default: #"[3,"nobody-\#(number)",{}]"#
        }
    }
}

/// The same chances for the same seed.
struct SeededChance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
