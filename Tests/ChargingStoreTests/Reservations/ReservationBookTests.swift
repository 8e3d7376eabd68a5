import Charging
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("Books of reservations", .timeLimit(.minutes(1)))
struct ReservationBookTests {
    typealias Row = ReservationProbe.Row

    @Test func `it is in the books before the station is asked, with a positive number of its own`() async throws {
        try await ReservationProbe.with { probe in
            let first = try await probe.open(ReservationProbe.wanted(1))
            let second = try await probe.open(ReservationProbe.wanted(2, "nobody yet"))
            let numbers = [
                try await probe.book.number(askedFor: first.operation),
                try await probe.book.number(askedFor: second.operation),
            ].compactMap(\.self)
            #expect(numbers.count == 2 && Set(numbers).count == 2 && numbers.allSatisfy { $0 > 0 })
            #expect(try await probe.row(try await probe.id(of: first)) == Row(status: "REQUESTED"))
            let tags: [Int64?] = try await probe.fixture.client.query("SELECT tag_id FROM reservations ORDER BY id")
                .map { try $0.optional.int64("tag_id") }
            #expect(tags == [probe.organization.tags["OTHER"]?.rawValue, nil])
        }
    }

    @Test func `a connector that is reserved already is a conflict that names the reservation`() async throws {
        try await ReservationProbe.with { probe in
            let number = try await probe.reserve().number
            let refusal = await probe.refusal { _ = try await probe.open() }
            #expect(refusal?.code == .conflict && refusal?.field == "connector")
            #expect(refusal?.message.contains("the reservation \(number)") == true)
            // Another connector is free, and so is this one when the time of the first is over and it has been ended.
            _ = try await probe.open(ReservationProbe.wanted(2))
            try await probe.book.expire(at: at(3_600), of: probe.organization.stations[1].id, limit: 10)
            #expect(await probe.refusal { _ = try await probe.open(at: 3_600) } != nil)
            let ended = try await probe.book.expire(at: at(3_600), of: probe.station.id, limit: 10)
            #expect(Set(ended.map(\.reason)) == [.noShow, .unanswered])
            _ = try await probe.open(ReservationProbe.wanted(1, until: 9_000), at: 3_600)
        }
    }

    @Test func `nobody reserves where reservations are switched off, and what there is stays`() async throws {
        try await ReservationProbe.with { probe in
            let kept = try await probe.reserve()
            var change = StationChange(id: probe.station.id)
            change.takesReservations = false
            _ = try await probe.book.updateStation(change, viewer: probe.organization.owner)
            let refusal = await probe.refusal { _ = try await probe.open(ReservationProbe.wanted(2)) }
            #expect(refusal?.code == .conflict && refusal?.message.contains("switched off") == true)
            let replaced = await probe.refusal {
                _ = try await probe.open(ReservationProbe.wanted(1, replacing: kept.id))
            }
            #expect(replaced?.message.contains("switched off") == true)
            #expect(try await probe.row(kept.id) == Row(status: "ACTIVE"))
            change.takesReservations = true
            _ = try await probe.book.updateStation(change, viewer: probe.organization.owner)
            _ = try await probe.open(ReservationProbe.wanted(2))
        }
    }

    @Test func `of two that are opened at the same time one is refused`() async throws {
        try await ReservationProbe.with { probe in
            let refusals = await withTaskGroup(of: ChargingError?.self) { group in
                for _ in 0..<8 { group.addTask { await probe.refusal { _ = try await probe.open() } } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(refusals.filter { $0 == nil }.count == 1)
            #expect(refusals.compactMap(\.self).allSatisfy { $0.code == .conflict })
        }
    }

    @Test(arguments: ["BLOCKED", "EXPIRED", "OWN"])
    func `a tag that would not be let charge there is refused`(tag: String) async throws {
        try await ReservationProbe.with { probe in
            for name in ["BLOCKED", "EXPIRED"] {
                var bad = NewTag(idTag: name)
                bad.isBlocked = name == "BLOCKED"
                bad.expiresAt = name == "EXPIRED" ? at(0) : nil
                _ = try await probe.book.createTag(bad, viewer: try probe.organization.owner)
            }
            // OWN is valid at the first station only.
            let refusal = await probe.refusal {
                _ = try await probe.open(
                    ReservationProbe.wanted(1, tag), at: 1, station: probe.organization.stations[1])
            }
            #expect(refusal?.code == .badInput && refusal?.field == "idTag")
            #expect(refusal?.message.contains(tag == "OWN" ? "INVALID" : tag) == true)
            #expect(try await probe.fixture.count("SELECT count(*) FROM reservations") == 0)
        }
    }

    @Test(arguments: [("false", false), ("true", true), ("False", false)])
    func `connector 0 is refused where the station has said that it does not reserve it`(
        value: String, isAllowed: Bool
    ) async throws {
        try await ReservationProbe.with { probe in
            for answer in [#"{"configurationKey":7}"#, #"{"unknownKey":["X"]}"#, "[1]"] {
                try await probe.learn(answer)
            }
            #expect(await probe.refusal { _ = try await probe.open(ReservationProbe.wanted(0)) } == nil)
            try await probe.book.expire(at: at(3_600), of: nil, limit: 10)
            try await probe.learn(
                #"{"configurationKey":[{"key":"reserveConnectorZeroSupported","readonly":true,"value":"\#(value)"}]}"#)
            try await probe.learn(#"{"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"1"}]}"#)
            let refusal = await probe.refusal { _ = try await probe.open(ReservationProbe.wanted(0, until: 9_000)) }
            #expect((refusal == nil) == isAllowed)
            if !isAllowed { #expect(refusal?.message.contains("ReserveConnectorZeroSupported") == true) }
        }
    }

    static let outcomes: [(ReservationOutcome, wasSent: Bool, Row)] = [
        (.accepted, true, Row(status: "ACTIVE")),
        (.refused(.occupied), true, Row(status: "REFUSED", reason: "OCCUPIED")),
        (.unknown, true, Row(status: "REQUESTED")), (.unknown, false, Row(status: "REFUSED", reason: "NOT_SENT")),
    ]

    @Test(arguments: outcomes.indices)
    func `the answer decides, and without one it stays in doubt if it was sent`(index: Int) async throws {
        let (outcome, wasSent, expected) = Self.outcomes[index]
        try await ReservationProbe.with { probe in
            let request = try await probe.open()
            if wasSent { try await probe.book.markSent(request.operation) }
            try await probe.book.settle(request, outcome, at: at(1))
            #expect(try await probe.row(try await probe.id(of: request)) == expected)
        }
    }

    @Test func `a refusal tells that the station never had it, whatever ended it meanwhile`() async throws {
        try await ReservationProbe.with { probe in
            let request = try await probe.open()
            try await probe.status(.faulted, at: 10)
            let id = try await probe.id(of: request)
            #expect(try await probe.row(id).status == "CANCELLED")
            try await probe.book.settle(request, .refused(.faulted), at: at(11))
            #expect(try await probe.row(id) == Row(status: "REFUSED", reason: "FAULTED"))
        }
    }

    static let replacements: [(ReservationOutcome, wasSent: Bool, status: String, tag: String)] = [
        (.accepted, true, "ACTIVE", "OWN"), (.refused(.occupied), true, "ACTIVE", "OTHER"),
        (.unknown, true, "REQUESTED", "OWN"), (.unknown, false, "ACTIVE", "OTHER"),
    ]

    @Test(arguments: replacements.indices)
    func `a replacement keeps the number, and takes the place of the first when the station has it`(
        index: Int
    ) async throws {
        let (outcome, wasSent, status, tag) = Self.replacements[index]
        try await ReservationProbe.with { probe in
            let (id, number) = try await probe.reserve()
            let request = try await probe.open(ReservationProbe.wanted(1, "OWN", until: 7_200, replacing: id))
            #expect(try await probe.book.number(askedFor: request.operation) == number)
            #expect(try await probe.row(id).status == "ACTIVE")
            if wasSent { try await probe.book.markSent(request.operation) }
            try await probe.book.settle(request, outcome, at: at(1))
            let row = try await probe.fixture.client.query(
                "SELECT status, id_tag, tag_id, expires_at, count(*) OVER () AS count FROM reservations"
            ).single()
            #expect(try row.string("status") == status && row.string("id_tag") == tag && row.int("count") == 1)
            #expect(try row.int64("tag_id") == probe.organization.tags[tag]?.rawValue)
            #expect(try row.timestamp("expires_at") == at(tag == "OWN" ? 7_200 : 3_600).microseconds)
        }
    }

    @Test func `one whose own request is under way is not replaced`() async throws {
        try await ReservationProbe.with { probe in
            let request = try await probe.open()
            let id = try await probe.id(of: request)
            let early = await probe.refusal { _ = try await probe.open(ReservationProbe.wanted(1, replacing: id)) }
            #expect(early?.code == .conflict && early?.field == "reservationId")
        }
    }

    @Test func `one that a server which was killed had not sent is over at the next start`() async throws {
        try await ReservationProbe.with { probe in
            let request = try await probe.open()
            try await probe.book.failUnfinished(because: "killed")
            #expect(try await probe.row(try await probe.id(of: request)) == Row(status: "REFUSED", reason: "NOT_SENT"))
            let sent = try await probe.open()
            try await probe.book.markSent(sent.operation)
            try await probe.book.failUnfinished(because: "killed")
            #expect(try await probe.row(try await probe.id(of: sent)).status == "REQUESTED")
        }
    }

    @Test func `only a live reservation of that connector can be replaced`() async throws {
        try await ReservationProbe.with { probe in
            let (id, _) = try await probe.reserve()
            let elsewhere = await probe.refusal {
                _ = try await probe.open(ReservationProbe.wanted(2, replacing: id))
            }
            #expect(elsewhere?.code == .conflict && elsewhere?.field == "reservationId")
            try await probe.book.cancel(id, because: nil, at: at(5))
            let over = await probe.refusal { _ = try await probe.open(ReservationProbe.wanted(1, replacing: id)) }
            #expect(over?.code == .conflict)
        }
    }

    @Test(arguments: [
        (ReservationReason?.none, Row(status: "CANCELLED")),
        (.unknownToStation, Row(status: "CANCELLED", reason: "UNKNOWN_TO_STATION")),
    ])
    func `cancelling ends what is live, and a start from before that is told late has used it`(
        reason: ReservationReason?, expected: Row
    ) async throws {
        try await ReservationProbe.with { probe in
            let (id, number) = try await probe.reserve()
            try await probe.book.cancel(id, because: reason, at: at(100))
            #expect(try await probe.row(id) == expected)
            #expect(
                try await probe.book.liveReservations(
                    at: [probe.station.id], limit: 9, viewer: probe.organization.owner
                ).isEmpty)
            let session = try await probe.start(number: number, at: 60).session
            #expect(try await probe.row(id) == Row(status: "USED", session: session.id.rawValue))
            try await probe.book.cancel(id, because: nil, at: at(200))
            #expect(try await probe.row(id).status == "USED")
        }
    }

    @Test func `another organization and those who may not operate reserve nothing`() async throws {
        try await ReservationProbe.with { probe in
            let other = try await probe.fixture.makeOrganization("two")
            let stranger = await probe.refusal { _ = try await probe.open(as: try other.owner) }
            #expect(stranger?.code == .notFound)
            let driver = await probe.refusal { _ = try await probe.open(as: try probe.organization.driver) }
            #expect(driver?.code == .forbidden)
            let (id, _) = try await probe.reserve()
            #expect(try await probe.book.reservation(id, viewer: other.owner) == nil)
            #expect(
                try await probe.book.liveReservations(at: [probe.station.id], limit: 9, viewer: other.owner).isEmpty)
            #expect(try await probe.book.reservation(id, viewer: probe.organization.owner)?.connector == 1)
        }
    }
}

extension ReservationProbe {
    /// The station answers a GetConfiguration so.
    fileprivate func learn(_ answer: String) async throws {
        let id = try await fixture.record(.getConfiguration, at: station.id, as: try organization.owner)
        try await book.finish(
            id, status: .accepted, effect: .none, awaited: nil, answer: try JSONValue(parsing: answer), failure: nil)
    }
}
