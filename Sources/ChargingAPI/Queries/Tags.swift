import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var tags: FieldResolver<APIContext> {
        rootPages(as: { _ in .tags }) { page, fields, field, context in
            try await context.stores.tags.tags(try TagFilter(field), page: page, fields: fields, viewer: context.viewer)
        }
    }
}
