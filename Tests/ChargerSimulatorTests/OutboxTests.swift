import JSON
import OCPP
import Testing

@testable import ChargerSimulator

@Suite("Outbox")
struct OutboxTests {
    private let now = Timestamp(microseconds: 1_000_000)
    private let key = TransactionKey(number: 1)
    private var outbox = Outbox()

    private func start(_ number: Int) -> Message {
        let request = OCPP16.StartTransaction(connectorId: 1, idTag: "T", meterStart: number, timestamp: SentTime(now))
        return .start(request, TransactionKey(number: number))
    }

    private func send(_ outbox: inout Outbox, _ id: String, at time: Timestamp? = nil) throws -> Message? {
        outbox.sendNext(as: try #require(MessageID(id)), isRegistered: true, now: time ?? now)
    }

    @Test func `one call is outstanding at a time, in order`() throws {
        var outbox = outbox
        outbox.append(start(1))
        outbox.append(.heartbeat)
        #expect(try send(&outbox, "a") == start(1))
        #expect(try send(&outbox, "b") == nil)
        #expect(outbox.answered(try #require(MessageID("x"))) == nil)
        #expect(outbox.answered(try #require(MessageID("a"))) == start(1))
        #expect(try send(&outbox, "b") == .heartbeat)
    }

    @Test func `nothing but the boot is sent before the boot is accepted`() throws {
        var outbox = outbox
        outbox.append(.heartbeat)
        outbox.append(start(1))
        let id = try #require(MessageID("a"))
        #expect(outbox.sendNext(as: id, isRegistered: false, now: now) == nil)
        let boot = Message.boot(OCPP16.BootNotification(vendor: "v", model: "m"))
        outbox.append(boot)
        #expect(outbox.sendNext(as: id, isRegistered: false, now: now) == boot)
    }

    @Test func `a lost connection keeps transaction messages, the unanswered one first`() throws {
        var outbox = outbox
        for message in [start(1), .heartbeat, start(2)] { outbox.append(message) }
        _ = try send(&outbox, "a")
        #expect(outbox.disconnected() == true)
        #expect(outbox.waiting.map(\.message) == [start(1), start(2)])
        #expect(try send(&outbox, "b") == start(1))
    }

    @Test func `an unanswered transaction message goes out again as it was`() throws {
        var outbox = outbox
        outbox.append(start(1))
        _ = try send(&outbox, "a")
        #expect(outbox.timedOut(now: now.advanced(by: .seconds(29))) == nil)
        #expect(outbox.timedOut(now: now.advanced(by: .seconds(30))) == start(1))
        #expect(try send(&outbox, "b") == start(1))
        // The late answer to the first try belongs to nothing any more.
        #expect(outbox.answered(try #require(MessageID("a"))) == nil)
    }

    @Test func `a refused one is repeated with growing pauses, holds back its followers, and is given up in the end`()
        throws
    {
        var outbox = outbox
        for message in [start(1), start(2), .heartbeat] { outbox.append(message) }
        var time = now
        for (attempt, id) in ["a", "b"].enumerated() {
            #expect(try send(&outbox, id, at: time) == start(1))
            #expect(outbox.refused(try #require(MessageID(id)), now: time)?.outcome == .repeats)
            if attempt == 0 {
                #expect(try send(&outbox, "h", at: time) == .heartbeat)
                _ = outbox.answered(try #require(MessageID("h")))
            }
            #expect(try send(&outbox, "n", at: time) == nil)
            time = time.advanced(by: .seconds(10 * (attempt + 1)))
        }
        #expect(try send(&outbox, "c", at: time) == start(1))
        #expect(outbox.refused(try #require(MessageID("c")), now: time)?.outcome == .discarded)
        #expect(try send(&outbox, "d", at: time) == start(2))
    }

    @Test func `a full queue gives up meter values, never starts and stops`() {
        var outbox = outbox
        outbox.limit = 4
        outbox.append(start(1))
        for _ in 0..<10 { outbox.append(.meter(connector: 1, [], key)) }
        #expect(outbox.waiting.count == 4)
        #expect(outbox.waiting.first?.message == start(1))
        #expect(outbox.lost == 7)
    }
}
