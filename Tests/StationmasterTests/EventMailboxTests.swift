import GraphQL
import NIOCore
import Synchronization
import Testing

@testable import Stationmaster

@Suite("Event mailbox", .timeLimit(.minutes(1)))
struct EventMailboxTests {
    private func text(_ batch: EventMailbox.Batch?) -> String {
        batch?.chunks.map { String(buffer: $0) }.joined() ?? "nothing"
    }

    private let payload = ByteBuffer(string: "{}")
    private let event = "event: next\ndata: {}\n\n"
    private let end = "event: complete\ndata: \n\n"

    @Test func `what was put in comes out in order, and the end last`() async {
        let mailbox = EventMailbox()
        mailbox.put(payload)
        mailbox.put(payload)
        let first = await mailbox.next()
        #expect(text(first) == event + event && first?.isLast == false)
        mailbox.put(payload)
        mailbox.end(nil)
        mailbox.put(payload)
        let last = await mailbox.next()
        #expect(text(last) == event + end && last?.isLast == true)
    }

    @Test func `one who waits is woken`() async {
        let mailbox = EventMailbox()
        async let batch = mailbox.next()
        try? await Task.sleep(for: .milliseconds(10))
        mailbox.put(payload)
        #expect(text(await batch) == event)
    }

    @Test func `too much unread is followed by the reason, and the source is left at once`() async {
        let mailbox = EventMailbox(maximumBytes: 100)
        let departures = Mutex(0)
        mailbox.leaving { departures.withLock { $0 += 1 } }
        for _ in 0..<1_000 { mailbox.put(payload) }
        #expect(departures.withLock { $0 } == 1)
        let batch = await mailbox.next()
        #expect(text(batch).utf8.count < 500 && batch?.isLast == true)
        #expect(text(batch).contains("LIMIT_EXCEEDED") && text(batch).hasSuffix(end))
    }

    @Test func `what is being written counts until the connection has taken it`() async {
        let mailbox = EventMailbox(maximumBytes: 60)
        for _ in 0..<3 { mailbox.put(payload) }
        guard let batch = await mailbox.next() else { return #expect(Bool(false)) }
        #expect(!batch.isLast)
        mailbox.written(batch)
        mailbox.put(payload)
        guard let second = await mailbox.next() else { return #expect(Bool(false)) }
        #expect(!second.isLast)
        for _ in 0..<3 { mailbox.put(payload) }
        #expect(await mailbox.next()?.isLast == true)
    }

    @Test func `the first reason counts, and who comes late leaves at once`() async {
        let mailbox = EventMailbox()
        mailbox.rightsChanged()
        mailbox.end(GraphQLService.goingDown)
        let departures = Mutex(0)
        mailbox.leaving { departures.withLock { $0 += 1 } }
        #expect(departures.withLock { $0 } == 1)
        let batch = await mailbox.next()
        #expect(text(batch).contains("FORBIDDEN") && !text(batch).contains("going down"))
    }

    @Test func `a quiet stream gets a comment, a busy one does not`() async {
        let mailbox = EventMailbox()
        let later = ContinuousClock.now + .seconds(20)
        #expect(mailbox.keepAlive())
        #expect(mailbox.keepAlive(now: later))
        guard let comment = await mailbox.next() else { return #expect(Bool(false)) }
        #expect(text(comment) == ":\n\n")
        mailbox.written(comment)
        mailbox.put(payload)
        #expect(mailbox.keepAlive(now: later))
        #expect(text(await mailbox.next()) == event)
    }

    @Test func `a client that takes nothing for long is given up`() async {
        let mailbox = EventMailbox()
        mailbox.put(payload)
        _ = await mailbox.next()
        #expect(mailbox.keepAlive())
        #expect(!mailbox.keepAlive(now: .now + .seconds(20)))
    }

    @Test func `waiting ends when it is cancelled`() async {
        let mailbox = EventMailbox()
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await mailbox.next() == nil }
            group.cancelAll()
            #expect(await group.next() == true)
        }
    }
}
