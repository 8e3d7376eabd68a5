package import JSON

/// A charging profile on a charger: one that it has accepted, or one that is about to be sent.
package struct InstalledProfile: Sendable, Hashable {
    /// Nil for one that has not been sent.
    package var id: ChargingProfileID?
    /// 0: the whole station, or every connector's default.
    package var connector: Int
    package var profile: RequestedProfile
    package var acceptedAt: Timestamp

    package init(id: ChargingProfileID? = nil, connector: Int, profile: RequestedProfile, acceptedAt: Timestamp) {
        self.id = id
        self.connector = connector
        self.profile = profile
        self.acceptedAt = acceptedAt
    }

    /// Whether the charger puts the other one in its place: one of the same id, or one of the same purpose and stack
    /// level on the same connector. OCPP 1.6 edition 2, section 5.16.
    package func isReplaced(by other: InstalledProfile) -> Bool {
        if profile.id == other.profile.id { return true }
        return connector == other.connector && profile.purpose == other.profile.purpose
            && profile.stackLevel == other.profile.stackLevel
    }
}

/// Which profiles a ClearChargingProfile takes away. OCPP 1.6 edition 2, section 5.5.
package struct ProfileCriteria: Sendable, Hashable {
    /// Alone names the profile, whatever else is given.
    package var id: Int?
    /// 0: only those of the whole station. Absent: all that meet the rest.
    package var connector: Int?
    package var purpose: ProfilePurpose?
    package var stackLevel: Int?

    package init(id: Int? = nil, connector: Int? = nil, purpose: ProfilePurpose? = nil, stackLevel: Int? = nil) {
        self.id = id
        self.connector = connector
        self.purpose = purpose
        self.stackLevel = stackLevel
    }

    package func match(_ installed: InstalledProfile) -> Bool {
        if let id { return installed.profile.id == id }
        return (connector ?? installed.connector) == installed.connector
            && (purpose ?? installed.profile.purpose) == installed.profile.purpose
            && (stackLevel ?? installed.profile.stackLevel) == installed.profile.stackLevel
    }
}
