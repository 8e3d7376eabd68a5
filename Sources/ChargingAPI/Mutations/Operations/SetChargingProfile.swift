import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var setChargingProfile: FieldResolver<APIContext> {
        operation { input in
            try .setChargingProfile(
                connector: try input.required("connector", try input.connector()),
                try input.required("profile", try input.profile("profile")))
        }
    }
}
