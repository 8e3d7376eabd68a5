import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var getLog: FieldResolver<APIContext> {
        operation { input in
            try .getLog(
                try input.word("logType", as: LogType.self) ?? .diagnostics,
                location: try input.name("location", upTo: 512),
                from: try input.timestamp("from"), to: try input.timestamp("to"), retries: try input.retries(),
                retryInterval: try input.seconds("retryIntervalSeconds"))
        }
    }
}
