package import Logging
import ServiceLifecycle

/// Tells people what happened, a second or so behind it.
///
/// Everything is batched by time: ten thousand stations that go away at once are as many statements as one. What is noted
/// while the database is away, or while this is not running, is told later.
package actor NotificationKeeper: Service {
    package struct Pace: Sendable {
        package var telling = Duration.seconds(1)
        package var watching = Duration.seconds(10)
        package var mailing = Duration.seconds(30)
        /// How long a station has to be away before it is told.
        package var patience = Duration.seconds(60)
        /// Between two mails to one person.
        package var mailPause = Duration.seconds(600)

        package init() {}
    }

    /// Causes of one statement, and people of one round of mails.
    static let batchLimit = 20_000
    static let mailLimit = 100

    private let book: any NotificationBook
    private let evidence: ConnectionEvidence
    private let events: any EventBus
    private let seal: (@Sendable (String) throws -> [UInt8])?
    private let pace: Pace
    private let clock: any Clock<Duration>
    private let logger: Logger

    private var hasWatched = false
    private var isFailing = false

    /// - Parameter seal: encrypts the text of a mail for the outbox; nil: nothing is mailed.
    package init(
        _ book: any NotificationBook, evidence: ConnectionEvidence, events: any EventBus,
        seal: (@Sendable (String) throws -> [UInt8])?, pace: Pace = Pace(),
        clock: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) {
        self.book = book
        self.evidence = evidence
        self.events = events
        self.seal = seal
        self.pace = pace
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { await self.keep() }
    }

    private func keep() async {
        let stopwatch = Stopwatch(clock)
        var nextWatch = pace.watching, nextMails = pace.mailing
        while !Task.isCancelled {
            let now = stopwatch.elapsed()
            if now >= nextWatch {
                nextWatch = now + pace.watching
                await attempt { try await self.watch() }
            }
            await attempt { try await self.tell() }
            if now >= nextMails {
                nextMails = now + pace.mailing
                await attempt { try await self.mail() }
            }
            // Cancelled: the loop ends.
            try? await clock.sleep(for: pace.telling)
        }
    }

    /// What fails is done with the next round; it is said once until something works again.
    private func attempt(_ work: () async throws -> Void) async {
        do {
            try await work()
            isFailing = false
        } catch is CancellationError {
            return
        } catch {
            if !isFailing { logger.warning("people cannot be told yet", metadata: ["error": "\(error)"]) }
            isFailing = true
        }
    }

    // MARK: - One round of each

    package func watch() async throws {
        try await book.watchPresence(patience: pace.patience, isFirst: !hasWatched)
        hasWatched = true
    }

    package func tell() async throws {
        let findings = evidence.takeNews()
        if !findings.isEmpty {
            do {
                try await book.note(findings)
            } catch {
                evidence.giveBack(findings)
                throw error
            }
        }
        var causes = 0
        repeat {
            let told = try await book.tell(limit: Self.batchLimit)
            for news in told.news { events.publish(.notificationsAdded(news)) }
            causes = told.causes
        } while causes == Self.batchLimit && !Task.isCancelled
    }

    package func mail() async throws {
        guard let seal else { return }
        let due = try await book.dueMails(limit: Self.mailLimit, pause: pace.mailPause)
        guard !due.isEmpty else { return }
        let mails = try due.map { mail in
            NewMail(recipient: mail.recipient, subject: mail.subject, encryptedBody: try seal(mail.body))
        }
        try await book.post(mails, about: due.flatMap(\.ids))
    }
}
