package import JSON

/// What one person was just told.
package struct NotificationNews: Sendable, Hashable {
    package var organization: OrganizationID
    package var user: UserID
    package var ids: [NotificationID]

    package init(organization: OrganizationID, user: UserID, ids: [NotificationID]) {
        self.organization = organization
        self.user = user
        self.ids = ids
    }
}

/// What waits to be mailed to one person.
package struct DueMail: Sendable, Hashable {
    package struct Line: Sendable, Hashable {
        package var kind: NotificationKind
        /// Nil: of very many stations.
        package var chargePointID: String?
        package var connector: Int?
        package var detail: String?
        package var count: Int
        package var lastAt: Timestamp

        package init(
            kind: NotificationKind, chargePointID: String?, connector: Int? = nil, detail: String? = nil, count: Int,
            lastAt: Timestamp
        ) {
            self.kind = kind
            self.chargePointID = chargePointID
            self.connector = connector
            self.detail = detail
            self.count = count
            self.lastAt = lastAt
        }
    }

    package var recipient: String
    package var language: Language
    package var ids: [NotificationID]
    /// The newest of them; there may be more.
    package var lines: [Line]
    /// By whose clock times are written: the person's, or the organization's; nil: UTC.
    package var timeZone: String?

    package init(
        recipient: String, language: Language = .english, ids: [NotificationID], lines: [Line], timeZone: String? = nil
    ) {
        self.recipient = recipient
        self.timeZone = timeZone
        self.language = language
        self.ids = ids
        self.lines = lines
    }
}

/// The books of what people are to know. Each call is one statement, or two, whatever the number of stations and people.
///
/// What has a row of its own is noted in the commit of that row; what has none is noted here.
package protocol NotificationBook: Sendable {
    /// Findings that have come up, or are still there after an hour.
    func note(_ findings: [FindingNews]) async throws
    /// Looks which stations are away and which have come back. One that has been away for `patience` is told.
    ///
    /// - Parameter isFirst: of this run of the server, which has not seen how long a station was away before it.
    func watchPresence(patience: Duration, isFirst: Bool) async throws
    /// Turns what was noted into notifications of those who are to know.
    ///
    /// - Returns: who was told what, and how many causes there were: at `limit` there may be more.
    func tell(limit: Int) async throws -> (causes: Int, news: [NotificationNews])
    /// At most `limit` people who are owed a mail, are not in their quiet hours and have not got one within `pause`.
    func dueMails(limit: Int, pause: Duration) async throws -> [DueMail]
    /// Puts mails into the outbox and marks what they tell of, in one commit.
    func post(_ mails: [NewMail], about ids: [NotificationID]) async throws
}
