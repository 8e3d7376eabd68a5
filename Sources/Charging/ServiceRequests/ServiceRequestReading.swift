package enum ServiceRequestField: Sendable, Hashable, CaseIterable {
    case number, subject, state, stationID, sessionID, createdBy, createdAt, changedAt
}

package enum ServiceRequestCommentField: Sendable, Hashable, CaseIterable { case userID, text, state, createdAt }

package enum ServiceRequestLogField: Sendable, Hashable, CaseIterable {
    case from, to, text, messages, isCut, attachedBy, attachedAt
}

package struct ServiceRequestFilter: Sendable, Hashable {
    package var states: [ServiceRequestState]?
    package var stationIDs: [StationID]?
    package var sessionID: SessionID?
    package var number: Int?
    package var createdBy: UserID?
    /// In the subject.
    package var text: String?
    package init() {}
}

package protocol ServiceRequestReading: Sendable {
    /// What was changed last first. Drivers see their own.
    func serviceRequests(
        _ filter: ServiceRequestFilter, page: PageRequest, fields: Set<ServiceRequestField>, viewer: Viewer
    ) async throws -> RowPages<ServiceRequestField>
    func serviceRequests(
        ids: [ServiceRequestID], fields: Set<ServiceRequestField>, viewer: Viewer
    ) async throws -> RowBatch<ServiceRequestField>
    /// Oldest first, one page per request.
    func comments(
        ofServiceRequests requests: [ServiceRequestID], page: PageRequest, fields: Set<ServiceRequestCommentField>,
        viewer: Viewer
    ) async throws -> RowPages<ServiceRequestCommentField>
    /// At most one per request: what was said last.
    func lastComments(
        ofServiceRequests requests: [ServiceRequestID], fields: Set<ServiceRequestCommentField>, viewer: Viewer
    ) async throws -> RowLists<ServiceRequestCommentField>
    /// Oldest first; none for drivers.
    func logs(
        ofServiceRequests requests: [ServiceRequestID], fields: Set<ServiceRequestLogField>, viewer: Viewer
    ) async throws -> RowLists<ServiceRequestLogField>
}
