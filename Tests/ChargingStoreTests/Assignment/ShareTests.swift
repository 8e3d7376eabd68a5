import Charging
import JSON
import Postgres
import Testing
import TestSupport

@testable import ChargingStore

@Suite("Stations that are lent", .timeLimit(.minutes(2)))
struct ShareTests {
    struct World {
        var fixture: StoreFixture
        var owner: TestOrganization
        var borrower: TestOrganization
        var third: TestOrganization
        var station: StationRecord { owner.stations[0] }

        /// As the token's owner is known to the server now.
        func viewer(_ role: Role, of organization: TestOrganization) async throws -> Viewer {
            let id = try organization.viewer(role).tokenID
            return try #require(try await fixture.reading.viewers(ofTokens: [id])[id])
        }

        @discardableResult
        func lend(
            _ level: ShareLevel, to borrower: NewShare.Borrower = .organization("BETA"), until end: Timestamp? = nil
        ) async throws -> ShareID {
            try await fixture.directory.share(
                NewShare(station: station.id, borrower: borrower, level: level, endsAt: end), viewer: owner.owner
            ).id
        }

        func names(_ viewer: Viewer) async throws -> [String] {
            let page = try await fixture.reading.stations(
                StationFilter(), order: .chargePointID, page: PageRequest(first: 50), fields: [.chargePointID],
                viewer: viewer)
            guard case .texts(let names)? = page.rows[.chargePointID] else { return [] }
            return names.compactMap(\.self)
        }
    }

    private func withWorld(_ body: (World, WriterProbe) async throws -> Void) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            try await body(
                World(
                    fixture: fixture, owner: try await fixture.makeOrganization("alpha"),
                    borrower: try await fixture.makeOrganization("beta"),
                    third: try await fixture.makeOrganization("gamma")), writer)
        }
    }

    @Test func `a lent station is where the borrower's own are, and nowhere else`() async throws {
        try await withWorld { world, _ in
            try await world.lend(.view)
            for role in Role.allCases where role != .platformOperator {
                let viewer = try await world.viewer(role, of: world.borrower)
                #expect(viewer.borrowing == .asOrganization)
                #expect(try await world.names(viewer) == ["alpha-1", "beta-1", "beta-2"])
                #expect(try await world.fixture.reading.stationCounts(viewer: viewer).values.reduce(0, +) == 3)
                let found = try await world.fixture.reading.search(
                    stations: "alpha", limit: 5, fields: [], viewer: viewer)
                #expect(found.ids == [world.station.id.rawValue])
                let third = try await world.viewer(role, of: world.third)
                #expect(third.borrowing == .nothing)
                #expect(try await world.names(third) == ["gamma-1", "gamma-2"])
            }
        }
    }

    @Test(arguments: ShareLevel.allCases)
    func `every field is shown from its level on, and whole to the owner`(level: ShareLevel) async throws {
        try await withWorld { world, _ in
            _ = try await world.fixture.client.query(
                """
                UPDATE stations SET serial_number = 's', iccid = 'i', imsi = 'm', customer_number = 'c', model = 'X',
                    reference_number = 'r', inactive_reason = 'q', is_active = false, meter_type = 't', security_profile = 1,
                    part_number = 'p', mes_serial_number = 'e', material_number = 'a', vendor_code = 'v'
                WHERE id = \(world.station.id.rawValue)
                """)
            try await world.lend(level)
            let fields = Set(StationField.allCases)
            let borrower = try await world.viewer(.organizationOwner, of: world.borrower)
            let own = try await world.fixture.reading.stations(
                ids: [world.station.id], fields: fields, viewer: world.owner.owner)
            let lent = try await world.fixture.reading.stations(
                ids: [world.station.id], fields: fields, viewer: borrower)
            #expect(lent.count == 1)
            for field in StationField.allCases {
                let isShown = field.shownFrom.map { $0 <= level } ?? false
                #expect(own[field]?.firstText == nil || (lent[field]?.firstText != nil) == isShown, "\(field)")
                if isShown { #expect(lent[field] == own[field], "\(field)") }
            }
            #expect(own[.iccid] == .texts(["i"]))
        }
    }

    @Test func `a share that has ended, or whose time is over, counts no more for those who hold it still`()
        async throws
    {
        try await withWorld { world, _ in
            let share = try await world.lend(.operate)
            let viewer = try await world.viewer(.manager, of: world.borrower)
            #expect(try await world.names(viewer).contains("alpha-1"))
            let changed = try await world.fixture.directory.endShare(share, viewer: world.owner.owner)
            #expect(changed.borrower == world.borrower.id && changed.station == world.station.id)
            #expect(try await world.names(viewer) == ["beta-1", "beta-2"])
            #expect(
                try await world.fixture.reading.stations(ids: [world.station.id], fields: [], viewer: viewer).count == 0
            )
            await #expect(throws: ChargingError.self) {
                try await world.fixture.record(.reset, at: world.station.id, as: viewer)
            }
            #expect(try await world.viewer(.manager, of: world.borrower).borrowing == .nothing)

            try await world.lend(.view)
            #expect(try await world.names(viewer).contains("alpha-1"))
            _ = try await world.fixture.client.query("UPDATE station_shares SET ends_at = now() WHERE ended_at IS NULL")
            #expect(try await world.names(viewer) == ["beta-1", "beta-2"])
            // Its place is free.
            try await world.lend(.view)
            #expect(try await world.names(viewer).contains("alpha-1"))
            await #expect(throws: ChargingError.self) { try await world.lend(.charge) }
        }
    }

    @Test func `what is lent to one person is that person's`() async throws {
        try await withWorld { world, _ in
            try await world.lend(.view, to: .person("Driver@beta.example"))
            let driver = try await world.viewer(.driver, of: world.borrower)
            #expect(driver.borrowing == .asPerson)
            #expect(try await world.names(driver).contains("alpha-1"))
            for role in [Role.organizationOwner, .manager] {
                let other = try await world.viewer(role, of: world.borrower)
                #expect(other.borrowing == .nothing)
                #expect(try await world.names(other) == ["beta-1", "beta-2"])
            }
        }
    }

    @Test func `only what leaves a station as it was set up is done by who borrows it, at that level`() async throws {
        try await withWorld { world, _ in
            let share = try await world.lend(.charge)
            let viewer = try await world.viewer(.organizationOwner, of: world.borrower)
            func isRecorded(_ operation: NewOperation, as viewer: Viewer) async -> Bool {
                (try? await world.fixture.directory.record([operation], viewer: viewer)) != nil
            }
            let reset = NewOperation(kind: .reset, station: world.station.id)
            #expect(await !isRecorded(reset, as: viewer))
            _ = try await world.fixture.directory.updateShare(
                ShareChange(id: share, level: .operate, endsAt: .unchanged), viewer: world.owner.owner)
            #expect(await isRecorded(reset, as: viewer))
            let configure = NewOperation(
                kind: .changeConfiguration, station: world.station.id, right: .configureStation)
            #expect(await !isRecorded(configure, as: viewer))
            #expect(await !isRecorded(reset, as: try await world.viewer(.driver, of: world.borrower)))
            func start(_ tag: String) -> NewOperation {
                NewOperation(kind: .remoteStart, station: world.station.id, request: ["idTag": .string(tag)])
            }
            #expect(await !isRecorded(start("OWN"), as: viewer), "the owner's tag of the same name is meant")
            #expect(await !isRecorded(start("NOBODYS"), as: viewer))
            _ = try await world.fixture.directory.createTag(NewTag(idTag: "BETAS"), viewer: world.borrower.owner)
            #expect(await isRecorded(start("betas"), as: viewer))
            let seen = try await world.fixture.reading.operations(
                OperationFilter(), page: PageRequest(first: 5), fields: [.kind], viewer: viewer)
            #expect(seen.rows[.kind] == .texts(["REMOTE_START", "RESET"]))
        }
    }

    @Test(arguments: ShareLevel.allCases)
    func `a guest starts with the own tag and stops the own session from the level on at which one charges`(
        level: ShareLevel
    ) async throws {
        try await withWorld { world, writer in
            try await world.lend(level)
            let session = try await writer.start(world.station, tag: "GUEST", at: 0).session
            let others = try await writer.start(world.station, connector: 2, tag: "OTHER", at: 0).session
            let driver = try await world.viewer(.driver, of: world.borrower)
            var tag = NewTag(idTag: "GUEST")
            tag.userID = driver.userID
            let made = try await world.fixture.directory.createTag(tag, viewer: world.borrower.owner)
            _ = try await world.fixture.client.query(
                "UPDATE sessions SET tag_id = \(made.rawValue) WHERE id = \(session.id.rawValue)")
            for (id, isOwn) in [(session.id, true), (others.id, false)] {
                let stop = NewOperation(kind: .remoteStop, station: world.station.id, session: id, request: [:])
                let ids = try? await world.fixture.directory.record([stop], viewer: driver)
                #expect((ids != nil) == (isOwn && level >= .charge))
                guard let ids else { continue }
                let seen = try await world.fixture.reading.operations(ids: ids, fields: [.kind], viewer: driver)
                #expect(seen.count == 1)
            }
            // Of the owner's own there is one of the same name.
            for (name, isOwn) in [("GUEST", true), ("OWN", false), ("OTHER", false)] {
                let start = NewOperation(
                    kind: .remoteStart, station: world.station.id, request: ["idTag": .string(name)])
                let ids = try? await world.fixture.directory.record([start], viewer: driver)
                #expect((ids != nil) == (isOwn && level >= .charge), "\(name)")
            }
        }
    }

    @Test func `nothing else is changed by who borrows a station`() async throws {
        try await withWorld { world, _ in
            try await world.lend(.operate)
            let viewer = try await world.viewer(.organizationOwner, of: world.borrower)
            let directory = world.fixture.directory, id = world.station.id
            var inventory = InventoryChange(station: .id(id))
            inventory.texts[.partNumber] = "P"
            let attempts: [() async throws -> Void] = [
                { _ = try await directory.updateStation(StationChange(id: id), viewer: viewer) },
                { _ = try await directory.setActivity(StationActivity(ids: [id], isActive: false), viewer: viewer) },
                { _ = try await directory.removeStation(id, viewer: viewer) },
                { _ = try await directory.updateInventory([inventory], viewer: viewer) },
                { _ = try await directory.forReading(.ocppPassword, of: id, because: "x", viewer: viewer) },
                { _ = try await directory.createGroup(NewGroup(name: "g", stationIDs: [id]), viewer: viewer) },
                {
                    _ = try await directory.share(
                        NewShare(station: id, borrower: .organization("gamma"), level: .view, endsAt: nil),
                        viewer: viewer)
                },
            ]
            for (number, attempt) in attempts.enumerated() {
                await #expect(throws: ChargingError.self, "\(number)") { try await attempt() }
            }
        }
    }

    @Test func `tags of borrowers charge there when the level allows it, and their sessions are seen`() async throws {
        try await withWorld { world, writer in
            var tag = NewTag(idTag: "BETAS")
            tag.parentIDTag = "FAMILY"
            tag.userID = try world.borrower.driver.userID
            let id = try await world.fixture.directory.createTag(tag, viewer: world.borrower.owner)
            let share = try await world.lend(.view)
            #expect(try await writer.authorize("BETAS", at: world.station, at: 0).status == .invalid)
            _ = try await world.fixture.directory.updateShare(
                ShareChange(id: share, level: .charge, endsAt: .unchanged), viewer: world.owner.owner)
            let verdict = try await writer.authorize("betas", at: world.station, at: 1)
            #expect(verdict.status == .accepted && verdict.parentIDTag == nil)
            #expect(try await writer.authorize("BETAS", at: world.owner.stations[1], at: 1).status == .invalid)
            let foreign = try await writer.start(world.station, tag: "BETAS", at: 2).session
            #expect(foreign.tagID == id && foreign.organizationID == world.owner.id)
            let owners = try await writer.start(world.station, connector: 2, tag: "OTHER", at: 3).session
            #expect(owners.tagID == world.owner.tags["OTHER"])

            for role in [Role.manager, .driver] {
                let viewer = try await world.viewer(role, of: world.borrower)
                let seen = try await world.fixture.reading.sessions(
                    SessionFilter(), order: .startedAtDescending, page: PageRequest(first: 5), fields: [.note],
                    viewer: viewer)
                #expect(seen.rows.ids == [foreign.id.rawValue])
            }
            let support = try await world.viewer(.manager, of: world.third)
            #expect(try await world.fixture.reading.sessions(ids: [foreign.id], fields: [], viewer: support).count == 0)
            _ = try await world.fixture.directory.endShare(share, viewer: world.owner.owner)
            #expect(try await writer.authorize("BETAS", at: world.station, at: 4).status == .invalid)
        }
    }

    private func exported(_ export: Export, _ world: World, as viewer: Viewer) async throws -> [[String?]] {
        var rows: [[String?]] = []
        try await world.fixture.reading.export(ExportTable(export), viewer: viewer) { rows += $0 }
        return rows
    }

    @Test func `exports hold what the pages show, and no more`() async throws {
        try await withWorld { world, writer in
            var tag = NewTag(idTag: "GUEST")
            tag.alias = "Alias of beta"
            tag.userID = try world.borrower.driver.userID
            _ = try await world.fixture.directory.createTag(tag, viewer: world.borrower.owner)
            _ = try await world.fixture.client.query("UPDATE stations SET serial_number = 'S', customer_number = 'C'")
            let share = try await world.lend(.charge)
            _ = try await writer.start(world.station, tag: "GUEST", at: 1)
            let viewer = try await world.viewer(.manager, of: world.borrower)
            func stations() async throws -> [[String]] {
                try await exported(.stations(StationFilter()), world, as: viewer).map { row in
                    row.compactMap(\.self).filter {
                        ["alpha", "alpha-1", "beta-1", "S", "C", "Group of alpha"].contains($0)
                    }
                }
            }
            #expect(try await stations() == [["alpha-1", "alpha"], ["beta-1", "S", "C"], ["S", "C"]])
            _ = try await world.fixture.directory.updateShare(
                ShareChange(id: share, level: .operate, endsAt: .unchanged), viewer: world.owner.owner)
            #expect(try await stations()[0] == ["alpha-1", "S", "alpha"])
            let guests = try await exported(.sessions(SessionFilter()), world, as: viewer)
            #expect(guests.count == 1 && guests[0].contains("Alias of beta") && guests[0].contains("GUEST"))
            let owners = try await exported(.sessions(SessionFilter()), world, as: world.owner.owner)
            #expect(owners.count == 1 && !owners[0].contains("Alias of beta") && owners[0].contains("GUEST"))
            let third = try await world.viewer(.manager, of: world.third)
            #expect(try await exported(.sessions(SessionFilter()), world, as: third) == [])
        }
    }

    @Test func `a guest keeps the logbook of a lent station too`() async throws {
        try await withWorld { world, writer in
            var tag = NewTag(idTag: "GUEST")
            tag.userID = try world.borrower.driver.userID
            _ = try await world.fixture.directory.createTag(tag, viewer: world.borrower.owner)
            _ = try await world.fixture.client.query(
                "UPDATE stations SET is_logbook_enabled = true, logbook_rule = 'REFUSE'")
            let share = try await world.lend(.view)
            let driver = try await world.viewer(.driver, of: world.borrower)
            let directory = world.fixture.directory, reading = world.fixture.reading
            let entry = VehicleEntry(mileageKm: 42, vehicleID: "V")
            let arming = LogbookArming(station: world.station.id, tag: nil, entry: entry)
            await #expect(throws: ChargingError.self) { try await directory.arm(arming, at: at(1), viewer: driver) }
            _ = try await directory.updateShare(
                ShareChange(id: share, level: .charge, endsAt: .unchanged), viewer: world.owner.owner)
            #expect(try await writer.authorize("GUEST", at: world.station, at: 1).status == .blocked)
            _ = try await directory.arm(arming, at: at(1), viewer: driver)
            let session = try await writer.start(world.station, tag: "GUEST", at: 2).session
            #expect(session.authorization == .accepted)
            try await directory.enter(VehicleEntry(mileageKm: 43, vehicleID: "V"), for: session.id, viewer: driver)
            for (viewer, count) in [
                (driver, 2), (try world.owner.owner, 2), (try await world.viewer(.manager, of: world.third), 0),
                (try world.owner.driver, 0),
            ] {
                let seen = try await reading.logbookEntries(
                    ofSessions: [session.id], page: PageRequest(first: 5), fields: [.mileageKm], viewer: viewer)
                #expect(seen.rows.count == count)
            }
        }
    }

    @Test func `a station is lent to a hundred at most, and a person who is gone leaves no trace with the owner`()
        async throws
    {
        try await withWorld { world, _ in
            let id = world.station.id.rawValue, owner = world.owner.id.rawValue
            let person = try await world.lend(.view, to: .person("driver@beta.example")).rawValue
            _ = try await world.fixture.client.pipeline([
                "INSERT INTO organizations (name) SELECT 'guest ' || n FROM generate_series(1, 99) n",
                """
                INSERT INTO station_shares (organization_id, station_id, borrower_id, level)
                SELECT \(owner), \(id), o.id, 'VIEW' FROM organizations o WHERE o.name LIKE 'guest %'
                """,
            ])
            let error = await #expect(throws: ChargingError.self) { try await world.lend(.view) }
            #expect(error?.code == .limitExceeded)
            try await world.fixture.directory.deleteUsers(
                [try world.borrower.driver.userID], viewer: world.borrower.owner)
            let trail: [String] = try await world.fixture.client.query(
                "SELECT action FROM audit_entries WHERE object_type = 'StationShare' AND object_id = \(person) ORDER BY id"
            ).column("action")
            #expect(trail == ["CREATED"])
            try await world.lend(.view)
        }
    }

    @Test func `only the owner sees to whom a station is lent`() async throws {
        try await withWorld { world, _ in
            let share = try await world.lend(.view)
            for role in Role.allCases {
                for (organization, sees) in [(world.owner, role != .driver), (world.borrower, false)] {
                    let viewer = try await world.viewer(role, of: organization)
                    let seen = try await world.fixture.reading.shares(
                        ofStations: [world.station.id], fields: [.organizationName], viewer: viewer)
                    #expect((seen.rows.count == 1) == (sees || role == .platformOperator), "\(role)")
                }
            }
            for (viewer, code) in [
                (try world.borrower.owner, ChargingError.Code.notFound),
                (try world.owner.viewer(.installer), .forbidden),
            ] {
                let error = await #expect(throws: ChargingError.self) {
                    try await world.fixture.directory.endShare(share, viewer: viewer)
                }
                #expect(error?.code == code)
            }
        }
    }
}

extension Column {
    fileprivate var firstText: String? {
        switch self {
        case .texts(let values): values.first.flatMap(\.self)
        case .integers(let values): values.first.flatMap(\.self).map { "\($0)" }
        case .timestamps(let values): values.first.flatMap(\.self).map { "\($0)" }
        case .booleans(let values): values.first.flatMap(\.self).map { "\($0)" }
        case .numbers, .documents: nil
        }
    }
}
