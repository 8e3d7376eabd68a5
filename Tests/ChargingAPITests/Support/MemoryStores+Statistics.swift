import Charging
import JSON

extension MemoryStores: StatisticsReading {
    func sessionTotals(
        _ filter: SessionFilter, withCosts: Bool, viewer: Viewer
    ) async throws -> SessionTotals {
        try call("sessionTotals", [String]()) { world in
            let rows = world.sessions.filter { $0.isVisible(to: viewer) }
            return SessionTotals(count: rows.count, energyWh: 0, seconds: 0)
        }
    }

    func stationCounts(viewer: Viewer) async throws -> [Presence: Int] {
        try call("stationCounts", [String]()) { world in
            [.offline: world.stations.count { $0.isVisible(to: viewer) }]
        }
    }

    func connectorCounts(viewer: Viewer) async throws -> [ConnectorCount] {
        try call("connectorCounts", [String]()) { world in
            let count = world.connectors.count { $0.isVisible(to: viewer) }
            return [
                ConnectorCount(status: .faulted, count: 1, stale: 0),
                ConnectorCount(status: .available, count: count, stale: count),
            ]
        }
    }

    func connectedStations(viewer: Viewer) async throws -> [StationID] {
        try call("connectedStations", [String]()) { world in
            world.stations.filter { $0.isVisible(to: viewer) }.map { StationID(rawValue: $0.id) }
        }
    }

    func sessionsPerDay(_ range: DayRange, viewer: Viewer) async throws -> [DayTotals] {
        try call("sessionsPerDay", ["\(range.days) \(range.until) \(range.timeZone)"]) { _ in
            [DayTotals(startsAt: MemoryWorld.start, count: 3, energyWh: 1_500)]
        }
    }

    func reservationsPerDay(_ range: DayRange, viewer: Viewer) async throws -> [DayTotals] {
        try call("reservationsPerDay", ["\(range.days) \(range.until) \(range.timeZone)"]) { _ in [] }
    }

    func combinedPower(_ day: DayRange, points: Int, viewer: Viewer) async throws -> [PowerPoint] {
        try call("combinedPower", ["\(points) \(day.until) \(day.timeZone)"]) { _ in
            [PowerPoint(at: MemoryWorld.start, powerW: 11_000)]
        }
    }
}

extension MemoryStores: SearchReading {
    func search(
        stations text: String, limit: Int, fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowBatch<StationField> {
        try call("search(stations)", fields) { world in
            RowBatch(Array(world.stations.filter { $0.isVisible(to: viewer) }.prefix(limit)), fields: fields)
        }
    }

    func search(
        sessions text: String, limit: Int, fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowBatch<SessionField> {
        try call("search(sessions)", fields) { world in
            RowBatch(Array(world.sessions.filter { $0.isVisible(to: viewer) }.prefix(limit)), fields: fields)
        }
    }

    func search(tags text: String, limit: Int, fields: Set<TagField>, viewer: Viewer) async throws -> RowBatch<TagField>
    {
        try call("search(tags)", fields) { world in
            RowBatch(Array(world.tags.filter { $0.isVisible(to: viewer) }.prefix(limit)), fields: fields)
        }
    }

    func search(
        groups text: String, limit: Int, fields: Set<GroupField>, viewer: Viewer
    ) async throws -> RowBatch<GroupField> {
        try call("search(groups)", fields) { world in
            RowBatch(Array(world.groups.filter { $0.isVisible(to: viewer) }.prefix(limit)), fields: fields)
        }
    }

    func search(
        users text: String, limit: Int, fields: Set<UserField>, viewer: Viewer
    ) async throws -> RowBatch<UserField> {
        try call("search(users)", fields) { world in
            RowBatch(Array(world.users.filter { $0.isVisible(to: viewer) }.prefix(limit)), fields: fields)
        }
    }
}
