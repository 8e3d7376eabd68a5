import Charging
import Foundation
import GraphQL
import JSON

/// The moment and the time zone by which all numbers of one dashboard are told.
struct DashboardObject: ObjectBatch {
    /// Nil: the organization's, which only what counts days asks for.
    let chosenTimeZone: String?
    let now: Timestamp
    var count: Int { 1 }

    func timeZone(_ context: APIContext) async throws -> String {
        if let chosenTimeZone { return chosenTimeZone }
        return try await context.organizationDefault(.timeZone) ?? "UTC"
    }
}

extension ResolverGroup<APIContext> {
    static var dashboards: [ResolverGroup<APIContext>] {
        [dashboardObject, presenceCounts, connectorStatusCount, dayTotals, powerPoint]
    }

    /// Reads nothing itself: what is not selected costs nothing.
    static var dashboard: FieldResolver<APIContext> {
        .loadObject { field, context in
            let name = field.string("timeZone")
            guard name.map({ $0.utf8.count <= 64 && TimeZone(identifier: $0) != nil }) ?? true else {
                throw FieldError(
                    "timeZone is not one of the IANA database, such as Europe/Berlin.", code: .badUserInput,
                    field: "timeZone")
            }
            return .one(DashboardObject(chosenTimeZone: name, now: context.services.now()))
        }
    }

    private static var dashboardObject: ResolverGroup<APIContext> {
        var dashboard = ResolverGroup<APIContext>("Dashboard")
        dashboard["timeZone"] = .loadLeaf(on: DashboardObject.self) { dashboards, _, context in
            .strings([try await dashboards.batch.timeZone(context)])
        }
        dashboard["presence"] = .loadObject(on: DashboardObject.self) { _, _, context in
            .one(PresenceCounts(counts: try await context.stores.statistics.stationCounts(viewer: context.viewer)))
        }
        dashboard["connectors"] = .loadList(on: DashboardObject.self) { _, _, context in
            let counts = try await context.stores.statistics.connectorCounts(viewer: context.viewer)
            let place = ConnectorStatus.allCases.firstIndex(of:)
            return .all(Items([counts.sorted { place($0.status) ?? 0 < place($1.status) ?? 0 }]))
        }
        dashboard["powerW"] = .loadLeaf(on: DashboardObject.self) { _, _, context in
            let connected = try await context.stores.statistics.connectedStations(viewer: context.viewer)
            let connectors = context.services.liveStatus.snapshots(of: connected).compactMap(\.self).flatMap(
                \.connectors)
            return .numbers([connectors.compactMap(\.powerW).reduce(0, +)])
        }
        dashboard["sessionsPerDay"] = .loadList(on: DashboardObject.self) { dashboards, field, context in
            let days = try await dashboards.batch.days(field, context)
            return .all(Items([try await context.stores.statistics.sessionsPerDay(days, viewer: context.viewer)]))
        }
        dashboard["reservationsPerDay"] = .loadList(on: DashboardObject.self) { dashboards, field, context in
            let days = try await dashboards.batch.days(field, context)
            return .all(Items([try await context.stores.statistics.reservationsPerDay(days, viewer: context.viewer)]))
        }
        dashboard["combinedPower"] = .loadList(on: DashboardObject.self) { dashboards, field, context in
            let input = InputReader(argumentsOf: field), dashboard = dashboards.batch
            let until = try input.timestamp("at") ?? dashboard.now
            let points = try input.integer("points", in: 1...1_440) ?? 96
            let day = DayRange(until: until, days: 1, timeZone: try await dashboard.timeZone(context))
            return .all(
                Items([
                    try await context.stores.statistics.combinedPower(day, points: points, viewer: context.viewer)
                ]))
        }
        return dashboard
    }

    private static var presenceCounts: ResolverGroup<APIContext> {
        var counts = ResolverGroup<APIContext>("PresenceCounts")
        for presence in Presence.allCases {
            counts[presence.rawValue.lowercased()] = .leaf(on: PresenceCounts.self) { counts, _, _ in
                .integers([Int64(counts.batch.counts[presence] ?? 0)])
            }
        }
        return counts
    }

    private static var connectorStatusCount: ResolverGroup<APIContext> {
        var count = ResolverGroup<APIContext>("ConnectorStatusCount")
        typealias Counts = Items<ConnectorCount>
        count["status"] = .leaf(on: Counts.self) { counts, _, _ in .strings(counts.batch.items.map(\.status.rawValue)) }
        count["count"] = .leaf(on: Counts.self) { counts, _, _ in .integers(counts.batch.items.map(\.count)) }
        count["staleCount"] = .leaf(on: Counts.self) { counts, _, _ in .integers(counts.batch.items.map(\.stale)) }
        return count
    }

    private static var dayTotals: ResolverGroup<APIContext> {
        var day = ResolverGroup<APIContext>("DayTotals")
        typealias Days = Items<DayTotals>
        day["startsAt"] = .leaf(on: Days.self) { days, _, _ in .timestamps(days.batch.items.map(\.startsAt)) }
        day["count"] = .leaf(on: Days.self) { days, _, _ in .integers(days.batch.items.map(\.count)) }
        day["energyWh"] = .leaf(on: Days.self) { days, _, _ in .numbers(days.batch.items.map(\.energyWh)) }
        return day
    }

    private static var powerPoint: ResolverGroup<APIContext> {
        var point = ResolverGroup<APIContext>("PowerPoint")
        typealias Points = Items<PowerPoint>
        point["at"] = .leaf(on: Points.self) { points, _, _ in .timestamps(points.batch.items.map(\.at)) }
        point["powerW"] = .leaf(on: Points.self) { points, _, _ in .numbers(points.batch.items.map(\.powerW)) }
        return point
    }
}

private struct PresenceCounts: ObjectBatch {
    let counts: [Presence: Int]
    var count: Int { 1 }
}

extension DashboardObject {
    fileprivate func days(_ field: FieldRequest, _ context: APIContext) async throws -> DayRange {
        let input = InputReader(argumentsOf: field)
        let until = try input.timestamp("until") ?? now
        let days = try input.integer("days", in: 1...366) ?? 14
        return DayRange(until: until, days: days, timeZone: try await timeZone(context))
    }
}
