import Charging
import JSON
import Synchronization

/// Stores without a database: they obey the same rights, and note each call, which stands for one statement.
final class MemoryStores: Sendable {
    private let world: Mutex<MemoryWorld>
    private let log = Mutex<[String]>([])
    private let failure = Mutex<ChargingError?>(nil)

    init(_ world: MemoryWorld) { self.world = Mutex(world) }

    var calls: [String] { log.withLock { $0 } }
    /// From now on every call is refused.
    func refuse(with error: ChargingError) { failure.withLock { $0 = error } }
    func change(_ body: (inout MemoryWorld) -> Void) { world.withLock { body(&$0) } }
    func forgetCalls() { log.withLock { $0 = [] } }

    func call<Result>(
        _ name: String, _ fields: some Collection, _ body: (inout MemoryWorld) throws -> Result
    ) throws -> Result {
        log.withLock { $0.append("\(name) [\(fields.map { "\($0)" }.sorted().joined(separator: ", "))]") }
        if let failure = failure.withLock({ $0 }) { throw failure }
        return try world.withLock { try body(&$0) }
    }
}

/// The rows of a list in the order of the ids given, without those that are out of reach.
private func pick<Field>(
    _ rows: [MemoryRow<Field>], _ ids: [Int64], _ viewer: Viewer
) -> [MemoryRow<Field>] {
    let wanted = Set(ids)
    return rows.filter { wanted.contains($0.id) && $0.isVisible(to: viewer) }
}

extension MemoryStores: StationReading {
    /// Which names are near is the database's to say, and tested there.
    func concerned(by doors: RefusedDoors, viewer: Viewer) async throws -> ConcernedStations {
        let reached = try call("concerned(by:)", [String]()) { world in
            pick(world.stations, doors.stations.map(\.rawValue), viewer).map { StationID(rawValue: $0.id) }
        }
        return ConcernedStations(stations: Set(reached).filter { doors.station == nil || doors.station == $0 })
    }

    func stations(
        _ filter: StationFilter, order: StationOrder, page: PageRequest, fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowPages<StationField> {
        try call("stations(\(page.wantsRows ? "rows" : "total"))", fields) { world in
            let rows = world.stations.filter { row in
                row.isVisible(to: viewer)
                    && (filter.chargePointID ?? row.text(.chargePointID)) == row.text(.chargePointID)
            }
            return RowPages([rows], page: page, fields: fields) { .text($0.text(.chargePointID) ?? "") }
        }
    }

    func stations(
        ids: [StationID], fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowBatch<StationField> {
        try call("stations(\(ids.count) ids)", fields) {
            RowBatch(pick($0.stations, ids.map(\.rawValue), viewer), fields: fields)
        }
    }

    func station(
        chargePointID: String, fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowBatch<StationField> {
        try call("station(chargePointID)", fields) { world in
            let rows = world.stations.filter { $0.isVisible(to: viewer) && $0.text(.chargePointID) == chargePointID }
            return RowBatch(rows, fields: fields)
        }
    }

    func stations(
        ofGroups groups: [GroupID], page: PageRequest, fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowPages<StationField> {
        try call("stations(ofGroups)", fields) { world in
            let parents = groups.map { group in
                pick(world.stations, world.stationGroups.filter { $0[1] == group.rawValue }.map { $0[0] }, viewer)
            }
            return RowPages(parents, page: page, fields: fields) { .text($0.text(.chargePointID) ?? "") }
        }
    }

    func stations(
        ofTags tags: [TagID], fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowLists<StationField> {
        try call("stations(ofTags)", fields) { world in
            let parents = tags.map { tag in
                pick(world.stations, world.tagStations.filter { $0[0] == tag.rawValue }.map { $0[1] }, viewer)
            }
            return RowLists(parents, fields: fields)
        }
    }
}

extension MemoryStores {
    func localLists(
        ofStations stations: [StationID], fields: Set<LocalListField>, viewer: Viewer
    ) async throws -> RowLists<LocalListField> {
        try call("localLists(ofStations)", fields) { world in
            RowLists(stations.map { pick(world.localLists, [$0.rawValue], viewer) }, fields: fields)
        }
    }

    func unknownTags(
        _ filter: UnknownTagFilter, page: PageRequest, fields: Set<UnknownTagField>, viewer: Viewer
    ) async throws -> RowPages<UnknownTagField> {
        try call("unknownTags", fields) { world in
            let rows = world.unknownTags.filter { row in
                row.isVisible(to: viewer)
                    && filter.stationIDs?.contains { $0.rawValue == row.integer(.stationID) } ?? true
            }
            return RowPages([rows], page: page, fields: fields) {
                .timestamp($0.time(.lastSeenAt) ?? MemoryWorld.start)
            }
        }
    }

    func unknownTags(
        ids: [UnknownTagID], fields: Set<UnknownTagField>, viewer: Viewer
    ) async throws -> RowBatch<UnknownTagField> {
        try call("unknownTags(ids)", fields) {
            RowBatch(pick($0.unknownTags, ids.map(\.rawValue), viewer), fields: fields)
        }
    }
}

extension MemoryStores: ConnectorReading {
    func connectors(
        _ filter: ConnectorFilter, page: PageRequest, fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowPages<ConnectorField> {
        try call("connectors(\(page.wantsRows ? "rows" : "total"))", fields) { world in
            let rows = world.connectors.filter { row in
                row.isVisible(to: viewer) && filter.statuses?.contains { $0.rawValue == row.text(.status) } ?? true
            }
            return RowPages([rows], page: page, fields: fields) { .text("\($0.id)") }
        }
    }

    func connectors(
        ofStations stations: [StationID], fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowLists<ConnectorField> {
        try call("connectors(ofStations)", fields) { world in
            let rows = Dictionary(grouping: world.connectors.filter { $0.isVisible(to: viewer) }) {
                $0.integer(.stationID)
            }
            return RowLists(stations.map { rows[$0.rawValue, default: []] }, fields: fields)
        }
    }

    func connectors(
        ids: [ConnectorID], fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowBatch<ConnectorField> {
        try call("connectors(ids)", fields) {
            RowBatch(pick($0.connectors, ids.map(\.rawValue), viewer), fields: fields)
        }
    }

    func connectors(
        ofSessions sessions: [SessionID], fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowLists<ConnectorField> {
        try call("connectors(ofSessions)", fields) { world in
            let parents = sessions.map { session in
                let row = world.sessions.first { $0.id == session.rawValue && $0.isVisible(to: viewer) }
                return world.connectors.filter { connector in
                    row != nil && connector.integer(.stationID) == row?.integer(.stationID)
                        && connector.integer(.number) == row?.integer(.connectorNumber)
                }
            }
            return RowLists(parents, fields: fields)
        }
    }
}

extension MemoryStores: SessionReading {
    private static func key(_ row: MemoryRow<SessionField>) -> ListPosition.Key {
        .timestamp(row.time(.startedAt) ?? MemoryWorld.start)
    }

    func sessions(
        _ filter: SessionFilter, order: SessionOrder, page: PageRequest, fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowPages<SessionField> {
        try call("sessions(\(page.wantsRows ? "rows" : "total"))", fields) { world in
            let rows = world.sessions.filter { row in
                row.isVisible(to: viewer) && (filter.sessionID?.rawValue ?? row.id) == row.id
            }
            let ordered = order == .startedAt ? rows : rows.reversed()
            return RowPages([ordered], page: page, fields: fields, key: Self.key)
        }
    }

    func sessions(
        ids: [SessionID], fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowBatch<SessionField> {
        try call("sessions(ids)", fields) { RowBatch(pick($0.sessions, ids.map(\.rawValue), viewer), fields: fields) }
    }

    func sessions(
        ofStations stations: [StationID], filter: SessionFilter, page: PageRequest, fields: Set<SessionField>,
        viewer: Viewer
    ) async throws -> RowPages<SessionField> {
        try call("sessions(ofStations)", fields) { world in
            let rows = Dictionary(grouping: world.sessions.reversed().filter { $0.isVisible(to: viewer) }) {
                $0.integer(.stationID)
            }
            return RowPages(stations.map { rows[$0.rawValue, default: []] }, page: page, fields: fields, key: Self.key)
        }
    }

    func sessions(
        ofTags tags: [TagID], page: PageRequest, fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowPages<SessionField> {
        try call("sessions(ofTags)", fields) { world in
            let rows = Dictionary(grouping: world.sessions.reversed().filter { $0.isVisible(to: viewer) }) {
                $0.integer(.tagID)
            }
            return RowPages(tags.map { rows[$0.rawValue, default: []] }, page: page, fields: fields, key: Self.key)
        }
    }

    func activeSessions(
        ofConnectors connectors: [ConnectorID], fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowLists<SessionField> {
        try call("activeSessions(ofConnectors)", fields) { world in
            let parents = connectors.map { id in
                let connector = world.connectors.first { $0.id == id.rawValue }
                return world.sessions.filter { row in
                    row.isVisible(to: viewer) && row.text(.status) == "ACTIVE"
                        && row.integer(.stationID) == connector?.integer(.stationID)
                        && row.integer(.connectorNumber) == connector?.integer(.number)
                }
            }
            return RowLists(parents, fields: fields)
        }
    }

    func meterValues(
        ofSessions sessions: [SessionID], page: PageRequest, fields: Set<MeterValueField>, viewer: Viewer
    ) async throws -> RowPages<MeterValueField> {
        try call("meterValues(ofSessions)", fields) { world in
            let visible = Set(pick(world.sessions, sessions.map(\.rawValue), viewer).map(\.id))
            let parents = sessions.map { id in
                visible.contains(id.rawValue) ? world.meterValues[id.rawValue, default: []] : []
            }
            return RowPages(parents, page: page, fields: fields) {
                .timestamp($0.time(.sampledAt) ?? MemoryWorld.start)
            }
        }
    }
}

extension MemoryStores {
    func facts(
        ofSessions sessions: [SessionID], page: PageRequest, fields: Set<SessionFactField>, viewer: Viewer
    ) async throws -> RowPages<SessionFactField> {
        try call("facts(ofSessions)", fields) { world in
            let visible = Set(pick(world.sessions, sessions.map(\.rawValue), viewer).map(\.id))
            let parents = sessions.map { id in
                visible.contains(id.rawValue) ? world.sessionFacts[id.rawValue, default: []] : []
            }
            return RowPages(parents, page: page, fields: fields) { .integer($0.id) }
        }
    }

    func meterValues(
        ofStations stations: [StationID], connector: Int, page: PageRequest, fields: Set<MeterValueField>,
        viewer: Viewer
    ) async throws -> RowPages<MeterValueField> {
        try call("meterValues(ofStations)", fields) { _ in
            RowPages(stations.map { _ in [] }, page: page, fields: fields) { .integer($0.id) }
        }
    }

    func orphanStops(
        ofStations stations: [StationID], page: PageRequest, fields: Set<SessionFactField>, viewer: Viewer
    ) async throws -> RowPages<SessionFactField> {
        try call("orphanStops(ofStations)", fields) { _ in
            RowPages(stations.map { _ in [] }, page: page, fields: fields) { .integer($0.id) }
        }
    }
}

extension MemoryStores: TagReading {
    func tags(
        _ filter: TagFilter, page: PageRequest, fields: Set<TagField>, viewer: Viewer
    ) async throws -> RowPages<TagField> {
        try call("tags", fields) { world in
            let rows = world.tags.filter { $0.isVisible(to: viewer) }
            return RowPages([rows], page: page, fields: fields) { .text($0.text(.idTag) ?? "") }
        }
    }

    func tags(ids: [TagID], fields: Set<TagField>, viewer: Viewer) async throws -> RowBatch<TagField> {
        try call("tags(ids)", fields) { RowBatch(pick($0.tags, ids.map(\.rawValue), viewer), fields: fields) }
    }

    func tags(
        ofGroups groups: [GroupID], page: PageRequest, fields: Set<TagField>, viewer: Viewer
    ) async throws -> RowPages<TagField> {
        try call("tags(ofGroups)", fields) { world in
            let parents = groups.map { group in
                pick(world.tags, world.tagGroups.filter { $0[1] == group.rawValue }.map { $0[0] }, viewer)
            }
            return RowPages(parents, page: page, fields: fields) { .text($0.text(.idTag) ?? "") }
        }
    }
}

extension MemoryStores: GroupReading {
    func groups(
        text: String?, page: PageRequest, fields: Set<GroupField>, viewer: Viewer
    ) async throws -> RowPages<GroupField> {
        try call("groups", fields) { world in
            let rows = world.groups.filter { $0.isVisible(to: viewer) }
            return RowPages([rows], page: page, fields: fields) { .text($0.text(.name) ?? "") }
        }
    }

    func groups(ids: [GroupID], fields: Set<GroupField>, viewer: Viewer) async throws -> RowBatch<GroupField> {
        try call("groups(ids)", fields) { RowBatch(pick($0.groups, ids.map(\.rawValue), viewer), fields: fields) }
    }

    func groups(
        ofStations stations: [StationID], fields: Set<GroupField>, viewer: Viewer
    ) async throws -> RowLists<GroupField> {
        try call("groups(ofStations)", fields) { world in
            let links = Dictionary(grouping: world.stationGroups) { $0[0] }
            let parents = stations.map { pick(world.groups, links[$0.rawValue, default: []].map { $0[1] }, viewer) }
            return RowLists(parents, fields: fields)
        }
    }

    func groups(ofTags tags: [TagID], fields: Set<GroupField>, viewer: Viewer) async throws -> RowLists<GroupField> {
        try call("groups(ofTags)", fields) { world in
            let links = Dictionary(grouping: world.tagGroups) { $0[0] }
            return RowLists(
                tags.map { pick(world.groups, links[$0.rawValue, default: []].map { $0[1] }, viewer) }, fields: fields)
        }
    }
}

extension MemoryStores: StationEventReading {
    func stationEvents(
        _ filter: StationLogFilter, page: PageRequest, fields: Set<StationEventField>, viewer: Viewer
    ) async throws -> RowPages<StationEventField> {
        try call("stationEvents", fields) { world in
            let rows = world.stationEvents.filter { row in
                row.isVisible(to: viewer)
                    && filter.kinds?.contains { $0.rawValue == row.text(.kind) } ?? true
            }
            return RowPages([rows], page: page, fields: fields) {
                .timestamp($0.time(.receivedAt) ?? MemoryWorld.start)
            }
        }
    }

    func stationEvents(
        ofStations stations: [StationID], kinds: [StationEventKind]?, page: PageRequest,
        fields: Set<StationEventField>, viewer: Viewer
    ) async throws -> RowPages<StationEventField> {
        try call("stationEvents(ofStations)", fields) { world in
            let rows = world.stationEvents.filter { row in
                row.isVisible(to: viewer)
                    && kinds?.contains { $0.rawValue == row.text(.kind) } ?? true
            }
            let parents = stations.map { station in rows.filter { $0.integer(.stationID) == station.rawValue } }
            return RowPages(parents, page: page, fields: fields) {
                .timestamp($0.time(.receivedAt) ?? MemoryWorld.start)
            }
        }
    }

    func stationEvents(
        ids: [StationEventID], fields: Set<StationEventField>, viewer: Viewer
    ) async throws -> RowBatch<StationEventField> {
        try call("stationEvents(ids)", fields) {
            RowBatch(pick($0.stationEvents, ids.map(\.rawValue), viewer), fields: fields)
        }
    }
}

extension MemoryStores: OcppMessageReading {
    func ocppMessages(
        ofStations stations: [StationID], filter: OcppMessageFilter, page: PageRequest,
        fields: Set<OcppMessageField>, viewer: Viewer
    ) async throws -> RowPages<OcppMessageField> {
        try call("ocppMessages(ofStations)", fields) { world in
            let rows = world.ocppMessages.filter { row in
                row.isVisible(to: viewer) && filter.action.map { $0 == row.text(.action) } ?? true
            }
            let parents = stations.map { station in rows.filter { $0.integer(.stationID) == station.rawValue } }
            return RowPages(parents, page: page, fields: fields) { .integer($0.integer(.generation) ?? 0) }
        }
    }

    func stationsWithMessages(among stations: [StationID], viewer: Viewer) async throws -> Set<StationID> {
        try call("stationsWithMessages", Set<OcppMessageField>()) { world in
            guard viewer.role != .driver else { return [] }
            return Set(pick(world.stations, stations.map(\.rawValue), viewer).map { StationID(rawValue: $0.id) })
        }
    }
}

extension MemoryStores: OperationReading, AccountReading {
    func operations(
        _ filter: OperationFilter, page: PageRequest, fields: Set<OperationField>, viewer: Viewer
    ) async throws -> RowPages<OperationField> {
        try call("operations(\(page.wantsRows ? "rows" : "total"))", fields) { world in
            let rows = world.operations.reversed().filter { row in
                row.isVisible(to: viewer) && (filter.kind.map { $0.rawValue } ?? row.text(.kind)) == row.text(.kind)
            }
            return RowPages([rows], page: page, fields: fields) {
                .timestamp($0.time(.requestedAt) ?? MemoryWorld.start)
            }
        }
    }

    func operations(
        ids: [OperationID], fields: Set<OperationField>, viewer: Viewer
    ) async throws -> RowBatch<OperationField> {
        try call("operations(ids)", fields) {
            RowBatch(pick($0.operations, ids.map(\.rawValue), viewer), fields: fields)
        }
    }

    func users(ids: [UserID], fields: Set<UserField>, viewer: Viewer) async throws -> RowBatch<UserField> {
        try call("users(ids)", fields) { RowBatch(pick($0.users, ids.map(\.rawValue), viewer), fields: fields) }
    }

    func organizations(
        text: String?, page: PageRequest, fields: Set<OrganizationField>, viewer: Viewer
    ) async throws -> RowPages<OrganizationField> {
        try call("organizations", fields) { world in
            let rows = world.organizations.filter { $0.isVisible(to: viewer) }
            return RowPages([rows], page: page, fields: fields) { .text($0.text(.name) ?? "") }
        }
    }

    func organizations(
        ids: [OrganizationID], fields: Set<OrganizationField>, viewer: Viewer
    ) async throws -> RowBatch<OrganizationField> {
        try call("organizations(ids)", fields) {
            RowBatch(pick($0.organizations, ids.map(\.rawValue), viewer), fields: fields)
        }
    }

    func viewer(tokenHash: [UInt8]) async throws -> Viewer? { nil }
    func viewers(ofTokens ids: [Int64]) async throws -> [Int64: Viewer] { [:] }
}
