package struct ExportJobID: RowIdentifier {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

package enum ExportFormat: String, Sendable, Hashable, CaseIterable {
    case csv = "CSV"
    case workbook = "WORKBOOK"
}

package enum ExportJobField: Sendable, Hashable, CaseIterable {
    case list, format, status, rowCount, sizeBytes, failure, createdAt, startedAt, endedAt, expiresAt
}

/// What the address of an export says.
package struct ExportParameter: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// A list that is to be written into a file while nobody waits for it.
package struct ExportJobDraft: Sendable, Hashable {
    /// Of one person, whose files are not written yet.
    package static let openLimit = 5
    /// Of one person, until they expire.
    package static let limit = 50

    package var list: String
    package var parameters: [ExportParameter]
    package var format: ExportFormat

    package init(list: String, parameters: [ExportParameter], format: ExportFormat) {
        self.list = list
        self.parameters = parameters
        self.format = format
    }
}

package protocol ExportJobReading: Sendable {
    /// All that a file of the list may have.
    func exportColumns(of list: Export) -> [ExportColumn]
    /// The viewer's own, newest first.
    func exportJobs(
        page: PageRequest, fields: Set<ExportJobField>, viewer: Viewer
    ) async throws -> RowPages<ExportJobField>
    func exportJobs(
        ids: [ExportJobID], fields: Set<ExportJobField>, viewer: Viewer
    ) async throws -> RowBatch<ExportJobField>
}

package protocol ExportJobWriting: Sendable {
    /// - Throws: ``ChargingError`` `.limitExceeded`.
    func createExportJob(_ job: ExportJobDraft, viewer: Viewer) async throws -> ExportJobID
    /// All or none of the viewer's own; one that runs ends. Their files go with the next sweep.
    func deleteExportJobs(_ ids: [ExportJobID], viewer: Viewer) async throws
}

/// A job that is being worked on, for the time being by nobody else.
package struct ExportTurn: Sendable, Hashable {
    package var id: ExportJobID
    package var draft: ExportJobDraft
    package var user: UserID
    package var organization: OrganizationID
    package var token: Int64
    package var attempt: Int
    /// Nobody works on it any more: too many servers have ended with it, and it has failed.
    package var isGivenUp: Bool

    package init(
        id: ExportJobID, draft: ExportJobDraft, user: UserID, organization: OrganizationID, token: Int64, attempt: Int,
        isGivenUp: Bool = false
    ) {
        self.id = id
        self.draft = draft
        self.user = user
        self.organization = organization
        self.isGivenUp = isGivenUp
        self.token = token
        self.attempt = attempt
    }
}

/// A job has got further.
package struct ExportJobNews: Sendable, Hashable {
    package var job: ExportJobID
    package var user: UserID
    package var organization: OrganizationID

    package init(job: ExportJobID, user: UserID, organization: OrganizationID) {
        self.job = job
        self.user = user
        self.organization = organization
    }
}

package protocol ExportJobBook: Sendable {
    /// The oldest that waits, or that nobody has been at for half a minute since its server ended. One that three servers ended
    /// with fails, and is given up.
    func takeExportJob() async throws -> ExportTurn?
    /// - Returns: false when the job is not this turn's any more.
    func noteExport(_ turn: ExportTurn, rows: Int) async throws -> Bool
    /// - Returns: false when the job is not this turn's any more, and the file nobody's.
    func finishExport(_ turn: ExportTurn, rows: Int, file: StoredFile) async throws -> Bool
    func failExport(_ turn: ExportTurn, because reason: String) async throws
    /// The file of a job that is done, for whoever asked for it.
    func exportFile(of id: ExportJobID, viewer: Viewer) async throws -> StoredFile?
    /// Forgets those whose time is over.
    ///
    /// - Returns: their files, to be deleted.
    func deleteExpiredExports() async throws -> [String]
}
