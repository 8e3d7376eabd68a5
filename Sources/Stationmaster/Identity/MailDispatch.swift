import Charging
import Identity
import Logging
import Metrics
import ServiceLifecycle

/// Sends the mails that wait, a few at a time, as soon as they are there; what fails comes again later and later.
struct MailDispatch: Service {
    let backlog: any MailBacklog
    let transport: any MailTransport
    let cipher: TextCipher
    let logger: Logger
    var interval = Duration.seconds(2)
    private let outboxes: OutboxFigures
    private let sentCount = Counter(label: "stationmaster_mails", dimensions: [("outcome", "sent")])
    private let failedCount = Counter(label: "stationmaster_mails", dimensions: [("outcome", "failed")])

    init(
        backlog: any MailBacklog, transport: any MailTransport, cipher: TextCipher,
        outboxes: OutboxFigures = OutboxFigures(), logger: Logger
    ) {
        self.backlog = backlog
        self.transport = transport
        self.cipher = cipher
        self.outboxes = outboxes
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // The database is away: it is asked again.
                let sent = (try? await sendDue()) ?? 0
                if sent == 0 { try? await Task.sleep(for: interval) }
            }
        }
    }

    /// - Returns: how many were tried.
    func sendDue() async throws -> Int {
        let due = try await backlog.due(upTo: 10)
        outboxes.saw(mails: try await backlog.waitingCount())
        for entry in due {
            do {
                let mail = OutgoingMail(
                    id: entry.id, recipient: entry.mail.recipient, subject: entry.mail.subject,
                    body: try cipher.decrypt(entry.mail.encryptedBody))
                try await BlockingWork.run { [transport] in try transport.send(mail) }
                try await backlog.sent(entry.id)
                sentCount.increment()
            } catch let failure as MailFailure {
                failedCount.increment()
                logger.warning(
                    "a mail could not be sent", metadata: ["mail": "\(entry.id)", "why": "\(failure.reason)"])
                try await backlog.failed(entry.id, failure.reason, isFinal: failure.isFinal)
            } catch let error as ChargingError {
                throw error
            } catch {
                logger.error("a mail cannot be read", metadata: ["mail": "\(entry.id)", "error": "\(error)"])
                try await backlog.failed(entry.id, "it was written with another secret key", isFinal: true)
            }
        }
        return due.count
    }
}
