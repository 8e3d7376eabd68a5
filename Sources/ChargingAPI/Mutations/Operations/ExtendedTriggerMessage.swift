import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var extendedTriggerMessage: FieldResolver<APIContext> {
        operation { input in
            try .extendedTriggerMessage(
                try input.required("message", try input.name("message", upTo: 50)),
                connector: try input.connector(from: 1))
        }
    }
}
