import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var connectors: FieldResolver<APIContext> {
        rootPages(as: { _ in .connectors }) { page, fields, field, context in
            try await context.stores.connectors.connectors(
                try ConnectorFilter(field), page: page, fields: fields, viewer: context.viewer)
        }
    }
}
