import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var reset: FieldResolver<APIContext> {
        operation { input in try .reset(try input.required("type", try input.word("type", as: ResetType.self))) }
    }
}
