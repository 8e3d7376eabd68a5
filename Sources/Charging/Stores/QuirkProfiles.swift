package enum QuirkProfileField: Sendable, Hashable, CaseIterable {
    case name, vendor, model, firmwareVersion, reversesIDTag, idTagSuffixSeparator, reportsSessionEnergy
    case knowsOnlyStackLevelZero, utcOffsetMinutes, isOn, createdAt
}

/// A quirk profile as a person writes it down. With an existing id it replaces the profile.
package struct QuirkProfileDraft: Sendable, Hashable {
    package var name: String
    package var profile: QuirkProfile
    package var isOn: Bool

    package init(name: String, profile: QuirkProfile, isOn: Bool) {
        self.name = name
        self.profile = profile
        self.isOn = isOn
    }
}

package protocol QuirkProfileReading: Sendable {
    /// By name.
    func quirkProfiles(
        page: PageRequest, fields: Set<QuirkProfileField>, viewer: Viewer
    ) async throws -> RowPages<QuirkProfileField>
    func quirkProfiles(
        ids: [QuirkProfileID], fields: Set<QuirkProfileField>, viewer: Viewer
    ) async throws -> RowBatch<QuirkProfileField>
    /// The whole profile; nil when there is none or it is out of reach.
    func quirkProfile(_ id: QuirkProfileID, viewer: Viewer) async throws -> QuirkProfileRecord?
}

package protocol QuirkProfileWriting: Sendable {
    /// - Throws: ``ChargingError`` `.forbidden`, `.conflict` when the organization has one of this name, `.limitExceeded`
    ///   when it has as many as it may have.
    func createQuirkProfile(_ draft: QuirkProfileDraft, viewer: Viewer) async throws -> QuirkProfileRecord
    /// - Throws: ``ChargingError`` `.forbidden`, `.notFound`, `.conflict` for the name.
    func updateQuirkProfile(
        _ id: QuirkProfileID, viewer: Viewer, _ change: @Sendable (inout QuirkProfileDraft) throws -> Void
    ) async throws -> QuirkProfileRecord
    /// - Returns: their organizations. - Throws: ``ChargingError`` `.forbidden`, `.notFound`; then none is deleted.
    func deleteQuirkProfiles(_ ids: [QuirkProfileID], viewer: Viewer) async throws -> Set<OrganizationID>
}

package struct QuirkProfileRecord: Sendable, Hashable {
    /// Each connected station of the organization holds those that are on.
    package static let maximumPerOrganization = 100

    package var organizationID: OrganizationID
    package var draft: QuirkProfileDraft

    package init(organizationID: OrganizationID, draft: QuirkProfileDraft) {
        self.organizationID = organizationID
        self.draft = draft
    }
}
