import Charging
import GraphQL
import JSON

extension ResolverGroup<APIContext> {
    /// Those of all connectors of a level by one statement.
    static var statesOfConnector: FieldResolver<APIContext> {
        let loader = KeyedLoader<Int64, StateWish, APIContext>.lists(wanted: { try StateWish($0) }) {
            connectors, wish, _, context in
            let states = connectors.count * wish.last
            guard states <= ConnectionSelection.maximumRows else {
                throw FieldError.limitExceeded(
                    "rows of one field", value: states, allowed: ConnectionSelection.maximumRows,
                    message:
                        "last: \(wish.last) for each of \(connectors.count) connectors is \(states) states; "
                        + "at most \(ConnectionSelection.maximumRows) are allowed.")
            }
            try context.rows.take(states)
            let now = context.services.now()
            let lists = try await context.stores.connectors.states(
                ofConnectors: connectors.map(ConnectorID.init(rawValue:)), from: wish.from,
                until: min(wish.until ?? now, now), last: wish.last,
                fields: ConnectorStateField.columns(of: wish.selection), viewer: context.viewer)
            return .rows(
                lists.members.map { Int32(clamping: $0) },
                of: Records(lists.rows, selection: wish.selection, context: context),
                offsets: lists.offsets.map { Int32(clamping: $0) })
        }
        return .load(on: ConnectorRecords.self, by: loader) { connectors, _, _ in connectors.batch.rows.ids }
    }

    static var connectorState: ResolverGroup<APIContext> {
        var state = ResolverGroup<APIContext>("ConnectorState")
        state.column("status", ConnectorStateField.status)
        state.column("errorCode", ConnectorStateField.errorCode)
        state.column("vendorErrorCode", ConnectorStateField.vendorErrorCode)
        state.column("from", ConnectorStateField.from)
        state.column("until", ConnectorStateField.until)
        return state
    }
}

/// Which states are asked for, and what of them.
private struct StateWish: Hashable {
    let from: Timestamp
    let until: Timestamp?
    let last: Int
    let selection: Set<String>

    init(_ field: FieldRequest) throws {
        let input = InputReader(argumentsOf: field)
        from = try input.required("from", try input.timestamp("from"))
        until = try input.timestamp("until")
        if let until, until <= from { throw input.refusal("until", "is not after from.") }
        last = try input.integer("last", in: 1...1_000) ?? 200
        selection = ConnectorStateField.wanted(field.selectedFields())
    }
}

extension ConnectorStateField: APIField {
    static let columnsByName: [String: [ConnectorStateField]] = [
        "status": [.status], "errorCode": [.errorCode], "vendorErrorCode": [.vendorErrorCode], "from": [.from],
        "until": [.until],
    ]
}
