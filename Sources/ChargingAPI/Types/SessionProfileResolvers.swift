import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var chargingProfilesOfSession: FieldResolver<APIContext> {
        pages(of: SessionField.self, as: .chargingProfilesOfSession) { sessions, page, fields, _, context in
            try await context.stores.sessions.chargingProfiles(
                ofSessions: sessions.map(SessionID.init(rawValue:)), page: page, fields: fields, viewer: context.viewer)
        }
    }

    static var sessionChargingProfile: ResolverGroup<APIContext> {
        var profile = ResolverGroup<APIContext>("SessionChargingProfile")
        profile.column("profileId", SessionProfileField.profileID)
        profile.column("connector", SessionProfileField.connectorNumber)
        profile.column("stackLevel", SessionProfileField.stackLevel)
        profile.column("purpose", SessionProfileField.purpose)
        profile.column("unit", SessionProfileField.unit)
        profile.column("lowestLimit", SessionProfileField.lowestLimit)
        profile.column("highestLimit", SessionProfileField.highestLimit)
        profile.column("from", SessionProfileField.from)
        profile.column("until", SessionProfileField.until)
        return profile
    }
}

extension SessionProfileField: APIField {
    static let columnsByName: [String: [SessionProfileField]] = [
        "profileId": [.profileID], "connector": [.connectorNumber], "stackLevel": [.stackLevel], "purpose": [.purpose],
        "unit": [.unit], "lowestLimit": [.lowestLimit], "highestLimit": [.highestLimit], "from": [.from],
        "until": [.until],
    ]
}
