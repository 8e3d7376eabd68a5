/// What is kept of a person, by what it tells of. The raw values are the members of the file that the person gets.
package enum PersonalDataSection: String, Sendable, CaseIterable {
    /// One object; the others are lists.
    case profile
    case groupRoles
    case signIns, browserSessions, tokens
    case tags, chargingSessions, logbookEntries, reservations, queuePlaces
    case operations, serviceRequests, serviceRequestComments, stationClaims
    case notifications, mails
    case auditEntries
}

/// Gives people what is kept of them, and of nobody else.
package protocol PersonalDataReading: Sendable {
    /// Writes down that the viewer takes everything with them.
    func notePersonalExport(viewer: Viewer) async throws
    /// The objects of each section as JSON texts, some hundred at a time, the sections in their order and each at least once.
    ///
    /// Whatever the viewer's role, only what is about the viewer: where something names others too, that is left out.
    func personalData(
        of viewer: Viewer,
        _ take: @concurrent (_ section: PersonalDataSection, _ objects: [String]) async throws -> Void
    ) async throws
}
