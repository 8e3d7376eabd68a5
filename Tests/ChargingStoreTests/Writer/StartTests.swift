import Charging
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("Starts", .timeLimit(.minutes(1)))
struct StartTests {
    @Test func `a start opens an active session with a positive number, its connector and a fact`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let started = try await writer.start(organization.stations[0], at: 0)
            #expect(started.session.status == .active)
            #expect(started.session.transactionID > 0)
            #expect(started.session.tagID == organization.tags["OTHER"])
            #expect(started.verdict.status == .accepted)
            #expect(!started.isRepeated)
            #expect(try await fixture.chargePoints.connectors().map(\.id) == [started.connectorID])
            #expect(try await fixture.facts(organization.stations[0]) == ["START"])
        }
    }

    @Test func `a repeated start is the same session with the same verdict and adds nothing`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let first = try await writer.start(organization.stations[0], tag: "other", at: 0)
            _ = try await fixture.client.query("UPDATE tags SET is_blocked = true")
            let second = try await writer.start(organization.stations[0], tag: "OTHER", at: 0)
            #expect(second.session == first.session)
            #expect(second.verdict == first.verdict)
            #expect(second.isRepeated)
            #expect(second.closed.isEmpty)
            #expect(try await fixture.count("SELECT count(*) FROM sessions") == 1)
            #expect(try await fixture.facts(organization.stations[0]) == ["START"])
        }
    }

    @Test func `a repeated start never turns into its own rival`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            for _ in 0..<3 {
                let started = try await writer.start(organization.stations[0], at: 0)
                #expect(started.verdict.status == .accepted)
            }
        }
    }

    @Test func `a new start closes what was active on the connector at its last value`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let station = organization.stations[0]
            let lost = try await writer.start(station, at: 0, meter: 1_000)
            _ = try await writer.meter(station, lost.session.transactionID, (60, 1_500))
            let next = try await writer.start(station, at: 120, meter: 2_000)
            let closed = try #require(next.closed.first)
            #expect(closed.id == lost.session.id)
            #expect(closed.status == .estimated)
            #expect(closed.meterStopWh == 1_500)
            #expect(closed.energyWh == 500)
            #expect(closed.stoppedAt == at(60))
            #expect(next.verdict.status == .accepted)
            #expect(try await fixture.facts(station) == ["START", "ESTIMATE", "START"])
        }
    }

    @Test func `a start on another connector closes nothing`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            _ = try await writer.start(organization.stations[0], connector: 1, at: 0)
            let second = try await writer.start(organization.stations[0], connector: 2, tag: "UNKNOWN", at: 10)
            #expect(second.closed.isEmpty)
            #expect(try await fixture.count("SELECT count(*) FROM sessions WHERE status = 'ACTIVE'") == 2)
        }
    }

    @Test func `a start that comes late is closed at once and leaves the newer session alone`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let station = organization.stations[0]
            let newer = try await writer.start(station, at: 100)
            let late = try await writer.start(station, at: 10)
            #expect(late.session.status == .estimated)
            #expect(late.verdict.status == .accepted)
            #expect(late.closed.isEmpty)
            let repeated = try await writer.start(station, at: 10)
            #expect(repeated.session == late.session)
            #expect(repeated.isRepeated)
            let again = try await writer.start(station, at: 100)
            #expect(again.session == newer.session)
        }
    }

    @Test func `trap 12: a start that comes again after its stop gets its number and its verdict again`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let station = organization.stations[0]
            let first = try await writer.start(station, at: 0)
            _ = try await writer.stop(station, first.session.transactionID, at: 60, meter: 1_100)
            let other = try await writer.start(station, tag: "SOMEBODY", at: 100)
            let again = try await writer.start(station, at: 0)
            #expect(again.isRepeated && again.closed.isEmpty)
            #expect(again.session.transactionID == first.session.transactionID && again.verdict == first.verdict)
            #expect(again.session.status == .completed && again.session.energyWh == 100)
            // What runs there meanwhile goes on.
            #expect(try await fixture.count("SELECT count(*) AS count FROM sessions WHERE status = 'ACTIVE'") == 1)
            #expect(try await fixture.facts(station) == ["START", "STOP", "START"])
            #expect(other.session.id != first.session.id)
        }
    }

    @Test(arguments: ["2026-09-21T14:13:20Z", "1970-01-01T00:00:30Z"])
    func `by a clock that stands still, a start whose key was stopped by its number is a new one, and noted`(
        sent: String
    ) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let station = organization.stations[0]
            func start(_ seconds: Int64) async throws -> Started {
                let time = ReportedTime(sent: sent, parsed: Timestamp(parsing: sent), receivedAt: at(seconds))
                return try Started(
                    try await writer.commit(
                        .started(StartReport(connector: 1, idTag: "OTHER", at: time, meterStartWh: 0)),
                        from: station.source(at: seconds)))
            }
            let first = try await start(0)
            let stopSent = sent.hasPrefix("1970") ? "1970-01-01T01:00:00Z" : sent
            let stopTime = ReportedTime(sent: stopSent, parsed: Timestamp(parsing: stopSent), receivedAt: at(60))
            _ = try await writer.commit(
                .stopped(
                    StopReport(
                        transactionID: first.session.transactionID, idTag: nil, at: stopTime, meterStopWh: 100,
                        reason: nil, samples: [])), from: station.source(at: 60))
            let second = try await start(100)
            #expect(second.session.id != first.session.id && !second.isRepeated)
            #expect(try await fixture.facts(station) == ["START", "STOP", "START", "NOTE"])
            _ = try await start(101)
            #expect(try await fixture.facts(station).count == 4)
        }
    }

    @Test func `without a time, only a session that is still active can be repeated`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let station = organization.stations[0]
            func start(_ tag: String, _ seconds: Int64) async throws -> Started {
                let time = ReportedTime(understood: at(seconds), sent: "")
                return try Started(
                    try await writer.commit(
                        .started(StartReport(connector: 1, idTag: tag, at: time, meterStartWh: 0)),
                        from: station.source(at: seconds)))
            }
            let first = try await start("OTHER", 0)
            let repeated = try await start("OTHER", 5)
            #expect(repeated.session.id == first.session.id)
            let rival = try await start("SOMEBODY", 10)
            #expect(rival.closed.map(\.id) == [first.session.id])
            let third = try await start("OTHER", 20)
            #expect(third.session.id != first.session.id)
            #expect(third.closed.map(\.id) == [rival.session.id])
        }
    }

    @Test func `a tag that allows no concurrency is refused at a second station, and the refusal is repeated`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let first = try await writer.start(organization.stations[0], at: 0)
            let second = try await writer.start(organization.stations[1], at: 10)
            #expect(second.verdict.status == .concurrentTx)
            #expect(second.session.authorization == .concurrentTx)
            #expect(second.session.transactionID > 0)
            _ = try await writer.stop(organization.stations[0], first.session.transactionID, at: 20, meter: 1_000)
            let repeated = try await writer.start(organization.stations[1], at: 10)
            #expect(repeated.verdict.status == .concurrentTx)
        }
    }

    @Test func `a tag that allows concurrency charges at two stations`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            _ = try await fixture.client.query("UPDATE tags SET allows_concurrent = true")
            for station in organization.stations {
                #expect(try await writer.start(station, at: 0).verdict.status == .accepted)
            }
        }
    }

    @Test func `of starts of one tag at many stations at once exactly one is accepted`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            var stations: [StationRecord] = []
            for number in 0..<20 { stations.append(try await fixture.makeStation("many-\(number)", organization)) }
            let reports = stations.map { station in
                (
                    Report.started(StartReport(connector: 1, idTag: "OTHER", at: reported(0), meterStartWh: 0)),
                    station.source(at: 0)
                )
            }
            let outcomes = try await writer.results(of: reports).map { try Started($0.get()) }
            #expect(outcomes.count { $0.verdict.status == .accepted } == 1)
            #expect(outcomes.count { $0.verdict.status == .concurrentTx } == 19)
            #expect(Set(outcomes.map(\.session.transactionID)).count == 20)
        }
    }

    @Test func `two writers that start one tag at once accept one`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            try await StoreFixture.alongside(fixture) { other in
                let organization = try await fixture.makeOrganization("one")
                for round in 0..<20 {
                    let seconds = Int64(round) * 100
                    async let first = writer.start(organization.stations[0], at: seconds)
                    async let second = other.start(organization.stations[1], at: seconds)
                    let both = try await [first, second]
                    #expect(both.count { $0.verdict.status == .accepted } == 1)
                    for (station, started) in zip(organization.stations, both) {
                        _ = try await writer.stop(
                            station, started.session.transactionID, at: seconds + 10, meter: 2_000)
                    }
                }
            }
        }
    }

    @Test func `a start at a station that is gone is refused`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            _ = try await fixture.client.query("DELETE FROM station_groups")
            _ = try await fixture.client.query("DELETE FROM tag_stations")
            _ = try await fixture.client.query(
                "DELETE FROM stations WHERE id = \(organization.stations[0].id.rawValue)")
            let report = StartReport(connector: 1, idTag: "OTHER", at: reported(0), meterStartWh: 0)
            let result = try await writer.result(of: .started(report), from: organization.stations[0].source(at: 0))
            guard case .failure(.refused) = result else { throw TestFailure("not refused: \(result)") }
        }
    }

    @Test func `a number that was given before makes no rival of a start`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let first = try await writer.start(organization.stations[0], at: 0)
            _ = try await fixture.client.query("ALTER SEQUENCE transaction_ids RESTART")
            let second = try await writer.start(organization.stations[1], tag: "OWN", at: 10)
            #expect(second.verdict.status == .invalid)
            #expect(second.session.transactionID > first.session.transactionID)
        }
    }

    @Test func `a writer over a restored database gives numbers beyond those of its sessions`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            var last: Int32 = 0
            for round in 0..<5 {
                last = try await writer.start(organization.stations[0], at: Int64(round)).session.transactionID
            }
            _ = try await fixture.client.query("ALTER SEQUENCE transaction_ids RESTART")
            try await StoreFixture.alongside(fixture) { restored in
                let next = try await restored.start(organization.stations[1], tag: "UNKNOWN", at: 10)
                #expect(next.verdict.status == .invalid)
                #expect(next.session.transactionID == last + 1)
            }
        }
    }
}
