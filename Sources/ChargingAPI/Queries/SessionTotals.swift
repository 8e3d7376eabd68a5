import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var sessionTotals: FieldResolver<APIContext> {
        .loadObject { field, context in
            .one(
                SessionTotalsObject(
                    totals: try await context.stores.statistics.sessionTotals(
                        try SessionFilter(field), withCosts: field.selectedFields().contains("costs"),
                        viewer: context.viewer)))
        }
    }

    static var sessionTotalsObject: ResolverGroup<APIContext> {
        var totals = ResolverGroup<APIContext>("SessionTotals")
        totals["count"] = .leaf(on: SessionTotalsObject.self) { totals, _, _ in .integers([totals.batch.totals.count]) }
        totals["energyWh"] = .leaf(on: SessionTotalsObject.self) { totals, _, _ in
            .numbers([totals.batch.totals.energyWh])
        }
        totals["durationSeconds"] = .leaf(on: SessionTotalsObject.self) { totals, _, _ in
            .numbers([totals.batch.totals.seconds])
        }
        totals["costs"] = .list(on: SessionTotalsObject.self) { totals, _, _ in
            .all(Items([totals.batch.totals.costs.map { Money(amount: $0.amount, currency: $0.currency) }]))
        }
        return totals
    }
}

private struct SessionTotalsObject: ObjectBatch {
    let totals: SessionTotals
    var count: Int { 1 }
}
