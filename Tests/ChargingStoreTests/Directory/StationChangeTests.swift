import Charging
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("Changes of stations and groups", .timeLimit(.minutes(1)))
struct StationChangeTests {
    private func refusal<R>(_ body: () async throws -> R) async -> ChargingError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? ChargingError
        }
    }

    @Test func `what is named of a station changes, null clears, and the rest stays`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            var change = StationChange(id: one.stations[0].id)
            change.attributes = [.description: "Gate", .city: "Bonn", .country: "DE"]
            change.groupIDs = [one.group]
            _ = try await fixture.directory.updateStation(change, viewer: one.owner)
            change = StationChange(id: one.stations[0].id)
            change.attributes = [.city: nil]
            change.admission = .rejected
            #expect(try await fixture.directory.updateStation(change, viewer: one.owner).admission == .rejected)
            let row = try await fixture.client.query(
                "SELECT description, city, country FROM stations WHERE id = \(one.stations[0].id.rawValue)"
            ).single()
            #expect(try row.string("description") == "Gate")
            #expect(try row.optional.string("city") == nil)
            #expect(try row.string("country") == "DE")
            let groups = try await fixture.reading.groups(
                ofStations: [one.stations[0].id], fields: [], viewer: one.owner)
            #expect(groups.rows.ids == [one.group.rawValue])
        }
    }

    @Test func `stations are closed and opened together or not at all`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            let ids = one.stations.map(\.id)
            let foreign = await refusal {
                try await fixture.directory.setActivity(
                    StationActivity(ids: ids + [two.stations[0].id], isActive: false), viewer: one.owner)
            }
            #expect(foreign?.code == .notFound)
            #expect(try await fixture.count("SELECT count(*) AS count FROM stations WHERE NOT is_active") == 0)
            let closed = try await fixture.directory.setActivity(
                StationActivity(ids: ids, isActive: false, reason: "Rebuilding"), viewer: one.owner)
            #expect(closed.allSatisfy { !$0.isActive } && closed.count == ids.count)
            let closedCount = try await fixture.count(
                """
                SELECT count(*) AS count FROM stations WHERE inactive_reason = 'Rebuilding' AND inactive_since IS NOT NULL
                """)
            #expect(closedCount == ids.count)
            _ = try await fixture.directory.setActivity(StationActivity(ids: ids, isActive: true), viewer: one.owner)
            #expect(
                try await fixture.count("SELECT count(*) AS count FROM stations WHERE inactive_since IS NULL")
                    == fixture.count("SELECT count(*) AS count FROM stations"))
        }
    }

    @Test func `a station is closed and opened among other changes`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            var change = StationChange(id: one.stations[0].id)
            change.attributes = [.city: "Bonn"]
            (change.isActive, change.inactiveReason) = (false, "Rebuilding")
            #expect(try await !fixture.directory.updateStation(change, viewer: one.owner).isActive)
            let closed = try await fixture.count(
                """
                SELECT count(*) AS count FROM stations WHERE city = 'Bonn' AND inactive_reason = 'Rebuilding'
                AND inactive_since IS NOT NULL
                """)
            #expect(closed == 1)
            (change.isActive, change.inactiveReason) = (true, nil)
            #expect(try await fixture.directory.updateStation(change, viewer: one.owner).isActive)
            let left = try await fixture.count(
                """
                SELECT count(*) AS count FROM stations WHERE NOT is_active OR inactive_since IS NOT NULL
                OR inactive_reason IS NOT NULL
                """)
            #expect(left == 0)
        }
    }

    @Test(arguments: [true, false])
    func `stations are put into a group together or not at all`(keepsOthers: Bool) async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            let ids = one.stations.map(\.id)
            let (owner, stranger) = (try one.owner, try two.owner)
            let target = try await fixture.directory.createGroup(NewGroup(name: "Target"), viewer: owner)
            func groups(_ station: StationID) async throws -> Set<Int64> {
                let found = try await fixture.reading.groups(ofStations: [station], fields: [], viewer: owner)
                return Set(found.rows.ids)
            }
            func move(_ ids: [StationID], to group: GroupID, as viewer: Viewer) async -> ChargingError? {
                await refusal {
                    try await fixture.directory.move(
                        StationMove(ids: ids, to: group, keepsOthers: keepsOthers), viewer: viewer)
                }
            }
            let foreignStation = await move(ids + [two.stations[0].id], to: target, as: owner)
            let foreignGroup = await move(ids, to: two.group, as: owner)
            let outsider = await move(ids, to: target, as: stranger)
            let support = await move(ids, to: target, as: try one.viewer(.support))
            #expect(foreignStation?.code == .notFound && outsider?.code == .notFound)
            #expect(foreignGroup?.code == .badInput && foreignGroup?.field == "groupId")
            #expect(support?.code == .forbidden)
            for id in ids { #expect(try await groups(id) == [one.group.rawValue]) }
            for _ in 1...2 {
                let refused = await move(ids, to: target, as: try one.viewer(.installer))
                #expect(refused == nil)
                let expected: Set<Int64> = keepsOthers ? [one.group.rawValue, target.rawValue] : [target.rawValue]
                for id in ids { #expect(try await groups(id) == expected) }
            }
        }
    }

    @Test func `roles that may not change stations and groups are refused, as are other organizations`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let two = try await fixture.makeOrganization("two")
            for role in [Role.support, .driver] {
                let viewer = try one.viewer(role)
                let change = StationChange(id: one.stations[0].id)
                let activity = StationActivity(ids: [one.stations[0].id], isActive: false)
                for error in [
                    await refusal { try await fixture.directory.updateStation(change, viewer: viewer) },
                    await refusal { try await fixture.directory.setActivity(activity, viewer: viewer) },
                    await refusal {
                        try await fixture.directory.updateGroup(GroupChange(id: one.group), viewer: viewer)
                    },
                    await refusal { try await fixture.directory.deleteGroups([one.group], viewer: viewer) },
                ] { #expect(error?.code == .forbidden) }
            }
            for error in [
                await refusal {
                    try await fixture.directory.updateStation(StationChange(id: one.stations[0].id), viewer: two.owner)
                },
                await refusal {
                    try await fixture.directory.updateGroup(GroupChange(id: one.group), viewer: two.owner)
                },
                await refusal { try await fixture.directory.deleteGroups([one.group], viewer: two.owner) },
            ] { #expect(error?.code == .notFound) }
        }
    }

    @Test func `groups are no ring, and no deeper than ten`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            var groups = [try await fixture.directory.createGroup(NewGroup(name: "1"), viewer: one.owner)]
            for level in 2...GroupChange.deepestNesting {
                groups.append(
                    try await fixture.directory.createGroup(
                        NewGroup(name: "\(level)", parentID: groups.last), viewer: one.owner))
            }
            let tooDeep = await refusal {
                try await fixture.directory.createGroup(NewGroup(name: "x", parentID: groups.last), viewer: one.owner)
            }
            #expect(tooDeep?.code == .limitExceeded)
            var ring = GroupChange(id: groups[0])
            ring.parentID = .to(groups[4])
            #expect(
                await refusal { try await fixture.directory.updateGroup(ring, viewer: one.owner) }?.code == .badInput)
            var itself = GroupChange(id: groups[3])
            itself.parentID = .to(groups[3])
            #expect(
                await refusal { try await fixture.directory.updateGroup(itself, viewer: one.owner) }?.field
                    == "parentId")
            var below = GroupChange(id: groups[0])
            below.parentID = .to(one.group)
            #expect(
                await refusal { try await fixture.directory.updateGroup(below, viewer: one.owner) }?.code
                    == .limitExceeded)
            var top = GroupChange(id: groups[1])
            top.parentID = .to(nil)
            top.name = "top"
            try await fixture.directory.updateGroup(top, viewer: one.owner)
            try await fixture.directory.updateGroup(below, viewer: one.owner)
        }
    }

    @Test func `a group is deleted with those below it or not at all, and what was in it stays`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let upper = try await fixture.directory.createGroup(
                NewGroup(name: "upper", stationIDs: [one.stations[0].id]), viewer: one.owner)
            let lower = try await fixture.directory.createGroup(
                NewGroup(name: "lower", parentID: upper), viewer: one.owner)
            #expect(
                await refusal { try await fixture.directory.deleteGroups([upper], viewer: one.owner) }?.code
                    == .conflict)
            let stations = try await fixture.count("SELECT count(*) AS count FROM stations")
            try await fixture.directory.deleteGroups([upper, lower], viewer: one.owner)
            #expect(
                try await fixture.count("SELECT count(*) AS count FROM groups WHERE name IN ('upper', 'lower')") == 0)
            #expect(try await fixture.count("SELECT count(*) AS count FROM stations") == stations)
        }
    }

    @Test func `a filter by group takes in the groups below it`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one")
            let upper = try await fixture.directory.createGroup(NewGroup(name: "upper"), viewer: one.owner)
            _ = try await fixture.directory.createGroup(
                NewGroup(name: "lower", parentID: upper, stationIDs: [one.stations[0].id]), viewer: one.owner)
            var filter = StationFilter()
            filter.groupIDs = [upper]
            let page = try await fixture.reading.stations(
                filter, order: .chargePointID, page: PageRequest(first: 10), fields: [], viewer: one.owner)
            #expect(page.rows.ids == [one.stations[0].id.rawValue])
        }
    }
}
