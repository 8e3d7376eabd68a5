import Charging
import GraphQL

/// What a subscriber wants to hear of, checked against what there is for this viewer.
///
/// - Throws: NOT_FOUND for an id that is unknown or out of the viewer's reach: silence would look like "nothing happens".
struct SubscriptionArguments {
    /// Nil: all of them.
    let stations: Set<StationID>?
    let session: SessionID?
    private let named: (stations: [Int64]?, session: Int64?)

    init(_ field: FieldRequest, _ context: APIContext) async throws {
        let input = InputReader(argumentsOf: field)
        let stations = try input.ids("stationIds", .station)
        let session = try input.id("sessionId", .session)
        named = (stations, session)
        let wanted = stations.map { Set($0.map(StationID.init(rawValue:))) }
        self.stations = if let wanted { wanted } else { try await Self.scope(context) }
        self.session = session.map(SessionID.init(rawValue:))
        try await check(context)
    }

    /// What was named is still within reach: a station that was lent may not be.
    ///
    /// - Throws: NOT_FOUND where it is not, which ends the subscription.
    func check(_ context: APIContext) async throws {
        try await Self.require(named.stations ?? [], StationField.self, "stationIds", context)
        try await Self.require(named.session.map { [$0] } ?? [], SessionField.self, "sessionId", context)
    }

    /// The stations of the group that the viewer has chosen, as it is when the subscription begins; nil without one.
    private static func scope(_ context: APIContext) async throws -> Set<StationID>? {
        guard context.viewer.groupScope != nil else { return nil }
        var ids: Set<StationID> = []
        var page = PageRequest(first: ConnectionSelection.maximumPageSize)
        while ids.count < scopeLimit {
            let pages = try await context.stores.stations.stations(
                StationFilter(), order: .chargePointID, page: page, fields: [], viewer: context.viewer)
            ids.formUnion(pages.rows.ids.map(StationID.init(rawValue:)))
            guard pages.hasNext.first == true, let last = pages.positions.last else { return ids }
            page.after = last
        }
        throw FieldError(
            "The group has more than \(scopeLimit) stations. Subscribe to some of them by stationIds.",
            code: .limitExceeded)
    }

    private static let scopeLimit = 20_000

    func include(_ event: Event) -> Bool {
        guard let stations else { return true }
        return event.stationID.map(stations.contains) ?? false
    }

    func include(_ state: SessionState) -> Bool { session == nil || session == state.id }

    static func require<Target: NodeField>(
        _ ids: [Int64], _ target: Target.Type, _ argument: String, _ context: APIContext
    ) async throws {
        guard !ids.isEmpty else { return }
        let found = Set(try await Target.load(ids, [], context).ids)
        guard let missing = ids.first(where: { !found.contains($0) }) else { return }
        throw FieldError(
            "There is no \(Target.nodeType.rawValue) \(GlobalID(Target.nodeType, missing).text).", code: .notFound,
            field: argument)
    }
}
