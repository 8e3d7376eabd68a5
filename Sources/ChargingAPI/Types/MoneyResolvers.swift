import Charging
import GraphQL

/// An exact amount as the database computed it.
struct Money: Sendable, Hashable {
    var amount: String
    var currency: String
}

extension ResolverGroup<APIContext> {
    static var money: ResolverGroup<APIContext> {
        var money = ResolverGroup<APIContext>("Money")
        money["amount"] = .leaf(on: Items<Money>.self) { amounts, _, _ in .strings(amounts.batch.items.map(\.amount)) }
        money["currency"] = .leaf(on: Items<Money>.self) { amounts, _, _ in
            .strings(amounts.batch.items.map(\.currency))
        }
        return money
    }
}

extension ObjectResult {
    /// Null where there is no amount.
    static func money(_ amounts: [Money?]) -> ObjectResult {
        var next: Int32 = -1
        let rows = amounts.map { amount -> Int32 in
            guard amount != nil else { return -1 }
            next += 1
            return next
        }
        return .rows(rows, of: Items([amounts.compactMap(\.self)]))
    }

    static func money(_ amounts: [String?], _ currencies: [String?]) -> ObjectResult {
        .money(
            zip(amounts, currencies).map { amount, currency in
                guard let amount, let currency else { return nil }
                return Money(amount: amount, currency: currency)
            })
    }
}
