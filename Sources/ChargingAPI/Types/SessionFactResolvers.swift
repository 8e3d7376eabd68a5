import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var sessionFact: ResolverGroup<APIContext> {
        var fact = ResolverGroup<APIContext>("SessionFact")
        fact.column("kind", SessionFactField.kind)
        fact.column("occurredAt", SessionFactField.occurredAt)
        fact.column("receivedAt", SessionFactField.receivedAt)
        fact.column("meterWh", SessionFactField.meterWh)
        fact["transactionId"] = .leaf(on: Records<SessionFactField>.self) { facts, _, _ in
            .strings(try facts.batch.integers(.transactionID).map { $0.map { String($0) } })
        }
        fact.column("reason", SessionFactField.reason)
        fact.column("details", SessionFactField.details)
        fact.column("messageId", SessionFactField.messageID)
        return fact
    }
}

extension SessionFactField: APIField {
    static let columnsByName: [String: [SessionFactField]] = [
        "kind": [.kind], "occurredAt": [.occurredAt], "receivedAt": [.receivedAt], "meterWh": [.meterWh],
        "transactionId": [.transactionID], "reason": [.reason], "details": [.details], "messageId": [.messageID],
    ]
}
