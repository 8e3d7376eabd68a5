import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var unlockConnector: FieldResolver<APIContext> {
        operation { input in
            try .unlockConnector(try input.required("connector", try input.connector(from: 1)))
        }
    }
}
