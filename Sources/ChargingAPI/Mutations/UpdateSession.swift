import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var updateSession: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.operateStation)
            let input = InputReader(field.object("input"))
            let id = try input.required("id", try input.id("id", .session).map(SessionID.init(rawValue:)))
            let note = try input.change("note") { try $0.text($1, length: 0...1_000).flatMap { $0.isEmpty ? nil : $0 } }
            if case .to(let note) = note {
                let session = try await context.stores.directory.note(note, on: id, viewer: context.viewer)
                context.services.events.publish(.sessionChanged(session))
            }
            return .one(Payload<SessionField>(id: id.rawValue))
        }
    }
}
