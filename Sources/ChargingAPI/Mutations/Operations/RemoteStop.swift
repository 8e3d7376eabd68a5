import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// A session, or every session that runs at many stations.
    static var remoteStop: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            // Whoever charges may stop that session; the statement that records the operation asks whose it is.
            if try input.id("sessionId", .session) == nil { try context.viewer.requireSomewhere(.operateStation) }
            let wait = input.boolean("wait") ?? true
            let control = context.services.remoteControl
            switch try input.asked("sessionId", .session, SessionID.init(rawValue:)) {
            case .one(let session):
                return .one(
                    OperationsPayload(
                        one: try await control.remoteStop(session: session, wait: wait, viewer: context.viewer)))
            case .many(let stations):
                return .one(
                    OperationsPayload(
                        many: try await control.remoteStop(allAt: stations, wait: wait, viewer: context.viewer)))
            }
        }
    }
}
