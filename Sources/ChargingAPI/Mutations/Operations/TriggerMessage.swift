import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var triggerMessage: FieldResolver<APIContext> {
        operation { input in
            try .triggerMessage(
                try input.required("message", try input.name("message", upTo: 50)),
                connector: try input.connector(from: 1))
        }
    }
}
