import Charging
import ChargingStore
import JSON
import Postgres
import Testing

/// Complaint 12: a lifetime register after a start that told zero, or another state that was not the meter's.
@Suite("Baselines of registers", .timeLimit(.minutes(1)))
struct RegisterBaselineTests {
    private static let lifetime = 5_000_000.0

    /// Begins at zero by a clock that is right.
    private func begin(
        _ station: StationRecord, _ writer: WriterProbe, meter: Double = 0
    ) async throws -> SessionState {
        try await writer.start(station, at: 0, heard: 1, meter: meter).session
    }

    @Test func `complaint 12: a lifetime register after a start at zero is no energy of the session`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await begin(station, writer).transactionID
            let first = try #require(try await writer.meter(station, id, (60, Self.lifetime)).session)
            #expect(first.energyWh == 0)
            #expect(first.meterStartWh == 0)
            #expect(first.meterBaselineWh == Self.lifetime)
            #expect(try await writer.meter(station, id, (120, Self.lifetime + 700)).session?.energyWh == 700)
            let stopped = try #require(
                try await writer.stop(station, id, at: 180, meter: Self.lifetime + 2_000).session)
            #expect(stopped.energyWh == 2_000)
            #expect(stopped.meterBaselineWh == Self.lifetime)
            #expect(try await fixture.facts(station) == ["START", "BASELINE", "STOP"])
        }
    }

    @Test func `complaint 12: the ledger names the frame that showed it`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let station = organization.stations[0]
            let session = try await begin(station, writer)
            var source = station.source(at: 61)
            source.messageID = "frame"
            let report = MeterReport(
                connector: 1, transactionID: session.transactionID, samples: [.register(at: 60, Self.lifetime)])
            _ = try await writer.commit(.metered(report), from: source)
            let facts = try await fixture.reading.facts(
                ofSessions: [session.id], page: PageRequest(first: 10), fields: Set(SessionFactField.allCases),
                viewer: organization.owner)
            #expect(facts.rows[.kind] == .texts(["START", "BASELINE"]))
            #expect(facts.rows[.messageID] == .texts([nil, "frame"]))
            #expect(facts.rows[.receivedAt] == .timestamps([at(1), at(61)]))
            #expect(facts.rows[.occurredAt] == .timestamps([at(0), at(60)]))
            #expect(facts.rows[.meterWh] == .numbers([0, Self.lifetime]))
            let note = "the register is further above the start than a connector can have given since"
            #expect(facts.rows[.details] == .documents([[:], ["note": .string(note)]]))
        }
    }

    @Test func `complaint 12: whatever is repeated changes nothing and adds nothing`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let session = try await begin(station, writer)
            for _ in 0..<2 {
                #expect(try await begin(station, writer).id == session.id)
                let metered = try await writer.meter(
                    station, session.transactionID, (60, Self.lifetime), (120, Self.lifetime + 700))
                #expect(metered.session?.energyWh == 700)
                #expect(metered.session?.meterBaselineWh == Self.lifetime)
            }
            for _ in 0..<2 {
                let stopped = try await writer.stop(
                    station, session.transactionID, at: 180, meter: Self.lifetime + 2_000)
                #expect(stopped.session?.energyWh == 2_000)
            }
            #expect(try await fixture.facts(station) == ["START", "BASELINE", "STOP"])
        }
    }

    // MARK: - Stops

    @Test func `complaint 12: a stop alone tells no energy where its register is out of reach`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await begin(station, writer).transactionID
            for _ in 0..<2 {
                let stopped = try #require(try await writer.stop(station, id, at: 180, meter: Self.lifetime).session)
                #expect(stopped.status == .completed)
                #expect(stopped.energyWh == 0)
                #expect(stopped.meterBaselineWh == Self.lifetime)
                #expect(stopped.meterStopWh == Self.lifetime)
            }
            #expect(try await fixture.facts(station).sorted() == ["BASELINE", "START", "STOP"])
        }
    }

    @Test func `complaint 12: of what came along with a stop, the lowest state on its scale is the baseline`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await begin(station, writer).transactionID
            let samples: [Sample] = [
                .register(at: 0, 0), .register(at: 60, Self.lifetime), .register(at: 180, Self.lifetime + 2_000),
            ]
            let stopped = try await writer.stop(
                station, id, at: 180, meter: Self.lifetime + 2_000, samples: samples)
            #expect(stopped.session?.energyWh == 2_000)
            #expect(stopped.session?.meterBaselineWh == Self.lifetime)
        }
    }

    @Test func `complaint 12: a stop on the lifetime's scale keeps what was measured on the session's`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await begin(station, writer).transactionID
            _ = try await writer.meter(station, id, (60, 900))
            let stopped = try await writer.stop(station, id, at: 180, meter: Self.lifetime)
            #expect(stopped.session?.energyWh == 900)
            #expect(stopped.session?.meterBaselineWh == Self.lifetime - 900)
        }
    }

    @Test func `complaint 12: a stop that came before its start is doubted as well`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            _ = try await writer.stop(station, -1, at: 180, meter: Self.lifetime)
            for _ in 0..<2 {
                let session = try await begin(station, writer)
                #expect(session.status == .completed)
                #expect(session.energyWh == 0)
                #expect(session.meterBaselineWh == Self.lifetime)
            }
            let facts = try await fixture.facts(station).filter { $0 != "ESTIMATE" }
            #expect(facts == ["ORPHAN_STOP", "STOP", "BASELINE", "START"])
        }
    }

    @Test func `complaint 12: a charger that never heard our number is understood too`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            _ = try await begin(station, writer)
            #expect(try await writer.meter(station, -1, (60, Self.lifetime)).session?.energyWh == 0)
            #expect(
                try await writer.stop(station, -1, at: 180, meter: Self.lifetime + 2_000).session?.energyWh == 2_000)
        }
    }

    @Test func `complaint 12: the estimate of a session that lost its stop is no lifetime either`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await begin(station, writer).transactionID
            _ = try await writer.meter(station, id, (60, Self.lifetime))
            _ = try await writer.start(station, at: 200, meter: Self.lifetime + 1_000)
            let late = try #require(try await writer.meter(station, id, (120, Self.lifetime + 700)).session)
            #expect(late.status == .estimated)
            #expect(late.energyWh == 700)
            #expect(late.meterStopWh == Self.lifetime + 700)
        }
    }

    // MARK: - Scales

    @Test func `complaint 12: of states told at once, the lowest on the highest one's scale is the baseline`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await begin(station, writer).transactionID
            let metered = try await writer.meter(
                station, id, (0, 0), (60, Self.lifetime), (120, Self.lifetime + 700), (120, 700))
            #expect(metered.session?.energyWh == 700)
            #expect(metered.session?.meterBaselineWh == Self.lifetime)
        }
    }

    @Test func `complaint 12: a register that changes its scale during a session takes nothing away`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await begin(station, writer).transactionID
            let told: [(Int64, Double, Double)] = [
                (60, 900, 900), (120, Self.lifetime + 1_000, 900), (180, 1_100, 1_100),
                (240, Self.lifetime + 1_300, 1_200), (300, 1_500, 1_500),
            ]
            for (seconds, register, energy) in told {
                #expect(try await writer.meter(station, id, (seconds, register)).session?.energyWh == energy)
            }
            #expect(try await writer.stop(station, id, at: 360, meter: 1_600).session?.energyWh == 1_600)
            #expect(try await fixture.facts(station) == ["START", "BASELINE", "STOP"])
        }
    }

    @Test func `complaint 12: one wild value leaves the session what its own scale tells`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await begin(station, writer, meter: 1_000_000).transactionID
            #expect(try await writer.meter(station, id, (60, 4_294_967_295)).session?.energyWh == 0)
            #expect(try await writer.meter(station, id, (120, 1_000_700)).session?.energyWh == 700)
            #expect(try await writer.stop(station, id, at: 180, meter: 1_002_000).session?.energyWh == 2_000)
        }
    }

    // MARK: - What is in reach

    @Test(arguments: [(1, 90_000), (3_600, 350_000), (36_000, 900_000)] as [(Int64, Double)])
    func `energy that a connector can have given since a start at zero is the session's`(
        seconds: Int64, register: Double
    ) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await begin(station, writer).transactionID
            #expect(try await writer.meter(station, id, (seconds, register)).session?.energyWh == register)
            let stopped = try await writer.stop(station, id, at: seconds, meter: register)
            #expect(stopped.session?.energyWh == register)
            #expect(try await fixture.facts(station) == ["START", "STOP"])
        }
    }

    @Test func `a session that is measured for weeks may take more than any vehicle`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await begin(station, writer).transactionID
            for day in 1...7 {
                let energy = Double(day) * 500_000
                #expect(try await writer.meter(station, id, (Int64(day) * 86_400, energy)).session?.energyWh == energy)
            }
        }
    }

    @Test func `complaint 12: a night gives no vehicle a lifetime's energy`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await begin(station, writer).transactionID
            #expect(try await writer.stop(station, id, at: 12 * 3_600, meter: Self.lifetime).session?.energyWh == 0)
        }
    }

    /// A clock of 1970 is understood as the time of receipt, so an offline charge seems to take no time.
    @Test func `trap 7: an offline charge by a clock that was never set keeps its energy`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 0).session.transactionID
            #expect(try await writer.meter(station, id, (0, 180_000)).session?.energyWh == 180_000)
            #expect(try await writer.stop(station, id, at: 1, meter: 240_000).session?.energyWh == 240_000)
        }
    }

    @Test func `complaint 12: a clock that was never set makes no session of a lifetime`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let id = try await writer.start(station, at: 0, meter: 0).session.transactionID
            #expect(try await writer.meter(station, id, (1, Self.lifetime)).session?.energyWh == 0)
            #expect(
                try await writer.stop(station, id, at: 2, meter: Self.lifetime + 20_000).session?.energyWh == 20_000)
        }
    }
}
