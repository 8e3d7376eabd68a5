import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var clearChargingProfile: FieldResolver<APIContext> {
        operation { input in
            try .clearChargingProfile(
                ProfileCriteria(
                    id: try input.integer("profileId", in: -2_147_483_648...2_147_483_647),
                    connector: try input.connector(), purpose: try input.word("purpose", as: ProfilePurpose.self),
                    stackLevel: try input.integer("stackLevel", in: 0...2_147_483_647)))
        }
    }
}
