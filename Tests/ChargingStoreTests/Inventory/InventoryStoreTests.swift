import Charging
import JSON
import Postgres
import Testing
import TestSupport

@testable import ChargingStore

@Suite("Inventory", .timeLimit(.minutes(2)))
struct InventoryStoreTests {
    private func list(
        _ fixture: StoreFixture, _ viewer: Viewer, order: InventoryOrder = .chargePointID,
        _ set: (inout InventoryFilter) -> Void = { _ in }
    ) async throws -> [String] {
        var filter = InventoryFilter()
        set(&filter)
        let page = try await fixture.reading.inventory(
            filter, order: order, page: PageRequest(first: 50), fields: [.chargePointID], viewer: viewer)
        guard case .texts(let names)? = page.rows[.chargePointID] else { return [] }
        return names.compactMap(\.self)
    }

    @Test(arguments: Role.allCases)
    func `all but drivers read it, and not everybody keeps it`(role: Role) async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            let viewer = try alpha.viewer(role)
            let own = role == .driver ? [] : ["alpha-1", "alpha-2"]
            #expect(
                try await list(fixture, viewer) == own + (role == .platformOperator ? ["beta-1", "beta-2"] : []))
            var change = InventoryChange(station: .id(alpha.stations[0].id))
            change.texts[.partNumber] = "P"
            let mayKeep = ![.manager, .driver].contains(role)
            let changed = try? await fixture.directory.updateInventory([change], viewer: viewer)
            #expect(changed == (mayKeep ? [alpha.stations[0].id] : nil))
            change.station = .chargePointID("beta-1")
            let foreign = try? await fixture.directory.updateInventory([change], viewer: viewer)
            #expect(foreign == (role == .platformOperator ? [beta.stations[0].id] : nil))
        }
    }

    @Test func `what is given changes, what is left out stays, and null clears, in one statement for all`() async throws
    {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            let owner = try alpha.owner
            var first = InventoryChange(station: .id(alpha.stations[0].id))
            first.texts = [.mesSerialNumber: "21007", .vendorCode: "V"]
            first.manufacturedAt = .to(at(0))
            first.accessCode = .to([1, 2])
            var second = InventoryChange(station: .chargePointID("alpha-2"))
            second.texts = [.materialNumber: "M"]
            second.masterPassword = .to([3])
            _ = fixture.log.takeAll()
            #expect(try await fixture.directory.updateInventory([first, second], viewer: owner).count == 2)
            #expect(fixture.log.takeAll().count { $0.contains("UPDATE stations") } == 1)

            var again = InventoryChange(station: .id(alpha.stations[0].id))
            again.texts = [.vendorCode: nil as String?]
            again.accessCode = .to(nil)
            _ = try await fixture.directory.updateInventory([again], viewer: owner)
            let rows = try await fixture.reading.inventory(
                InventoryFilter(), order: .chargePointID, page: PageRequest(first: 5),
                fields: Set(InventoryField.allCases), viewer: owner
            ).rows
            #expect(rows[.mesSerialNumber] == .texts(["21007", nil]) && rows[.vendorCode] == .texts([nil, nil]))
            #expect(rows[.materialNumber] == .texts([nil, "M"]) && rows[.manufacturedAt] == .timestamps([at(0), nil]))
            #expect(rows[.hasAccessCode] == .booleans([false, false]))
            #expect(rows[.hasMasterPassword] == .booleans([false, true]))
            #expect(rows[.hasPassword] == .booleans([false, false]))
        }
    }

    @Test func `all of them are changed or none`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            _ = try await fixture.makeOrganization("beta")
            let owner = try alpha.owner
            func change(_ station: InventoryChange.Station) -> InventoryChange {
                var change = InventoryChange(station: station)
                change.texts[.partNumber] = "P"
                return change
            }
            let own = change(.id(alpha.stations[0].id))
            for other in [change(.chargePointID("beta-1")), change(.chargePointID("nowhere")), own] {
                await #expect(throws: ChargingError(.notFound, "not all of these stations exist", field: "items")) {
                    try await fixture.directory.updateInventory([own, other], viewer: owner)
                }
            }
            #expect(
                try await fixture.count("SELECT count(*) AS count FROM stations WHERE part_number IS NOT NULL") == 0)
        }
    }

    @Test func `a station is in time-out that is away for longer than its heartbeats allow`() async throws {
        try await StoreFixture.with { fixture in
            #expect(RegistryConfiguration().heartbeatInterval == .seconds(300), "the statement says the same")
            let alpha = try await fixture.makeOrganization("alpha")
            let owner = try alpha.owner
            for (presence, seconds, isInTimeout) in [
                ("OFFLINE", 310.0, true), ("OFFLINE", 290, false), ("ONLINE", 9_000, false),
            ] {
                _ = try await fixture.client.query(
                    """
                    UPDATE stations SET presence = \(presence)::text, last_seen_at = now() - make_interval(secs => \(seconds))
                    WHERE charge_point_id = 'alpha-1'
                    """)
                #expect(
                    try await list(fixture, owner) { $0.isInTimeout = true } == (isInTimeout ? ["alpha-1"] : []))
                // One that was never heard is not late.
                #expect(
                    try await list(fixture, owner) { $0.isInTimeout = false }
                        == (isInTimeout ? ["alpha-2"] : ["alpha-1", "alpha-2"]))
                let since = try await fixture.reading.inventory(
                    InventoryFilter(), order: .chargePointID, page: PageRequest(first: 1), fields: [.inTimeoutSince],
                    viewer: owner)
                guard case .timestamps(let times)? = since.rows[.inTimeoutSince] else { throw TestFailure("no time") }
                #expect((times.first.flatMap(\.self) != nil) == isInTimeout)
            }
        }
    }

    @Test func `the guide's filters and orders`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            let owner = try alpha.owner
            _ = try await fixture.client.query(
                """
                UPDATE stations SET mes_serial_number = '21007', model = 'WB_NEXT', material_number = 'M1',
                    modified_at = now() - interval '1 day', onboarded_at = now() + interval '1 day'
                WHERE charge_point_id = 'alpha-1'
                """)
            #expect(try await list(fixture, owner) { $0.chargePointID = "A-2" } == ["alpha-2"])
            #expect(try await list(fixture, owner) { $0.mesSerialNumber = "1007" } == ["alpha-1"])
            #expect(try await list(fixture, owner) { $0.model = "next" } == ["alpha-1"])
            #expect(try await list(fixture, owner) { $0.model = "WB%" } == [])
            #expect(try await list(fixture, owner) { $0.materialNumber = "m1" } == ["alpha-1"])
            #expect(try await list(fixture, owner, order: .mesSerialNumber) == ["alpha-2", "alpha-1"])
            #expect(try await list(fixture, owner, order: .modifiedAtDescending) == ["alpha-2", "alpha-1"])
            #expect(try await list(fixture, owner, order: .createdAtDescending) == ["alpha-1", "alpha-2"])
            for order in InventoryOrder.allCases {
                let first = try await fixture.reading.inventory(
                    InventoryFilter(), order: order, page: PageRequest(first: 1), fields: [], viewer: owner)
                let second = try await fixture.reading.inventory(
                    InventoryFilter(), order: order, page: PageRequest(first: 1, after: first.positions.last),
                    fields: [],
                    viewer: owner)
                #expect(Set(first.rows.ids + second.rows.ids).count == 2, "\(order)")
            }
        }
    }

    @Test func `codes are looked at one by one, and masked in the trail`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            let owner = try alpha.owner, station = alpha.stations[0].id
            var change = InventoryChange(station: .id(station))
            change.accessCode = .to([11, 22])
            try await Doer.$current.withValue(Doer(userID: owner.userID, address: nil)) {
                _ = try await fixture.directory.updateInventory([change], viewer: owner)
            }
            let trail = try await fixture.reading.auditEntries(
                AuditFilter(), page: PageRequest(first: 1), fields: [.before, .after], viewer: owner
            ).rows
            #expect(trail[.before] == .documents([["accessCodeEncrypted": nil]]))
            #expect(trail[.after] == .documents([["accessCodeEncrypted": "***"]]))
            let code = try await fixture.directory.forReading(.accessCode, of: station, because: "x", viewer: owner)
            #expect(code == [11, 22])
            await #expect(throws: ChargingError(.conflict, "this station has no such secret", field: "secret")) {
                try await fixture.directory.forReading(.masterPassword, of: station, because: "x", viewer: owner)
            }
        }
    }

    @Test func `an installation is kept, changed in parts, audited, and shown to those who look after stations`()
        async throws
    {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha"), beta = try await fixture.makeOrganization("beta")
            let station = alpha.stations[0].id
            var change = InstallationChange(station: station)
            (change.installer, change.installedAt) = (.to("Volta"), .to(at(0)))
            (change.fuseA, change.phaseOrder, change.notes) = (.to(35), .to(.str), .to("by the gate"))
            try await fixture.directory.updateInstallation(change, viewer: try alpha.viewer(.installer))
            change = InstallationChange(station: station)
            (change.notes, change.gridLimitW) = (.to(nil), .to(22_000))
            try await fixture.directory.updateInstallation(change, viewer: try alpha.owner)
            func installations(_ viewer: Viewer) async throws -> RowLists<InstallationField> {
                try await fixture.reading.installations(
                    ofStations: [station], fields: Set(InstallationField.allCases), viewer: viewer)
            }
            let rows = try await installations(try alpha.owner).rows
            #expect(rows[.installer] == .texts(["Volta"]) && rows[.fuseA] == .numbers([35]))
            #expect(rows[.phaseOrder] == .texts(["STR"]) && rows[.notes] == .texts([nil]))
            #expect(rows[.installedAt] == .timestamps([at(0)]) && rows[.gridLimitW] == .numbers([22_000]))
            #expect(try await installations(try alpha.driver).members.isEmpty)
            #expect(try await installations(try beta.owner).members.isEmpty)
            for viewer in [try beta.owner, try alpha.driver, try alpha.viewer(.support)] {
                await #expect(throws: ChargingError.self) {
                    try await fixture.directory.updateInstallation(change, viewer: viewer)
                }
            }
            let audited = try await fixture.count(
                """
                SELECT count(*) AS count FROM audit_entries WHERE object_type = 'Station' AND action = 'CHANGED'
                    AND (after ->> 'installer' = 'Volta' OR after ->> 'gridLimitW' = '22000')
                """)
            #expect(audited == 2)
        }
    }
}
