import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var getDiagnostics: FieldResolver<APIContext> {
        operation { input in
            try .getDiagnostics(
                location: try input.name("location", upTo: 255),
                from: try input.timestamp("from"), to: try input.timestamp("to"), retries: try input.retries(),
                retryInterval: try input.seconds("retryIntervalSeconds"))
        }
    }
}
