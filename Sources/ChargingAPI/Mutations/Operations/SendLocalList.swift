import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var sendLocalList: FieldResolver<APIContext> {
        operation { input in .sendLocalList(try input.word("updateType", as: LocalListUpdate.self) ?? .full) }
    }
}
