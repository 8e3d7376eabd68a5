/// Mails that wait to be sent, oldest first.
package protocol MailBacklog: Sendable {
    /// Takes mails that are due; what is neither sent nor failed after a quarter of an hour comes again.
    func due(upTo count: Int) async throws -> [QueuedMail]
    /// How many are neither sent nor given up.
    func waitingCount() async throws -> Int
    func sent(_ id: Int64) async throws
    /// - Parameter isFinal: whether another attempt would end the same.
    func failed(_ id: Int64, _ reason: String, isFinal: Bool) async throws
}

package struct QueuedMail: Sendable, Equatable {
    package var id: Int64
    package var mail: NewMail

    package init(id: Int64, mail: NewMail) {
        self.id = id
        self.mail = mail
    }
}

/// A mail as it goes out.
package struct OutgoingMail: Sendable, Equatable {
    package var id: Int64
    package var recipient: String
    package var subject: String
    package var body: String

    package init(id: Int64, recipient: String, subject: String, body: String) {
        self.id = id
        self.recipient = recipient
        self.subject = subject
        self.body = body
    }
}

/// Takes mails out of the house. Blocks.
package protocol MailTransport: Sendable {
    /// - Throws: ``MailFailure``.
    func send(_ mail: OutgoingMail) throws
}

package struct MailFailure: Error, Equatable {
    package var reason: String
    /// The server refused it for good (RFC 5321: 5yz).
    package var isFinal: Bool

    package init(_ reason: String, isFinal: Bool) {
        self.reason = reason
        self.isFinal = isFinal
    }
}
