import Charging
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("Operations in the database", .timeLimit(.minutes(1)))
struct OperationStoreTests {
    private func operations(_ stations: [StationRecord]) -> [NewOperation] {
        stations.enumerated().map { index, station in
            NewOperation(
                kind: .reset, station: station.id, request: ["number": .integer(Int64(index))], right: .operateStation)
        }
    }

    @Test func `many are recorded in one statement, in their order`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let stations = [one.stations[1], one.stations[0], one.stations[1]]
            _ = fixture.log.takeAll()
            let ids = try await fixture.directory.record(operations(stations), viewer: one.owner)
            #expect(fixture.log.takeAll().count == 1)
            let rows = try await fixture.reading.operations(
                ids: ids, fields: [.stationID, .request], viewer: one.owner)
            let found = Dictionary(uniqueKeysWithValues: zip(rows.ids, 0...))
            let order = ids.compactMap { found[$0.rawValue] }
            guard case .integers(let owners)? = rows[.stationID], case .documents(let requests)? = rows[.request] else {
                throw TestFailure("columns")
            }
            #expect(order.map { owners[$0] } == stations.map(\.id.rawValue))
            #expect(order.map { requests[$0]?["number"]?.integer } == [0, 1, 2])
        }
    }

    @Test func `one station out of reach, and none is recorded`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            let both = operations([one.stations[0], two.stations[0]])
            await #expect(throws: ChargingError.self) {
                try await fixture.directory.record(both, viewer: one.owner)
            }
            #expect(try await fixture.count("SELECT count(*) FROM operations") == 0)
            #expect(
                try await fixture.directory.record(both, viewer: try one.viewer(.platformOperator)).count == 2)
        }
    }

    @Test func `an effect that can be waited for again is left open at a start, until its session has ended`()
        async throws
    {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let before = try await writer.start(one.stations[0], at: 0).session
            let awaited = AwaitedEffect(record: ["kind": "stationReturns"], deadline: at(600))
            let open = try await fixture.record(.reset, at: one.stations[0].id, as: one.owner)
            let stop = try await fixture.record(
                .remoteStop, at: one.stations[0].id, session: before.id, request: [:], as: one.owner)
            for id in [open, stop] {
                try await fixture.directory.finish(
                    id, status: .accepted, effect: .pending, awaited: awaited, answer: nil, failure: nil)
            }
            _ = try await writer.start(one.stations[0], connector: 2, tag: "later", at: 30)
            try await fixture.directory.failUnfinished(because: "restarted")
            let expected = [open, stop].map {
                OpenEffect(
                    operation: $0, station: one.stations[0].id, organization: one.stations[0].organizationID,
                    awaited: awaited, runningSessions: [before.id])
            }
            #expect(try await fixture.directory.openEffects() == expected)
            _ = try await writer.stop(one.stations[0], before.transactionID, at: 60, meter: 2_000)
            try await fixture.directory.failUnfinished(because: "restarted again")
            #expect(try await fixture.directory.openEffects().map(\.operation) == [open])
        }
    }

    @Test func `whoever charges stops that session and no other, whatever the role`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let own = try await writer.start(one.stations[0], tag: "OWN", at: 0).session
            let others = try await writer.start(one.stations[1], tag: "OTHER", at: 0).session
            let readOnly = Viewer(
                userID: try one.driver.userID, organizationID: one.id, role: .driver, tokenID: 0, isReadOnly: true)
            let asked: [(station: Int, session: SessionID?, kind: OperationKind, viewer: Viewer, isDone: Bool)] = [
                (0, own.id, .remoteStop, try one.driver, true), (1, others.id, .remoteStop, try one.driver, false),
                (0, others.id, .remoteStop, try one.driver, false), (1, own.id, .remoteStop, try one.driver, false),
                (0, nil, .remoteStop, try one.driver, false), (0, own.id, .reset, try one.driver, false),
                (0, own.id, .remoteStop, readOnly, false),
            ]
            for (number, ask) in asked.enumerated() {
                let operation = NewOperation(
                    kind: ask.kind, station: one.stations[ask.station].id, session: ask.session, request: [:])
                let ids = try? await fixture.directory.record([operation], viewer: ask.viewer)
                #expect((ids != nil) == ask.isDone, "\(number)")
                guard let ids else { continue }
                let seen = try await fixture.reading.operations(ids: ids, fields: [.kind], viewer: ask.viewer)
                #expect(seen.count == 1)
            }
        }
    }

    @Test(arguments: [("OWN", true), ("own", true), ("OTHER", false), ("NOBODYS", false)])
    func `whoever has no right to operate starts with an own tag`(tag: String, isOwn: Bool) async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            func refusal(at stations: [StationRecord], _ kind: OperationKind = .remoteStart) async throws
                -> ChargingError?
            {
                let operations = stations.map {
                    NewOperation(kind: kind, station: $0.id, request: ["idTag": .string(tag)])
                }
                do {
                    _ = try await fixture.directory.record(operations, viewer: try one.driver)
                    return nil
                } catch let error as ChargingError {
                    return error
                }
            }
            let own = try await refusal(at: [one.stations[0]])
            #expect((own == nil) == isOwn)
            #expect(isOwn || own?.code == .forbidden && own?.field == "idTag")
            for stations in [one.stations, [two.stations[0]]] {
                let refused = try await refusal(at: stations)
                #expect(refused?.code == .forbidden)
            }
            let unlock = try await refusal(at: [one.stations[0]], .unlockConnector)
            #expect(unlock?.code == .forbidden)
        }
    }

    @Test func `those that cannot begin end together, each with its reason`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let ids = try await fixture.directory.record(operations(one.stations), viewer: one.owner)
            try await fixture.directory.markSent(ids[1])
            _ = fixture.log.takeAll()
            try await fixture.directory.refuse([(ids[0], "offline"), (ids[1], "late")])
            #expect(fixture.log.takeAll().count == 1)
            let rows = try await fixture.client.query("SELECT status, failure FROM operations ORDER BY id")
            #expect(try rows.map { try $0.string("status") } == ["FAILED", "SENT"])
            #expect(try rows.map { try $0.optional.string("failure") } == ["offline", nil])
        }
    }

    @Test func `they are listed newest first by what is asked for`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let (owner, manager) = (try one.owner, try one.viewer(.manager))
            let ids = try await fixture.directory.record(
                operations([one.stations[0], one.stations[1], one.stations[0]]), viewer: owner)
            let cleared = try await fixture.record(.clearCache, at: one.stations[0].id, as: manager)
            func list(_ change: (inout OperationFilter) -> Void) async throws -> [Int64] {
                var filter = OperationFilter()
                change(&filter)
                let page = PageRequest(first: 10, wantsTotal: true)
                let rows = try await fixture.reading.operations(filter, page: page, fields: [], viewer: owner)
                #expect(rows.totals == [rows.rows.count])
                return rows.rows.ids
            }
            let all = ids.map(\.rawValue) + [cleared.rawValue]
            #expect(try await list { _ in } == all.reversed())
            #expect(try await list { $0.stationIDs = [one.stations[1].id] } == [all[1]])
            #expect(try await list { $0.kind = .clearCache } == [all[3]])
            #expect(try await list { $0.requestedBy = owner.userID } == all.prefix(3).reversed())
            try await fixture.directory.finish(
                ids[2], status: .accepted, effect: .pending, awaited: nil, answer: nil, failure: nil)
            #expect(try await list { $0.status = .accepted } == [all[2]])
            #expect(try await list { $0.effect = .pending } == [all[2]])
            #expect(try await list { $0.to = Timestamp(microseconds: 0) } == [])
            #expect(try await list { $0.from = Timestamp(microseconds: 0) }.count == 4)
            #expect(try await list { $0.sessionID = SessionID(rawValue: 1) } == [])
        }
    }
}
