import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var remoteStop: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.require(.operateStation)
            let input = InputReader(field.object("input"))
            let operation = try await context.services.remoteControl.remoteStop(
                session: SessionID(rawValue: try input.required("sessionId", try input.id("sessionId", .session))),
                wait: input.boolean("wait") ?? true, viewer: context.viewer)
            return .one(Payload<OperationField>(id: operation.rawValue))
        }
    }
}
