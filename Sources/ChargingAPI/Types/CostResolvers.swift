import Charging
import GraphQL
import JSON

typealias CostRecords = Records<CostField>

extension ResolverGroup<APIContext> {
    static var costsOfSession: FieldResolver<APIContext> {
        atMostOne(of: SessionField.self) { sessions, fields, context in
            try await context.stores.tariffs.costs(
                ofSessions: sessions.map(SessionID.init(rawValue:)), at: context.services.now(), fields: fields,
                viewer: context.viewer)
        }
    }

    static var costs: ResolverGroup<APIContext> {
        var costs = ResolverGroup<APIContext>("Costs")
        costs["tariff"] = reference(from: CostField.versionID, to: TariffVersionField.self)
        costs["total"] = .object(on: CostRecords.self) { costs, _, _ in
            .money(costs.pick(try costs.batch.texts(.total)), costs.pick(try costs.batch.texts(.currency)))
        }
        costs["lines"] = .list(on: CostRecords.self) { costs, _, _ in
            let documents = costs.pick(try costs.batch.documents(.lines))
            let currencies = costs.pick(try costs.batch.texts(.currency))
            let lists = Items(
                zip(documents, currencies).map { document, currency in
                    (document?.array ?? []).compactMap { CostLine($0, currency: currency ?? "") }
                })
            return .rows(of: lists, offsets: lists.offsets)
        }
        costs.column("isFinal", CostField.isFinal)
        return costs
    }

    static var costLine: ResolverGroup<APIContext> {
        var line = ResolverGroup<APIContext>("CostLine")
        typealias Lines = Items<CostLine>
        line["kind"] = .leaf(on: Lines.self) { lines, _, _ in .strings(lines.batch.items.map(\.kind)) }
        line["period"] = .leaf(on: Lines.self) { lines, _, _ in .integers(lines.batch.items.map(\.period)) }
        line["quantity"] = .leaf(on: Lines.self) { lines, _, _ in .strings(lines.batch.items.map(\.quantity)) }
        line["unit"] = .leaf(on: Lines.self) { lines, _, _ in .strings(lines.batch.items.map(\.unit)) }
        line["unitPrice"] = .object(on: Lines.self) { lines, _, _ in
            .money(lines.pick(lines.batch.items).map(\.unitPrice))
        }
        line["amount"] = .object(on: Lines.self) { lines, _, _ in .money(lines.pick(lines.batch.items).map(\.amount)) }
        return line
    }
}

/// One line of what something costs.
struct CostLine: Sendable {
    var kind: String
    /// Nil: the price of the version itself.
    var period: Int64?
    var quantity: String
    var unit: String
    var unitPrice: Money
    var amount: Money

    init?(_ described: JSONValue, currency: String) {
        guard let kind = described["kind"]?.string, let quantity = described["quantity"]?.string,
            let unit = described["unit"]?.string, let price = described["unitPrice"]?.string,
            let amount = described["amount"]?.string
        else { return nil }
        self.kind = kind
        self.quantity = quantity
        self.unit = unit
        period = described["period"]?.integer.flatMap { $0 > 0 ? $0 : nil }
        unitPrice = Money(amount: price, currency: currency)
        self.amount = Money(amount: amount, currency: currency)
    }
}

extension CostField: APIField {
    static let columnsByName: [String: [CostField]] = [
        "tariff": [.versionID], "total": [.total, .currency], "lines": [.lines, .currency], "isFinal": [.isFinal],
    ]
}
