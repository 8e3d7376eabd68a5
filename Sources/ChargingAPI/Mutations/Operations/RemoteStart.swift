import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var remoteStart: FieldResolver<APIContext> {
        operation(isOfOwnCharge: true) { input in
            try .remoteStart(
                // A charge needs a connector, so 0, the whole station, does not do here.
                connector: try input.connector(from: 1),
                idTag: try input.required("idTag", try input.name("idTag", upTo: 20)),
                profile: try input.profile("profile"))
        }
    }
}
