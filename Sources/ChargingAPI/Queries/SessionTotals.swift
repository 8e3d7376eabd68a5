import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var sessionTotals: FieldResolver<APIContext> {
        .loadObject { field, context in
            .one(
                SessionTotalsObject(
                    totals: try await context.stores.statistics.sessionTotals(
                        try SessionFilter(field), viewer: context.viewer)))
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
        return totals
    }
}

private struct SessionTotalsObject: ObjectBatch {
    let totals: SessionTotals
    var count: Int { 1 }
}
