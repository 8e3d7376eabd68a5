import Charging
import ChargingStore
import JSON
import Postgres
import Testing

/// Two organizations with the same contents, and what everybody sees of both.
@Suite("Rights", .timeLimit(.minutes(2)))
struct RightsMatrixTests {
    /// How many rows of the own and of the other organization a viewer gets.
    struct Seen: Equatable {
        var own: Int
        var other: Int
    }

    struct World {
        let fixture: StoreFixture
        let own: TestOrganization
        let other: TestOrganization
        /// Sessions of both, by organization: one with the driver's tag, one with another tag.
        var sessions: [OrganizationID: [SessionID]] = [:]
        var operations: [OrganizationID: [OperationID]] = [:]
        var events: [OrganizationID: [StationEventID]] = [:]
        /// Of both, by organization: one used with the driver's tag, one that is live with another tag.
        var reservations: [OrganizationID: [ReservationID]] = [:]
        var unknownTags: [OrganizationID: [UnknownTagID]] = [:]
        var connectors: [OrganizationID: [ConnectorID]] = [:]

        var both: [TestOrganization] { [own, other] }
    }

    private func expected(_ role: Role, own: Int, driver: Int) -> Seen {
        switch role {
        case .platformOperator: Seen(own: own, other: own)
        case .organizationOwner, .manager, .installer, .support: Seen(own: own, other: 0)
        case .driver: Seen(own: driver, other: 0)
        }
    }

    @Test func `everybody sees what their role reaches, by every road`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let world = try await makeWorld(fixture, writer)
            for role in Role.allCases {
                let viewer = try world.own.viewer(role)
                for (name, own, driver, read) in Self.roads {
                    let all = try await read(world, viewer)
                    let seen = Seen(own: all.own.count, other: all.other.count)
                    #expect(seen == expected(role, own: own, driver: driver), "\(role) by \(name)")
                }
            }
        }
    }

    typealias Found = (own: [Int64], other: [Int64])
    typealias Road = (name: String, own: Int, driver: Int, read: @Sendable (World, Viewer) async throws -> Found)

    /// Each road asks for the rows of both organizations at once; own and driver: how many belong to one organization, and
    /// to its driver.
    static let roads: [Road] = [
        (
            "stations", 2, 2,
            { world, viewer in
                let page = try await world.fixture.reading.stations(
                    StationFilter(), order: .chargePointID, page: PageRequest(first: 100, wantsTotal: true),
                    fields: [.organizationID], viewer: viewer)
                #expect(page.totals == [page.rows.count])
                return try split(page.rows, .organizationID, world)
            }
        ),
        (
            "stations by id", 2, 2,
            { world, viewer in
                let ids = world.both.flatMap { $0.stations.map(\.id) }
                let rows = try await world.fixture.reading.stations(ids: ids, fields: [.organizationID], viewer: viewer)
                return try split(rows, .organizationID, world)
            }
        ),
        (
            "station by charge point id", 1, 1,
            { world, viewer in
                var found: [[Int64]] = []
                for organization in world.both {
                    let id = organization.stations[0].chargePointID.text
                    found.append(
                        try await world.fixture.reading.station(chargePointID: id, fields: [], viewer: viewer).ids)
                }
                return (found[0], found[1])
            }
        ),
        (
            "stations of groups", 2, 2,
            { world, viewer in
                let pages = try await world.fixture.reading.stations(
                    ofGroups: world.both.map(\.group), page: PageRequest(first: 100, wantsTotal: true), fields: [],
                    viewer: viewer)
                return split(pages)
            }
        ),
        (
            "stations of tags", 1, 1,
            { world, viewer in
                let lists = try await world.fixture.reading.stations(
                    ofTags: world.tags("OWN"), fields: [], viewer: viewer)
                return split(lists)
            }
        ),
        (
            "connectors of stations", 1, 1,
            { world, viewer in
                let lists = try await world.fixture.reading.connectors(
                    ofStations: world.both.map { $0.stations[0].id }, fields: [], viewer: viewer)
                return split(lists)
            }
        ),
        (
            "connectors by id", 2, 2,
            { world, viewer in
                let rows = try await world.fixture.reading.connectors(
                    ids: world.connectors.values.flatMap(\.self), fields: [], viewer: viewer)
                return world.split(rows.ids, world.connectors.mapValues(\.rawValues))
            }
        ),
        (
            "connectors of sessions", 2, 2,
            { world, viewer in
                let lists = try await world.fixture.reading.connectors(
                    ofSessions: world.ownThenOther(world.sessions), fields: [], viewer: viewer)
                return split(lists, perOrganization: 2)
            }
        ),
        (
            "sessions", 2, 1,
            { world, viewer in
                let page = try await world.fixture.reading.sessions(
                    SessionFilter(), order: .startedAtDescending, page: PageRequest(first: 100, wantsTotal: true),
                    fields: [.organizationID], viewer: viewer)
                #expect(page.totals == [page.rows.count])
                return try split(page.rows, .organizationID, world)
            }
        ),
        (
            "sessions by id", 2, 1,
            { world, viewer in
                let rows = try await world.fixture.reading.sessions(
                    ids: world.ownThenOther(world.sessions), fields: [.organizationID], viewer: viewer)
                return try split(rows, .organizationID, world)
            }
        ),
        (
            "sessions of stations", 1, 1,
            { world, viewer in
                let pages = try await world.fixture.reading.sessions(
                    ofStations: world.both.map { $0.stations[0].id }, filter: SessionFilter(),
                    page: PageRequest(first: 100, wantsTotal: true), fields: [], viewer: viewer)
                return split(pages)
            }
        ),
        (
            "sessions of a tag of somebody else", 1, 0,
            { world, viewer in
                let pages = try await world.fixture.reading.sessions(
                    ofTags: world.tags("OTHER"), page: PageRequest(first: 100, wantsTotal: true), fields: [],
                    viewer: viewer)
                return split(pages)
            }
        ),
        (
            "active sessions of connectors", 2, 1,
            { world, viewer in
                let lists = try await world.fixture.reading.activeSessions(
                    ofConnectors: world.ownThenOther(world.connectors), fields: [], viewer: viewer)
                return split(lists, perOrganization: 2)
            }
        ),
        (
            "meter values", 2, 1,
            { world, viewer in
                let pages = try await world.fixture.reading.meterValues(
                    ofSessions: world.ownThenOther(world.sessions), page: PageRequest(first: 100, wantsTotal: true),
                    fields: [],
                    viewer: viewer)
                return split(pages, perOrganization: 2)
            }
        ),
        (
            "facts", 2, 1,
            { world, viewer in
                let pages = try await world.fixture.reading.facts(
                    ofSessions: world.ownThenOther(world.sessions), page: PageRequest(first: 100, wantsTotal: true),
                    fields: [], viewer: viewer)
                return split(pages, perOrganization: 2)
            }
        ),
        (
            "tags", 2, 1,
            { world, viewer in
                let page = try await world.fixture.reading.tags(
                    TagFilter(), page: PageRequest(first: 100, wantsTotal: true), fields: [], viewer: viewer)
                #expect(page.totals == [page.rows.count])
                return world.splitTags(page.rows.ids)
            }
        ),
        (
            "tags by id", 2, 1,
            { world, viewer in
                let ids = world.tags("OWN") + world.tags("OTHER")
                return world.splitTags(try await world.fixture.reading.tags(ids: ids, fields: [], viewer: viewer).ids)
            }
        ),
        (
            "tags of groups", 2, 1,
            { world, viewer in
                let pages = try await world.fixture.reading.tags(
                    ofGroups: world.both.map(\.group), page: PageRequest(first: 100, wantsTotal: true), fields: [],
                    viewer: viewer)
                return split(pages)
            }
        ),
        (
            "groups", 1, 1,
            { world, viewer in
                let page = try await world.fixture.reading.groups(
                    text: nil, page: PageRequest(first: 100, wantsTotal: true), fields: [], viewer: viewer)
                #expect(page.totals == [page.rows.count])
                return world.splitGroups(page.rows.ids)
            }
        ),
        (
            "groups by id", 1, 1,
            { world, viewer in
                let ids = world.both.map(\.group)
                return world.splitGroups(
                    try await world.fixture.reading.groups(ids: ids, fields: [], viewer: viewer).ids)
            }
        ),
        (
            "groups of stations", 1, 1,
            { world, viewer in
                let lists = try await world.fixture.reading.groups(
                    ofStations: world.both.map { $0.stations[1].id }, fields: [], viewer: viewer)
                return split(lists)
            }
        ),
        (
            "groups of tags", 1, 1,
            { world, viewer in
                split(try await world.fixture.reading.groups(ofTags: world.tags("OWN"), fields: [], viewer: viewer))
            }
        ),
        (
            "list of operations", 1, 0,
            { world, viewer in
                let page = try await world.fixture.reading.operations(
                    OperationFilter(), page: PageRequest(first: 100, wantsTotal: true), fields: [], viewer: viewer)
                #expect(page.totals == [page.rows.count])
                return world.split(page.rows.ids, world.operations.mapValues(\.rawValues))
            }
        ),
        (
            "operations", 1, 0,
            { world, viewer in
                let rows = try await world.fixture.reading.operations(
                    ids: world.ownThenOther(world.operations), fields: [], viewer: viewer)
                return world.split(rows.ids, world.operations.mapValues(\.rawValues))
            }
        ),
        (
            "station events", 1, 0,
            { world, viewer in
                let rows = try await world.fixture.reading.stationEvents(
                    ids: world.ownThenOther(world.events), fields: [], viewer: viewer)
                let list = try await world.fixture.reading.stationEvents(
                    StationLogFilter(), page: PageRequest(first: 100, wantsTotal: true), fields: [], viewer: viewer)
                #expect(Set(list.rows.ids) == Set(rows.ids) && list.totals == [rows.ids.count])
                return world.split(rows.ids, world.events.mapValues(\.rawValues))
            }
        ),
        (
            "events of stations", 1, 0,
            { world, viewer in
                let pages = try await world.fixture.reading.stationEvents(
                    ofStations: world.both.map { $0.stations[0].id }, kinds: [.securityEvent],
                    page: PageRequest(first: 100, wantsTotal: true), fields: [], viewer: viewer)
                return split(pages)
            }
        ),
        (
            "list of reservations", 2, 1,
            { world, viewer in
                let page = try await world.fixture.reading.reservations(
                    ReservationFilter(), page: PageRequest(first: 100, wantsTotal: true), fields: [], viewer: viewer)
                #expect(page.totals == [page.rows.count])
                return world.split(page.rows.ids, world.reservations.mapValues(\.rawValues))
            }
        ),
        (
            "reservations by id", 2, 1,
            { world, viewer in
                let rows = try await world.fixture.reading.reservations(
                    ids: world.ownThenOther(world.reservations), fields: [], viewer: viewer)
                return world.split(rows.ids, world.reservations.mapValues(\.rawValues))
            }
        ),
        (
            "reservations of stations", 1, 1,
            { world, viewer in
                let pages = try await world.fixture.reading.reservations(
                    ofStations: world.both.map { $0.stations[0].id }, filter: ReservationFilter(),
                    page: PageRequest(first: 100, wantsTotal: true), fields: [], viewer: viewer)
                return split(pages)
            }
        ),
        (
            "live reservations of connectors", 1, 0,
            { world, viewer in
                let lists = try await world.fixture.reading.liveReservations(
                    ofConnectors: world.ownThenOther(world.connectors), fields: [], viewer: viewer)
                return split(lists, perOrganization: 2)
            }
        ),
        (
            "reservations of sessions", 1, 1,
            { world, viewer in
                let lists = try await world.fixture.reading.reservations(
                    ofSessions: world.ownThenOther(world.sessions), fields: [], viewer: viewer)
                return split(lists, perOrganization: 2)
            }
        ),
        (
            "reservations of operations", 1, 0,
            { world, viewer in
                let lists = try await world.fixture.reading.reservations(
                    ofOperations: world.ownThenOther(world.operations), fields: [], viewer: viewer)
                return split(lists)
            }
        ),
        (
            "all unknown tags", 1, 0,
            { world, viewer in
                let page = try await world.fixture.reading.unknownTags(
                    UnknownTagFilter(), page: PageRequest(first: 100, wantsTotal: true), fields: [], viewer: viewer)
                #expect(page.totals == [page.rows.count])
                return world.split(page.rows.ids, world.unknownTags.mapValues(\.rawValues))
            }
        ),
        (
            "unknown tags", 1, 0,
            { world, viewer in
                let rows = try await world.fixture.reading.unknownTags(
                    ids: world.ownThenOther(world.unknownTags), fields: [], viewer: viewer)
                return world.split(rows.ids, world.unknownTags.mapValues(\.rawValues))
            }
        ),
        (
            "local lists of stations", 1, 0,
            { world, viewer in
                let lists = try await world.fixture.reading.localLists(
                    ofStations: world.both.map { $0.stations[0].id }, fields: [.version], viewer: viewer)
                return split(lists)
            }
        ),
        (
            "installations of stations", 1, 0,
            { world, viewer in
                let lists = try await world.fixture.reading.installations(
                    ofStations: world.both.map { $0.stations[0].id }, fields: [.installer], viewer: viewer)
                return split(lists)
            }
        ),
        (
            "connectors of reservations", 2, 2,
            { world, viewer in
                let lists = try await world.fixture.reading.connectors(
                    ofReservations: world.ownThenOther(world.reservations), fields: [], viewer: viewer)
                return split(lists, perOrganization: 2)
            }
        ),
        (
            "users", 6, 1,
            { world, viewer in
                let users = Dictionary(
                    uniqueKeysWithValues: world.both.map { ($0.id, $0.viewers.values.map(\.userID.rawValue)) })
                let ids = users.values.flatMap { $0.map(UserID.init(rawValue:)) }
                return world.split(
                    try await world.fixture.reading.users(ids: ids, fields: [], viewer: viewer).ids, users)
            }
        ),
        (
            "organizations", 1, 1,
            { world, viewer in
                let rows = try await world.fixture.reading.organizations(
                    ids: world.both.map(\.id), fields: [], viewer: viewer)
                return (
                    rows.ids.filter { $0 == world.own.id.rawValue }, rows.ids.filter { $0 == world.other.id.rawValue }
                )
            }
        ),
    ]

    private func makeWorld(_ fixture: StoreFixture, _ writer: WriterProbe) async throws -> World {
        var world = World(
            fixture: fixture, own: try await fixture.makeOrganization("one"),
            other: try await fixture.makeOrganization("two"))
        for organization in world.both {
            for (station, tag) in zip(organization.stations, ["OWN", "OTHER"]) {
                let started = try await writer.start(station, tag: tag, at: 0)
                _ = try await writer.meter(station, started.session.transactionID, (10, 2_000))
                world.sessions[organization.id, default: []].append(started.session.id)
                world.connectors[organization.id, default: []].append(started.connectorID)
            }
            let told = StationEventReport(.securityEvent, "ResetOrReboot", at: reported(0))
            let outcome = try await writer.commit(.eventReported(told), from: organization.stations[0].source(at: 0))
            guard case .event(let event, _) = outcome else { throw TestFailure("\(outcome)") }
            world.events[organization.id] = [event.id]
            _ = try await writer.authorize("nobody", at: organization.stations[0], at: 0)
            let unknown: [Int64] = try await fixture.client.query(
                "SELECT id FROM unknown_tags WHERE organization_id = \(organization.id.rawValue)"
            ).column("id")
            world.unknownTags[organization.id] = unknown.map(UnknownTagID.init(rawValue:))
            _ = try await fixture.directory.takeVersion(of: organization.stations[0].id)
            world.operations[organization.id] = [
                try await fixture.record(
                    .remoteStart, at: organization.stations[0].id, request: ["idTag": "OWN"], as: try organization.owner
                )
            ]
            world.reservations[organization.id] = try await makeReservations(world, organization)
        }
        return world
    }

    private func makeReservations(_ world: World, _ organization: TestOrganization) async throws -> [ReservationID] {
        try await world.fixture.client.query(
            """
            INSERT INTO reservations (organization_id, station_id, connector_number, id_tag, tag_id, expires_at, status,
                operation_id, session_id, created_by, requested_at, ended_at)
            SELECT r.organization_id, r.station_id, r.connector_number, r.id_tag, r.tag_id, now() + interval '1 hour',
                CASE WHEN r.id_tag = 'OWN' THEN 'USED' ELSE 'ACTIVE' END,
                CASE WHEN r.id_tag = 'OTHER' THEN \(world.operations[organization.id]?.first?.rawValue) END,
                CASE WHEN r.id_tag = 'OWN' THEN r.id END, \(try organization.owner.userID.rawValue), now(),
                CASE WHEN r.id_tag = 'OWN' THEN now() END
            FROM sessions r WHERE r.organization_id = \(organization.id.rawValue) ORDER BY r.id_tag DESC RETURNING id
            """
        ).map { ReservationID(rawValue: try $0.int64("id")) }
    }
}

private typealias World = RightsMatrixTests.World
private typealias Found = RightsMatrixTests.Found

extension RightsMatrixTests.World {
    func tags(_ name: String) -> [TagID] { both.compactMap { $0.tags[name] } }

    func ownThenOther<ID>(_ ids: [OrganizationID: [ID]]) -> [ID] { (ids[own.id] ?? []) + (ids[other.id] ?? []) }

    func split(_ ids: [Int64], _ owners: [OrganizationID: [Int64]]) -> RightsMatrixTests.Found {
        (ids.filter { owners[own.id]?.contains($0) == true }, ids.filter { owners[other.id]?.contains($0) == true })
    }

    func splitTags(_ ids: [Int64]) -> RightsMatrixTests.Found {
        split(ids, Dictionary(uniqueKeysWithValues: both.map { ($0.id, $0.tags.values.map(\.rawValue)) }))
    }

    func splitGroups(_ ids: [Int64]) -> RightsMatrixTests.Found {
        split(ids, Dictionary(uniqueKeysWithValues: both.map { ($0.id, [$0.group.rawValue]) }))
    }
}

/// By a column that says whose a row is.
private func split<Field>(_ rows: RowBatch<Field>, _ field: Field, _ world: World) throws -> Found {
    guard case .integers(let owners)? = rows[field] else { throw TestFailure("no owner") }
    let pairs = zip(rows.ids, owners)
    return (
        pairs.filter { $0.1 == world.own.id.rawValue }.map(\.0),
        pairs.filter { $0.1 == world.other.id.rawValue }.map(\.0)
    )
}

/// By parent: the first ones are of the own organization.
private func split<Field>(_ pages: RowPages<Field>, perOrganization: Int = 1) -> Found {
    let middle = pages.offsets[perOrganization]
    let totals = pages.totals.prefix(perOrganization).reduce(0, +)
    #expect(totals == middle)
    #expect(pages.totals.reduce(0, +) == pages.rows.count)
    return (Array(pages.rows.ids[..<middle]), Array(pages.rows.ids[middle...]))
}

private func split<Field>(_ lists: RowLists<Field>, perOrganization: Int = 1) -> Found {
    let middle = lists.offsets[perOrganization]
    return (
        lists.members[..<middle].map { lists.rows.ids[$0] }, lists.members[middle...].map { lists.rows.ids[$0] }
    )
}

extension [ConnectorID] { fileprivate var rawValues: [Int64] { map(\.rawValue) } }
extension [UnknownTagID] { fileprivate var rawValues: [Int64] { map(\.rawValue) } }
extension [StationEventID] { fileprivate var rawValues: [Int64] { map(\.rawValue) } }
extension [OperationID] { fileprivate var rawValues: [Int64] { map(\.rawValue) } }
extension [ReservationID] { fileprivate var rawValues: [Int64] { map(\.rawValue) } }
