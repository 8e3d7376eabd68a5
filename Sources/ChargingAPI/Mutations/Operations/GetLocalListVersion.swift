import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var getLocalListVersion: FieldResolver<APIContext> { operation { _ in try .getLocalListVersion() } }
}
