import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var updateFirmware: FieldResolver<APIContext> {
        operation { input in
            try .updateFirmware(
                location: try input.required("url", try input.name("url", upTo: 512)),
                retrieveAt: try input.timestamp("retrieveAt"), retries: try input.retries(),
                retryInterval: try input.seconds("retryIntervalSeconds"))
        }
    }
}
