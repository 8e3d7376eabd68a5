import Charging
import GraphQL
import JSON

/// Why a charger did not get in, for those whose charger it is.
struct OnboardingHint: Sendable {
    /// Absent where nobody knows whose it is.
    var station: StationID?
    /// What the charger called itself, where that is not the station's own id.
    var triedID: String?
    var refusal: ConnectionRefusal
}

extension ResolverGroup<APIContext> {
    /// Of a spray of guessed ids only the latest are looked at.
    private static let lookedAt = 1_000

    static var onboardingHints: FieldResolver<APIContext> {
        .loadList { field, context in
            let input = InputReader(argumentsOf: field)
            let station = try input.id("stationId", .station).map(StationID.init(rawValue:))
            let first = try input.integer("first", in: 0...100) ?? 20
            try context.rows.take(first)
            guard context.seesEvidence, first > 0 else { return .all(Items<OnboardingHint>([[]])) }
            let hints = try await hints(of: station, context)
            return .all(Items([Array(hints.sorted { $0.refusal.at > $1.refusal.at }.prefix(first))]))
        }
    }

    private static func hints(of station: StationID?, _ context: APIContext) async throws -> [OnboardingHint] {
        let connections = context.services.liveStatus.connections
        let now = context.services.now()
        let refusals = context.waiting(connections.refusals(at: now))
        let unknown = connections.unknownIDs(at: now).filter { $0.id.unicodeScalars.count <= 50 }.prefix(lookedAt)
        guard !refusals.isEmpty || !unknown.isEmpty else { return [] }
        let newest = refusals.sorted { ($0.value.last?.at ?? now) > ($1.value.last?.at ?? now) }.prefix(lookedAt)
        let concerned = try await context.stores.stations.concerned(
            by: RefusedDoors(stations: newest.map(\.key), unknownIDs: unknown.map(\.id), station: station),
            viewer: context.viewer)
        let own = newest.filter { concerned.stations.contains($0.key) }.flatMap { id, refusals in
            refusals.map { OnboardingHint(station: id, refusal: $0) }
        }
        let seesAll = context.seesEverything && station == nil
        let near = unknown.flatMap { id, refusal -> [OnboardingHint] in
            var refusal = refusal
            refusal.reason = .unknownID
            // It may be somebody else's all the same, whose address is nobody's business.
            if !context.seesEverything { refusal.address = nil }
            let stations = concerned.near[id] ?? []
            guard !stations.isEmpty else {
                return seesAll ? [OnboardingHint(triedID: id, refusal: refusal)] : []
            }
            return stations.map { OnboardingHint(station: $0, triedID: id, refusal: refusal) }
        }
        return own + near
    }

    static var onboardingHint: ResolverGroup<APIContext> {
        typealias Hints = Items<OnboardingHint>
        var hint = ResolverGroup<APIContext>("OnboardingHint")
        hint["station"] = .load(on: Hints.self, by: StationField.loader) { hints, _, _ in
            hints.batch.items.map { $0.station?.rawValue }
        }
        hint["triedId"] = .leaf(on: Hints.self) { hints, _, _ in .strings(hints.batch.items.map(\.triedID)) }
        hint["reason"] = .leaf(on: Hints.self) { hints, _, _ in
            .strings(hints.batch.items.map(\.refusal.reason.rawValue))
        }
        hint["since"] = .leaf(on: Hints.self) { hints, _, _ in .timestamps(hints.batch.items.map(\.refusal.since)) }
        hint["lastAt"] = .leaf(on: Hints.self) { hints, _, _ in .timestamps(hints.batch.items.map(\.refusal.at)) }
        hint["count"] = .leaf(on: Hints.self) { hints, _, _ in
            .integers(hints.batch.items.map { Int64($0.refusal.count) })
        }
        hint["address"] = .leaf(on: Hints.self) { hints, _, _ in .strings(hints.batch.items.map(\.refusal.address)) }
        hint["detail"] = .leaf(on: Hints.self) { hints, _, _ in .strings(hints.batch.items.map(\.refusal.detail)) }
        return hint
    }
}

extension APIContext {
    fileprivate var seesEverything: Bool { Rights(of: viewer).reach == .everything && viewer.groupScope == nil }

    /// Of stations that may be the viewer's and are not connected: the others have found their way in.
    fileprivate func waiting(
        _ refusals: [StationID: [ConnectionRefusal]]
    ) -> [(key: StationID, value: [ConnectionRefusal])] {
        let stations = Array(refusals)
        let shown = services.liveStatus.snapshots(of: stations.map(\.key))
        return zip(stations, shown).filter { _, snapshot in
            guard let snapshot else { return true }
            guard snapshot.presence != .online else { return false }
            switch Rights(of: viewer).reach {
            case .everything: return true
            case .organization(let own), .person(_, let own): return snapshot.organizationID == own
            }
        }.map(\.0)
    }
}
