import OCPP
import Testing

@Suite("Call table")
struct CallTableTests {
    private var table = CallTable<String>(queueLimit: 2, rememberedIDs: 2, rememberedAnswers: 2)

    private func id(_ text: String) throws -> MessageID { try #require(MessageID(text)) }

    private mutating func submit(_ text: String) throws -> CallTable<String>.Submission {
        table.submit(id: try id(text), frame: Array(text.utf8), token: "token \(text)")
    }

    // MARK: Outbound

    @Test mutating func `one call is in flight, a few wait, the rest is refused`() throws {
        #expect(try submit("a") == .send)
        #expect(try submit("b") == .queued)
        #expect(try submit("c") == .queued)
        #expect(try submit("d") == .refused(.queueFull))
        #expect(table.inFlight?.id.text == "a")
        #expect(table.queuedCount == 2)
    }

    @Test mutating func `a call of low priority waits behind every ordinary one`() throws {
        _ = try submit("a")
        #expect(table.submit(id: try id("low"), frame: [], token: "low", priority: .low) == .queued)
        #expect(try submit("b") == .queued)
        for expected in ["b", "low"] {
            _ = table.answered(try #require(table.inFlight?.id))
            #expect(table.inFlight?.id.text == expected)
        }
    }

    @Test mutating func `an answer ends its call and sends the next`() throws {
        _ = try (submit("a"), submit("b"), submit("c"))
        guard case .matched(let call, let next) = table.answered(try id("a")) else {
            Issue.record("not matched")
            return
        }
        #expect(call.token == "token a")
        #expect(next?.frame == Array("b".utf8))
        #expect(table.inFlight?.id.text == "b")
    }

    @Test mutating func `an answer to nothing is unexpected, and a queued call has no answer`() throws {
        _ = try (submit("a"), submit("b"))
        #expect(name(table.answered(try id("b"))) == "unexpected")
        #expect(name(table.answered(try id("x"))) == "unexpected")
        #expect(table.inFlight?.id.text == "a")
    }

    @Test mutating func `a late answer is recognised once and never matched to the next call`() throws {
        _ = try (submit("a"), submit("b"))
        guard case .inFlight(let given, let next) = table.timedOut(try id("a")) else {
            Issue.record("not in flight")
            return
        }
        #expect(given.token == "token a")
        #expect(next?.id.text == "b")
        #expect(name(table.answered(try id("a"))) == "late")
        #expect(name(table.answered(try id("a"))) == "unexpected")
        #expect(table.inFlight?.id.text == "b")
    }

    @Test mutating func `only the last ids that timed out are remembered`() throws {
        for text in ["a", "b", "c"] {
            _ = try submit(text)
            _ = table.timedOut(try id(text))
        }
        #expect(name(table.answered(try id("a"))) == "unexpected")
        #expect(name(table.answered(try id("b"))) == "late")
    }

    @Test mutating func `an id that is in use or still awaited cannot be used again`() throws {
        _ = try (submit("a"), submit("b"))
        #expect(try submit("a") == .refused(.idInUse))
        #expect(try submit("b") == .refused(.idInUse))
        _ = table.timedOut(try id("a"))
        #expect(try submit("a") == .refused(.idInUse))
    }

    @Test mutating func `a call that waits can be taken back, one in flight cannot`() throws {
        _ = try (submit("a"), submit("b"))
        guard case .queued(let call) = table.cancel(try id("b")) else {
            Issue.record("not in the queue")
            return
        }
        #expect(call.token == "token b")
        #expect(table.queuedCount == 0)
        guard case .inFlight = table.cancel(try id("a")), case .unknown = table.cancel(try id("b")) else {
            Issue.record("wrong cancellation")
            return
        }
        #expect(table.inFlight?.id.text == "a")
    }

    @Test mutating func `a call can expire while it waits`() throws {
        _ = try (submit("a"), submit("b"))
        guard case .queued(let call) = table.timedOut(try id("b")), case .unknown = table.timedOut(try id("b")) else {
            Issue.record("wrong time-out")
            return
        }
        #expect(call.token == "token b")
        #expect(name(table.answered(try id("b"))) == "unexpected")
    }

    @Test mutating func `a lost connection fails everything that was under way`() throws {
        _ = try (submit("a"), submit("b"))
        #expect(table.connectionLost().map(\.token) == ["token a", "token b"])
        #expect(table.inFlight == nil)
        #expect(table.queuedCount == 0)
        #expect(name(table.answered(try id("a"))) == "unexpected")
        #expect(try submit("a") == .send)
    }

    // MARK: Inbound

    @Test mutating func `a repeated call gets the stored answer`() throws {
        let digest = FrameDigest(Array("frame".utf8))
        #expect(table.received(try id("1"), digest: digest) == .new)
        #expect(table.received(try id("1"), digest: digest) == .inProgress)
        table.replied(to: try id("1"), answer: [1, 2])
        #expect(table.received(try id("1"), digest: digest) == .repeated(answer: [1, 2]))
    }

    @Test mutating func `an id that comes with other content is a new call and reported`() throws {
        let (first, second) = (FrameDigest(Array("x".utf8)), FrameDigest(Array("y".utf8)))
        _ = table.received(try id("1"), digest: first)
        table.replied(to: try id("1"), answer: [1])
        #expect(table.received(try id("1"), digest: second) == .reused)
        #expect(table.received(try id("1"), digest: second) == .inProgress)
        #expect(table.received(try id("1"), digest: first) == .reused)
    }

    @Test mutating func `only the last answers are remembered`() throws {
        let digest = FrameDigest(Array("frame".utf8))
        for text in ["1", "2", "3"] {
            _ = table.received(try id(text), digest: digest)
            table.replied(to: try id(text), answer: Array(text.utf8))
        }
        #expect(table.received(try id("3"), digest: digest) == .repeated(answer: Array("3".utf8)))
        #expect(table.received(try id("1"), digest: digest) == .new)
    }

    @Test mutating func `an answer that is too long to keep is forgotten`() throws {
        let digest = FrameDigest(Array("frame".utf8))
        _ = table.received(try id("1"), digest: digest)
        table.replied(to: try id("1"), answer: [UInt8](repeating: 0, count: 5000))
        #expect(table.received(try id("1"), digest: digest) == .new)
    }

    @Test mutating func `both directions are independent`() throws {
        _ = try submit("1")
        #expect(table.received(try id("1"), digest: FrameDigest([1])) == .new)
        table.replied(to: try id("1"), answer: [2])
        #expect(table.inFlight?.id.text == "1")
    }

    private func name(_ answer: CallTable<String>.Answer) -> String {
        switch answer {
        case .matched: "matched"
        case .late: "late"
        case .unexpected: "unexpected"
        }
    }
}
