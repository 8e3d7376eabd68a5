import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var quirkProfiles: FieldResolver<APIContext> {
        rootPages(as: { _ in .quirkProfiles }) { page, fields, _, context in
            try await context.stores.quirkProfiles.quirkProfiles(page: page, fields: fields, viewer: context.viewer)
        }
    }
}
