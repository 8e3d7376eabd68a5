import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var getCompositeSchedule: FieldResolver<APIContext> {
        operation { input in
            try .getCompositeSchedule(
                connector: try input.connector() ?? 0,
                duration: try input.required("durationSeconds", try input.seconds("durationSeconds")),
                unit: try input.word("unit", as: RateUnit.self))
        }
    }
}
