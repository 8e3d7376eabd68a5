import Charging
import ChargingStore
import JSON
import Postgres
import Testing

/// OCPP 1.6 edition 2, section 5.13: what ends a reservation at the station.
@Suite("How reservations end", .timeLimit(.minutes(1)))
struct ReservationUseTests {
    @Test func `a start that carries its number uses a reservation, also one that nobody has answered for`()
        async throws
    {
        try await ReservationProbe.with { probe in
            let request = try await probe.open()
            let number = try await probe.book.number(askedFor: request.operation)
            // Whose tag it was is for the station to judge.
            let session = try await probe.start("OWN", number: number).session
            let id = try await probe.id(of: request)
            #expect(try await probe.row(id) == .init(status: "USED", session: session.id.rawValue))
            // The answer comes behind it, and changes nothing any more.
            try await probe.book.settle(request, .accepted, at: at(61))
            #expect(try await probe.row(id).status == "USED")
        }
    }

    @Test(arguments: ["UNKNOWN", "BLOCKED", "EXPIRED"])
    func `a refused start does not use it up`(tag: String) async throws {
        try await ReservationProbe.with { probe in
            for name in ["BLOCKED", "EXPIRED"] {
                var bad = NewTag(idTag: name)
                bad.isBlocked = name == "BLOCKED"
                bad.expiresAt = name == "EXPIRED" ? at(0) : nil
                _ = try await probe.book.createTag(bad, viewer: try probe.organization.owner)
            }
            let (id, number) = try await probe.reserve()
            let refused = try await probe.start(tag, number: number)
            #expect(refused.verdict.status != .accepted)
            #expect(try await probe.row(id) == .init(status: "ACTIVE"))
            let accepted = try await probe.start(number: number, at: 120)
            #expect(try await probe.row(id) == .init(status: "USED", session: accepted.session.id.rawValue))
        }
    }

    @Test func `a start that is refused because its tag is in use does not use it up`() async throws {
        try await ReservationProbe.with { probe in
            let (id, number) = try await probe.reserve(ReservationProbe.wanted(2))
            _ = try await probe.start(connector: 1, at: 30)
            let refused = try await probe.start(connector: 2, number: number)
            #expect(refused.verdict.status == .concurrentTx)
            #expect(try await probe.row(id).status == "ACTIVE")
        }
    }

    @Test(arguments: [("other", true), ("CHILD", true), ("OWN", false)])
    func `a start without a number uses it by its tag or the tag's parent`(tag: String, isUsed: Bool) async throws {
        try await ReservationProbe.with { probe in
            var child = NewTag(idTag: "CHILD")
            child.parentIDTag = "family"
            _ = try await probe.book.createTag(child, viewer: try probe.organization.owner)
            let (id, _) = try await probe.reserve(ReservationProbe.wanted(parent: "FAMILY"))
            let started = try await probe.start(tag)
            // Another tag is judged by itself: the station enforces the reservation.
            #expect(started.verdict.status == .accepted)
            #expect(try await probe.row(id).status == (isUsed ? "USED" : "ACTIVE"))
        }
    }

    @Test(arguments: [(1, 2, "ACTIVE"), (0, 2, "USED")])
    func `a start without a number uses what is reserved of its connector or of connector 0`(
        reserved: Int, connector: Int, status: String
    ) async throws {
        try await ReservationProbe.with { probe in
            let (id, _) = try await probe.reserve(ReservationProbe.wanted(reserved))
            _ = try await probe.start(connector: connector)
            #expect(try await probe.row(id).status == status)
        }
    }

    @Test func `a start uses one reservation, the one of its connector before that of connector 0`() async throws {
        try await ReservationProbe.with { probe in
            let whole = try await probe.reserve(ReservationProbe.wanted(0)).id
            let single = try await probe.reserve(ReservationProbe.wanted(1)).id
            _ = try await probe.start()
            #expect(try await probe.row(whole).status == "ACTIVE")
            #expect(try await probe.row(single).status == "USED")
        }
    }

    @Test func `a repeated start does not use what was reserved since`() async throws {
        try await ReservationProbe.with { probe in
            let first = try await probe.start(at: 60)
            let (id, _) = try await probe.reserve(at: 70)
            let again = try await probe.start(at: 60)
            #expect(again.isRepeated && again.session.id == first.session.id)
            #expect(try await probe.row(id).status == "ACTIVE")
        }
    }

    @Test func `a start that ran before the reservation and is told late does not use it`() async throws {
        try await ReservationProbe.with { probe in
            let (id, _) = try await probe.reserve(at: 1_000)
            _ = try await probe.start(at: 600)
            #expect(try await probe.row(id).status == "ACTIVE")
        }
    }

    @Test func `without a use it expires as a no-show, and a start from before that is told late still uses it`()
        async throws
    {
        try await ReservationProbe.with { probe in
            let (id, number) = try await probe.reserve()
            #expect(try await probe.book.expire(at: at(3_599), of: nil, limit: 10).count == 0)
            #expect(try await probe.book.expire(at: at(3_600), of: nil, limit: 10).count == 1)
            #expect(try await probe.row(id) == .init(status: "EXPIRED", reason: "NO_SHOW"))
            let late = try await probe.start("UNKNOWN", number: number, at: 100)
            #expect(late.verdict.status == .invalid)
            #expect(try await probe.row(id).status == "EXPIRED")
            let session = try await probe.start(number: number, at: 3_000).session
            #expect(try await probe.row(id) == .init(status: "USED", session: session.id.rawValue))
        }
    }

    @Test func `a start after the end does not bring it back`() async throws {
        try await ReservationProbe.with { probe in
            let (id, number) = try await probe.reserve()
            try await probe.book.expire(at: at(4_000), of: nil, limit: 10)
            _ = try await probe.start(number: number, at: 4_000)
            #expect(try await probe.row(id).status == "EXPIRED")
        }
    }

    @Test func `one that the station was never known to keep is no no-show`() async throws {
        try await ReservationProbe.with { probe in
            let request = try await probe.open()
            try await probe.book.expire(at: at(3_600), of: nil, limit: 10)
            #expect(
                try await probe.row(try await probe.id(of: request)) == .init(status: "EXPIRED", reason: "UNANSWERED"))
        }
    }

    @Test func `only so many are ended at once`() async throws {
        try await ReservationProbe.with { probe in
            for connector in 1...3 { _ = try await probe.reserve(ReservationProbe.wanted(connector)) }
            #expect(try await probe.book.expire(at: at(9_000), of: nil, limit: 2).count == 2)
            #expect(try await probe.book.expire(at: at(9_000), of: nil, limit: 2).count == 1)
        }
    }

    @Test(arguments: [
        (ConnectorStatus.faulted, 1, true), (.unavailable, 1, true), (.faulted, 0, true), (.unavailable, 0, true),
        (.faulted, 2, false), (.available, 1, false), (.reserved, 1, false), (.preparing, 1, false),
    ])
    func `a connector or station that is Faulted or Unavailable ends it`(
        status: ConnectorStatus, connector: Int, ends: Bool
    ) async throws {
        try await ReservationProbe.with { probe in
            let (id, _) = try await probe.reserve()
            try await probe.status(status, connector: connector, at: 60)
            let ended = ReservationProbe.Row(status: "CANCELLED", reason: status.rawValue)
            #expect(try await probe.row(id) == (ends ? ended : .init(status: "ACTIVE")))
        }
    }

    @Test(arguments: [0, 1]) func `trap 25: a charger whose clock is fast ends it all the same`(connector: Int)
        async throws
    {
        try await ReservationProbe.with { probe in
            let (id, _) = try await probe.reserve()
            try await probe.status(.faulted, connector: connector, at: 60, ahead: 30)
            #expect(try await probe.row(id) == .init(status: "CANCELLED", reason: "FAULTED"))
        }
    }

    @Test func `one connector out of order does not end what is reserved of any`() async throws {
        try await ReservationProbe.with { probe in
            let (id, _) = try await probe.reserve(ReservationProbe.wanted(0))
            try await probe.status(.faulted, connector: 1, at: 60)
            #expect(try await probe.row(id).status == "ACTIVE")
        }
    }

    @Test func `a state that is older than the present one, or of an older connection, ends nothing`() async throws {
        try await ReservationProbe.with { probe in
            try await probe.status(.available, at: 100)
            let (id, _) = try await probe.reserve(at: 110)
            try await probe.status(.faulted, at: 90)
            try await probe.status(.faulted, at: 200, generation: probe.station.generation - 1)
            #expect(try await probe.row(id).status == "ACTIVE")
        }
    }
}
