import Charging
import GraphQL
import JSON

extension ResolverGroup<APIContext> {
    /// Values of many sessions in one load, as long as they ask for the same.
    static var pointsOfSession: FieldResolver<APIContext> {
        let loader = KeyedLoader<Int64, PointWish, APIContext>.lists(wanted: { try PointWish($0) }) {
            sessions, wish, _, context in
            let points = sessions.count * wish.count * wish.measurands.count
            guard points <= ConnectionSelection.maximumRows else {
                throw FieldError.limitExceeded(
                    "rows of one field", value: points, allowed: ConnectionSelection.maximumRows,
                    message:
                        "count: \(wish.count) for each of \(wish.measurands.count) measurands of \(sessions.count) "
                        + "sessions is \(points) points; at most \(ConnectionSelection.maximumRows) are allowed.")
            }
            try context.rows.take(points)
            let lists = try await context.stores.sessions.points(
                ofSessions: sessions.map(SessionID.init(rawValue:)), measurands: wish.measurands, count: wish.count,
                at: context.services.now(), fields: SessionPointField.columns(of: wish.selection),
                viewer: context.viewer)
            return .rows(
                lists.members.map { Int32(clamping: $0) },
                of: Records(lists.rows, selection: wish.selection, context: context),
                offsets: lists.offsets.map { Int32(clamping: $0) })
        }
        return .load(on: SessionRecords.self, by: loader) { sessions, _, _ in sessions.batch.rows.ids }
    }

    static var sessionPoint: ResolverGroup<APIContext> {
        var point = ResolverGroup<APIContext>("SessionPoint")
        point.column("at", SessionPointField.at)
        point.column("measurand", SessionPointField.measurand)
        point.column("phase", SessionPointField.phase)
        point.column("location", SessionPointField.location)
        point.column("unit", SessionPointField.unit)
        point.column("minimum", SessionPointField.minimum)
        point.column("maximum", SessionPointField.maximum)
        point.column("average", SessionPointField.average)
        point.column("count", SessionPointField.count)
        return point
    }
}

/// Which points are asked for, and what of them.
private struct PointWish: Hashable {
    private static let mostPoints: Int64 = 2_000
    /// OCPP has 22.
    private static let mostMeasurands = 30

    let measurands: [String]
    let count: Int
    let selection: Set<String>

    init(_ field: FieldRequest) throws {
        let input = InputReader(argumentsOf: field)
        let measurands =
            try input.names("measurands", upTo: 100) ?? ["Energy.Active.Import.Register", "Power.Active.Import"]
        guard (1...Self.mostMeasurands).contains(measurands.count) else {
            throw input.refusal(
                "measurands", "has \(measurands.count) texts; 1 to \(Self.mostMeasurands) are allowed.")
        }
        self.measurands = measurands
        count = try input.integer("count", in: 1...Self.mostPoints) ?? 200
        selection = SessionPointField.wanted(field.selectedFields())
    }
}

extension SessionPointField: APIField {
    static let columnsByName: [String: [SessionPointField]] = [
        "at": [.at], "measurand": [.measurand], "phase": [.phase], "location": [.location], "unit": [.unit],
        "minimum": [.minimum], "maximum": [.maximum], "average": [.average], "count": [.count],
    ]
}
