import Charging
import GraphQL
import JSON

extension ResolverGroup<APIContext> {
    static var closeSession: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.operateStation)
            let input = InputReader(field.object("input"))
            let id = try input.required("id", try input.id("id", .session).map(SessionID.init(rawValue:)))
            var details: JSONObject = [
                "reason": "OPERATOR", "closedBy": .string(GlobalID(.user, context.viewer.userID.rawValue).text),
            ]
            if let note = try input.name("note", upTo: 200) { details["note"] = .string(note) }
            let session = try await context.stores.directory.closeSession(id, details: details, viewer: context.viewer)
            context.services.events.publish(.sessionChanged(session))
            return .one(Payload<SessionField>(id: id.rawValue))
        }
    }
}
