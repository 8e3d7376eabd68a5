import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var clearCache: FieldResolver<APIContext> { operation { _ in try .clearCache() } }
}
