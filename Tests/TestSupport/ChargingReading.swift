package import Charging
package import JSON

/// Answers the few reads that operations make; everything else is empty.
package struct MemoryReading: Sendable {
    private let database: MemoryDatabase

    package init(_ database: MemoryDatabase) { self.database = database }
}

extension MemoryReading: StationReading {
    package func concerned(by doors: RefusedDoors, viewer: Viewer) async throws -> ConcernedStations {
        ConcernedStations()
    }

    package func stations(
        ids: [StationID], fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowBatch<StationField> {
        let found = ids.compactMap { database.station($0) }.filter { $0.organizationID == viewer.organizationID }
        return RowBatch(
            ids: found.map(\.id.rawValue),
            columns: [.organizationID: .integers(found.map(\.organizationID.rawValue))])
    }

    package func stations(
        _ filter: StationFilter, order: StationOrder, page: PageRequest, fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowPages<StationField> { .none(parents: 1) }

    package func station(
        chargePointID: String, fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowBatch<StationField> { RowBatch(ids: [], columns: [:]) }

    package func stations(
        ofGroups groups: [GroupID], page: PageRequest, fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowPages<StationField> { .none(parents: groups.count) }

    package func stations(
        ofTags tags: [TagID], fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowLists<StationField> { .none(parents: tags.count) }

    package func localLists(
        ofStations stations: [StationID], fields: Set<LocalListField>, viewer: Viewer
    ) async throws -> RowLists<LocalListField> { .none(parents: stations.count) }
}

extension MemoryReading: SessionReading {
    package func sessions(
        ids: [SessionID], fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowBatch<SessionField> {
        batch(database.sessions.filter { ids.contains($0.id) && $0.organizationID == viewer.organizationID })
    }

    private func batch(_ found: [SessionState]) -> RowBatch<SessionField> {
        RowBatch(
            ids: found.map(\.id.rawValue),
            columns: [
                .stationID: .integers(found.map(\.stationID.rawValue)),
                .organizationID: .integers(found.map(\.organizationID.rawValue)),
                .transactionID: .integers(found.map { Int64($0.transactionID) }),
                .status: .texts(found.map(\.status.rawValue)),
            ])
    }

    package func sessions(
        _ filter: SessionFilter, order: SessionOrder, page: PageRequest, fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowPages<SessionField> { .none(parents: 1) }

    package func sessions(
        ofStations stations: [StationID], filter: SessionFilter, page: PageRequest, fields: Set<SessionField>,
        viewer: Viewer
    ) async throws -> RowPages<SessionField> {
        let lists = stations.map { station in
            database.sessions.filter { session in
                session.stationID == station && session.organizationID == viewer.organizationID
                    && (filter.status ?? session.status) == session.status
            }
        }
        let offsets = lists.reduce(into: [0]) { offsets, list in offsets.append((offsets.last ?? 0) + list.count) }
        return RowPages(
            rows: batch(lists.flatMap(\.self)), offsets: offsets, positions: ListPositions(),
            hasNext: lists.map { _ in false }, totals: [])
    }

    package func sessions(
        ofTags tags: [TagID], page: PageRequest, fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowPages<SessionField> { .none(parents: tags.count) }

    package func activeSessions(
        ofConnectors connectors: [ConnectorID], fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowLists<SessionField> { .none(parents: connectors.count) }

    package func meterValues(
        ofSessions sessions: [SessionID], page: PageRequest, fields: Set<MeterValueField>, viewer: Viewer
    ) async throws -> RowPages<MeterValueField> { .none(parents: sessions.count) }

    package func points(
        ofSessions sessions: [SessionID], measurands: [String], count: Int, at moment: Timestamp,
        fields: Set<SessionPointField>, viewer: Viewer
    ) async throws -> RowLists<SessionPointField> { .none(parents: sessions.count) }

    package func facts(
        ofSessions sessions: [SessionID], page: PageRequest, fields: Set<SessionFactField>, viewer: Viewer
    ) async throws -> RowPages<SessionFactField> { .none(parents: sessions.count) }

    package func errors(
        ofSessions sessions: [SessionID], text: String?, page: PageRequest, fields: Set<SessionErrorField>,
        viewer: Viewer
    ) async throws -> RowPages<SessionErrorField> { .none(parents: sessions.count) }

    package func chargingProfiles(
        ofSessions sessions: [SessionID], page: PageRequest, fields: Set<SessionProfileField>, viewer: Viewer
    ) async throws -> RowPages<SessionProfileField> { .none(parents: sessions.count) }

    package func meterValues(
        ofStations stations: [StationID], connector: Int, page: PageRequest, fields: Set<MeterValueField>,
        viewer: Viewer
    ) async throws -> RowPages<MeterValueField> { .none(parents: stations.count) }

    package func orphanStops(
        ofStations stations: [StationID], page: PageRequest, fields: Set<SessionFactField>, viewer: Viewer
    ) async throws -> RowPages<SessionFactField> { .none(parents: stations.count) }
}

extension RowPages {
    fileprivate static func none(parents: Int) -> RowPages {
        RowPages(
            rows: RowBatch(ids: [], columns: [:]), offsets: Array(repeating: 0, count: parents + 1),
            positions: ListPositions(),
            hasNext: Array(repeating: false, count: parents), totals: Array(repeating: 0, count: parents))
    }
}

extension RowLists {
    fileprivate static func none(parents: Int) -> RowLists {
        RowLists(
            rows: RowBatch(ids: [], columns: [:]), members: [], offsets: Array(repeating: 0, count: parents + 1))
    }
}
