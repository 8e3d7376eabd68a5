import Charging
import ChargingStore
import JSON
import Postgres
import TestSupport
import Testing

@Suite("Station store", .timeLimit(.minutes(1)))
struct StationStoreTests {
    @Test func `an attach raises the generation, and tells connectors and active sessions`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let station = organization.stations[0]
            let started = try await writer.start(station, at: 0)
            let state = try #require(
                try await fixture.chargePoints.attach(
                    station.id, above: nil, ocppVersion: "1.6", securityProfile: .password, at: at(5)))
            #expect(state.station.generation == 1)
            #expect(state.station.presence == .online)
            #expect(state.station.lastSeenAt == at(5))
            #expect(state.station.ocppVersion == "1.6")
            #expect(state.connectors.map(\.id) == [started.connectorID])
            #expect(state.activeSessions == [started.session])
            #expect(
                try await fixture.chargePoints.attach(
                    StationID(rawValue: 999), above: nil, ocppVersion: "1.6", securityProfile: .password, at: at(5))
                    == nil)
        }
    }

    @Test func `a storm of attaches takes a few round trips, and two of one station get two generations`() async throws
    {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("one")
            var ids = Array(repeating: organization.stations[0].id, count: 20)
            for number in 0..<80 { ids.append(try await fixture.makeStation("many-\(number)", organization).id) }
            _ = fixture.log.takeAll()
            let store = fixture.chargePoints
            let states = try await withThrowingTaskGroup(of: ChargePointState?.self) { group in
                for id in ids {
                    group.addTask {
                        try await store.attach(
                            id, above: nil, ocppVersion: "1.6", securityProfile: .password, at: at(0))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }.compactMap(\.self)
            }
            #expect(states.count == 100)
            let same = states.filter { $0.station.id == organization.stations[0].id }.map(\.station.generation)
            #expect(Set(same) == Set(1...20))
            #expect(fixture.log.takeAll().count <= 4 * 10)
        }
    }

    @Test func `lookups that arrive together share a statement`() async throws {
        try await StoreFixture.with { fixture in
            _ = try await fixture.makeOrganization("one")
            let store = fixture.chargePoints
            _ = fixture.log.takeAll()
            let found = try await withThrowingTaskGroup(of: StationRecord?.self) { group in
                for number in 0..<200 {
                    let id = try #require(ChargePointID("one-\(number % 4)"))
                    group.addTask { try await store.station(id) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(found.compactMap(\.self).count == 100)
            #expect(fixture.log.takeAll().count < 20)
        }
    }

    @Test func `the end of an old connection does not put a station offline`() async throws {
        try await StoreFixture.with { fixture in
            let station = try await fixture.makeOrganization("one").stations[0]
            for _ in 0..<2 {
                _ = try await fixture.chargePoints.attach(
                    station.id, above: nil, ocppVersion: "1.6", securityProfile: .password, at: at(0))
            }
            func presence(after generation: Int64) async throws -> Presence? {
                try await fixture.chargePoints.detach([
                    Detachment(stationID: station.id, generation: generation, lastSeenAt: at(9))
                ])
                return try await fixture.chargePoints.station(station.chargePointID)?.presence
            }
            #expect(try await presence(after: 1) == .online)
            #expect(try await presence(after: 2) == .offline)
            #expect(try await fixture.chargePoints.station(station.chargePointID)?.lastSeenAt == at(9))
        }
    }

    @Test func `a generation is above the one that is named, and above what the station has`() async throws {
        try await StoreFixture.with { fixture in
            let station = try await fixture.makeOrganization("one").stations[0]
            func attach(above: Int64?) async throws -> Int64? {
                try await fixture.chargePoints.attach(
                    station.id, above: above, ocppVersion: "1.6", securityProfile: .password, at: at(0))?.station
                    .generation
            }
            #expect(try await attach(above: 4) == 5)
            #expect(try await attach(above: nil) == 6)
            #expect(try await attach(above: 2) == 7)
            try await fixture.chargePoints.detach([
                Detachment(stationID: station.id, generation: 9, lastSeenAt: at(9))
            ])
            #expect(try await fixture.chargePoints.station(station.chargePointID)?.presence == .offline)
        }
    }

    @Test func `at the start of a server those that were online are offline, the others unknown`() async throws {
        try await StoreFixture.with { fixture in
            let stations = try await fixture.makeOrganization("one").stations
            _ = try await fixture.chargePoints.attach(
                stations[0].id, above: nil, ocppVersion: "1.6", securityProfile: .password, at: at(0))
            try await fixture.chargePoints.markAllOffline()
            #expect(try await fixture.chargePoints.stations().map(\.presence) == [.offline, .unknown])
        }
    }

    @Test func `a caller that leaves takes nobody with it`() async throws {
        try await StoreFixture.with { fixture in
            let station = try await fixture.makeOrganization("one").stations[0]
            let store = fixture.chargePoints
            for _ in 0..<50 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    let leaving = (0..<5).map { _ in
                        // Cancelled below, and awaited by nobody.
                        Task { try await store.station(station.chargePointID) }
                    }
                    for _ in 0..<5 {
                        group.addTask {
                            let found = try await store.station(station.chargePointID)
                            #expect(found?.id == station.id)
                        }
                    }
                    for task in leaving { task.cancel() }
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test func `while the database is away, callers are told so`() async throws {
        try await StoreFixture.with { fixture in
            let station = try await fixture.makeOrganization("one").stations[0]
            #expect(fixture.chargePoints.isAvailable)
            try await fixture.withDatabaseAway {
                await #expect(throws: ChargingError.self) {
                    while true { _ = try await fixture.chargePoints.station(station.chargePointID) }
                }
                // The one connection may be known to be lost before the other.
                #expect(await eventually { !fixture.chargePoints.isAvailable })
            }
        }
    }
}
