import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var groups: FieldResolver<APIContext> {
        rootPages(as: { _ in .groups }) { page, fields, field, context in
            let text = try InputReader(field.object("filter")).searchText("text")
            return try await context.stores.groups.groups(
                text: text, page: page, fields: fields, viewer: context.viewer)
        }
    }
}
