import Charging
import JSON
import Testing

@testable import ChargingStore

/// What the events of reservations are made of.
@Suite("What commits tell of reservations", .timeLimit(.minutes(1)))
struct ReservationOutcomeTests {
    @Test func `each step in the books is told with what is so then`() async throws {
        try await ReservationProbe.with { probe in
            let owner = try probe.organization.owner
            let request = try await probe.request(ReservationProbe.wanted(1, parent: "P"))
            let opened = try await probe.book.open(request, at: at(0), viewer: owner)
            #expect(opened.status == .requested && opened.operation == request.operation && opened.endedAt == nil)
            #expect(opened.createdBy == owner.userID && opened.tag == probe.organization.tags["OTHER"])
            #expect(opened.idTag == "OTHER" && opened.parentIDTag == "P" && opened.expiresAt == at(3_600))
            #expect(opened.station == probe.station.id && opened.organization == probe.organization.id)
            #expect(opened.requestedAt == at(0) && opened.connector == 1)
            var expected = opened
            expected.status = .active
            #expect(try await probe.book.settle(request, .accepted, at: at(1)) == expected)
            expected.status = .cancelled
            expected.endedAt = at(2)
            #expect(try await probe.book.cancel(opened.id, because: nil, at: at(2)) == expected)
            #expect(try await probe.book.reservation(opened.id, viewer: owner) == expected)
        }
    }

    @Test func `a step that is repeated since its answer was lost tells the same again`() async throws {
        try await ReservationProbe.with { probe in
            let request = try await probe.open()
            let first = try await probe.book.settle(request, .refused(.occupied), at: at(1))
            #expect(first?.status == .refused && first?.reason == .occupied)
            #expect(try await probe.book.settle(request, .refused(.occupied), at: at(2)) == first)
        }
    }

    @Test func `a refused replacement changes nothing, and nothing is told`() async throws {
        try await ReservationProbe.with { probe in
            let (id, _) = try await probe.reserve()
            let request = try await probe.open(ReservationProbe.wanted(1, "OWN", replacing: id))
            #expect(try await probe.book.settle(request, .refused(.occupied), at: at(1)) == nil)
        }
    }

    @Test func `what the clock ends is told`() async throws {
        try await ReservationProbe.with { probe in
            let (id, _) = try await probe.reserve()
            let ended = try await probe.book.expire(at: at(3_600), of: nil, limit: 10)
            #expect(ended.map(\.id) == [id] && ended.map(\.status) == [.expired] && ended.map(\.reason) == [.noShow])
            #expect(ended.map(\.endedAt) == [at(3_600)])
        }
    }

    @Test func `a start tells what it used, and its repetition does not`() async throws {
        try await ReservationProbe.with { probe in
            let (id, number) = try await probe.reserve()
            #expect(try await probe.start("UNKNOWN", number: number, at: 30).used == nil)
            let started = try await probe.start(number: number)
            let used = try #require(started.used?.first)
            #expect(started.used?.count == 1 && used.id == id && used.status == .used)
            #expect(used.session == started.session.id && used.endedAt == at(60))
            #expect(try await probe.start(number: number).used == nil)
        }
    }

    @Test func `a connector out of order tells what it ended, once`() async throws {
        try await ReservationProbe.with { probe in
            let (id, _) = try await probe.reserve()
            let report = StatusReport(connector: 1, status: .faulted, errorCode: nil, at: reported(60))
            func ended() async throws -> [BookedReservation]? {
                let outcome = try await probe.writer.commit(
                    .statusChanged(report), from: probe.station.source(at: 60))
                guard case .status(_, isCurrent: true, let ended) = outcome else { throw TestFailure("\(outcome)") }
                return ended
            }
            let first = try await ended()
            #expect(first?.map(\.id) == [id] && first?.map(\.status) == [.cancelled])
            #expect(first?.map(\.reason) == [.faulted])
            #expect(try await ended() == nil)
        }
    }

    /// The first commit may have been one whose completion never reached us.
    @Test func `a commit that is repeated in doubt tells what the first one changed`() async throws {
        try await ReservationProbe.with { probe in
            let committer = ReportCommitter(probe.fixture.database)
            let first = try await probe.reserve(ReservationProbe.wanted(1)).id
            let second = try await probe.reserve(ReservationProbe.wanted(2, "OWN")).id
            let source = probe.station.source(at: 60)
            let start = StartReport(connector: 1, idTag: "OTHER", at: reported(60), meterStartWh: 0)
            let fault = StatusReport(connector: 2, status: .faulted, errorCode: nil, at: reported(60))
            for isUncertain in [false, true, true] {
                let outcomes = try await committer.commit(
                    [Report.started(start), .statusChanged(fault)].map { report in
                        PendingReport(
                            report: report, source: source, deadline: .now, completion: { _ in },
                            isUncertain: isUncertain)
                    }, deadline: .seconds(10))
                let started = try Started(try #require(outcomes.first).get())
                #expect(started.used?.map(\.id) == [first])
                guard case .status(_, _, let ended) = try #require(outcomes.last).get() else {
                    throw TestFailure("\(outcomes)")
                }
                #expect(ended?.map(\.id) == [second])
            }
        }
    }
}
