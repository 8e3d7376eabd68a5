import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var deleteTags: FieldResolver<APIContext> {
        deletion(.tag, right: .changeTag) { ids, context in
            try await context.stores.directory.deleteTags(
                ids.map(TagID.init(rawValue:)), viewer: context.viewer)
        }
    }

    static var dismissUnknownTags: FieldResolver<APIContext> {
        deletion(.unknownTag, right: .changeTag) { ids, context in
            try await context.stores.directory.dismissUnknownTags(
                ids.map(UnknownTagID.init(rawValue:)), viewer: context.viewer)
        }
    }
}
