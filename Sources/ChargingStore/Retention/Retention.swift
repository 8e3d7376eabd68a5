package import Charging
package import Logging
import Postgres
import ServiceLifecycle

/// Deletes what was kept long enough, and makes the recordings' partitions ahead of time. Once an hour.
///
/// Days of recordings go as a whole; rows of other tables in batches that commit one by one, so that nobody waits long for
/// a lock and an end in the middle loses nothing.
package struct Retention: Service {
    package struct Policy: Sendable {
        package var recordings = Duration.seconds(7 * 86_400)
        /// Of all recordings together; the oldest days go first, and today's stops growing.
        package var recordingBytes: Int64 = 10 << 30
        package var heartbeats = Duration.seconds(30 * 86_400)
        package var statusNotifications = Duration.seconds(365 * 86_400)
        package var stationEvents = Duration.seconds(365 * 86_400)
        /// Of values that belong to no session.
        package var stationMeterValues = Duration.seconds(365 * 86_400)
        /// Since a tag that nobody knows was last presented.
        package var unknownTags = Duration.seconds(90 * 86_400)
        /// Since a one-time address for a file was good; until then it answers that its time is over.
        package var fileAddresses = Duration.seconds(7 * 86_400)
        /// Since it last happened.
        package var notifications = Duration.seconds(90 * 86_400)
        package var signIns = Duration.seconds(365 * 86_400)
        /// Whom a mail went to, and when; its text goes when it was sent.
        package var mails = Duration.seconds(30 * 86_400)
        package var audit = Duration.seconds(2 * 365 * 86_400)
        /// Since an entry in a logbook could be used that no start came for.
        package var logbookArmings = Duration.seconds(7 * 86_400)
        /// What other systems were told.
        package var webhookDeliveries = Duration.seconds(30 * 86_400)
        /// Places in queues, since they ended.
        package var queuePlaces = Duration.seconds(365 * 86_400)
        package var batch = 5_000

        package init() {}
    }

    private let database: Database
    private let policy: Policy
    private let recorder: FlightRecorder?
    private let interval: Duration
    private let logger: Logger

    package init(
        _ database: Database, policy: Policy = Policy(), recorder: FlightRecorder?,
        interval: Duration = .seconds(3_600),
        logger: Logger
    ) {
        self.database = database
        self.policy = policy
        self.recorder = recorder
        self.interval = interval
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await self.apply()
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("what is too old could not be deleted", metadata: ["error": "\(error)"])
                }
                // Cancelled: the loop ends.
                try? await Task.sleep(for: interval)
            }
        }
    }

    /// One round. What fails does not keep the rest from being done.
    ///
    /// - Throws: what the last failure was.
    package func apply() async throws {
        var failure: (any Error)?
        var steps: [() async throws -> Void] = (0...2).map { day in { try await makePartition(daysAhead: day) } }
        steps += [dropDays, limitRecordings]
        steps += tables.map { table in { try await delete(table) } }
        for step in steps {
            do {
                try await step()
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    // MARK: - Recordings

    private func makePartition(daysAhead days: Int32) async throws {
        try await withShortLock("SELECT ensure_recordings_partition((now() AT TIME ZONE 'UTC')::date + \(days))")
    }

    /// Their partitions, oldest first, each with the day that it ends before.
    private func days() async throws -> [(name: String, isPast: Bool, bytes: Int64)] {
        let keep = policy.recordings.components.seconds
        let rows = try await database.query(
            """
            SELECT c.relname AS name, pg_total_relation_size(c.oid) AS bytes,
                (to_date(right(c.relname, 10), 'YYYY_MM_DD') + 1)::timestamp AT TIME ZONE 'UTC'
                    <= now() - make_interval(secs => \(Double(keep))) AS is_past
            FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
            WHERE h.inhparent = 'recordings'::regclass AND c.relname ~ '^recordings_\\d{4}_\\d{2}_\\d{2}$'
            ORDER BY c.relname
            """)
        return try rows.map { (try $0.string("name"), try $0.bool("is_past"), try $0.int64("bytes")) }
    }

    private func dropDays() async throws {
        for day in try await days() where day.isPast { try await drop(day.name) }
        _ = try await database.query(
            """
            DELETE FROM recordings_default
            WHERE first_at < now() - make_interval(secs => \(Double(policy.recordings.components.seconds)))
            """)
    }

    private func limitRecordings() async throws {
        let now = try await database.query(
            """
            SELECT 'recordings_' || to_char((now() AT TIME ZONE 'UTC')::date, 'YYYY_MM_DD') AS today,
                pg_total_relation_size('recordings_default') AS rest
            """
        ).single()
        let today = try now.string("today")
        let days = try await days()
        var total = try days.reduce(now.int64("rest")) { $0 + $1.bytes }
        for day in days where total > policy.recordingBytes && day.name < today {
            try await drop(day.name)
            total -= day.bytes
        }
        recorder?.setBeyondLimit(total > policy.recordingBytes)
    }

    private func drop(_ name: String) async throws {
        // Made of a name that matches the pattern of our partitions.
        try await withShortLock(Statement(trusted: "DROP TABLE IF EXISTS \(name)"))
        logger.info("a day of recordings was deleted", metadata: ["partition": "\(name)"])
    }

    /// Those who record queue up behind this lock, so it must not wait long for those who read.
    private func withShortLock(_ statement: Statement) async throws {
        try await database.withTransaction { transaction in
            try await transaction.query("SET LOCAL lock_timeout = '250ms'")
            try await transaction.query(statement)
        }
    }

    // MARK: - Rows

    private var tables: [AgingTable] {
        [
            AgingTable(name: "heartbeats", time: "received_at", keep: policy.heartbeats, place: .byStation),
            AgingTable(
                name: "status_notifications", time: "received_at", keep: policy.statusNotifications, place: .byID),
            AgingTable(
                name: "station_events", time: "received_at", keep: policy.stationEvents, place: .byStation,
                // With it would go what tells whose a certificate is, and that it was revoked.
                condition: """
                    NOT EXISTS (SELECT FROM certificate_requests c
                    WHERE c.event_id = station_events.id AND c.valid_to > now())
                    """
            ),
            AgingTable(
                name: "station_meter_values", time: "sampled_at", keep: policy.stationMeterValues, place: .byConnector),
            AgingTable(name: "unknown_tags", time: "last_seen_at", keep: policy.unknownTags, place: .changing),
            AgingTable(
                name: "station_uploads", time: "expires_at", keep: policy.fileAddresses, place: .changing,
                condition: "received_at IS NULL"
            ),
            AgingTable(
                name: "logbook_armings", time: "expires_at", keep: policy.logbookArmings, place: .changing,
                condition: "session_id IS NULL"
            ),
            AgingTable(name: "firmware_downloads", time: "expires_at", keep: policy.fileAddresses, place: .changing),
            AgingTable(name: "audit_entries", time: "happened_at", keep: policy.audit, place: .byID),
            AgingTable(name: "notifications", time: "last_at", keep: policy.notifications, place: .changing),
            // They count for an hour.
            AgingTable(name: "claim_attempts", time: "attempted_at", keep: .seconds(86_400), place: .byID),
            AgingTable(name: "notification_subjects", time: "last_at", keep: .seconds(86_400), place: .changing),
            AgingTable(
                name: "webhook_deliveries", time: "created_at", keep: policy.webhookDeliveries, place: .byID,
                condition: "status <> 'PENDING'"),
            AgingTable(name: "queue_places", time: "ended_at", keep: policy.queuePlaces, place: .changing),
        ] + accounts
    }

    /// How people signed in, and what let them in and does no longer.
    private var accounts: [AgingTable] {
        [
            AgingTable(name: "sign_in_events", time: "occurred_at", keep: policy.signIns, place: .byID),
            AgingTable(name: "used_tickets", time: "expires_at", keep: .zero, place: .changing),
            AgingTable(name: "mailed_secrets", time: "expires_at", keep: .zero, place: .changing),
            AgingTable(name: "mails", time: "created_at", keep: policy.mails, place: .changing),
            AgingTable(
                name: "api_tokens", time: "expires_at", keep: .zero, place: .changing, condition: "kind = 'SESSION'"),
        ]
    }

    private func delete(_ table: AgingTable) async throws {
        while !Task.isCancelled {
            let deleted = try await database.alone(table.deletion(upTo: Int64(policy.batch))).single().int64("count")
            guard deleted > 0, deleted == Int64(policy.batch) || table.place == .byID else { return }
            // The rest of the server comes first.
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
