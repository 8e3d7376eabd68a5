import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var tags: FieldResolver<APIContext> {
        rootPages(as: { _ in .tags }) { page, fields, field, context in
            try await context.stores.tags.tags(try TagFilter(field), page: page, fields: fields, viewer: context.viewer)
        }
    }

    static var unknownTags: FieldResolver<APIContext> {
        rootPages(as: { _ in .unknownTags }) { page, fields, field, context in
            try await context.stores.tags.unknownTags(
                try UnknownTagFilter(field), page: page, fields: fields, viewer: context.viewer)
        }
    }
}
