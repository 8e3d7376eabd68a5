import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var getConfiguration: FieldResolver<APIContext> {
        operation { input in try .getConfiguration(keys: try input.names("keys", upTo: 50) ?? []) }
    }
}
