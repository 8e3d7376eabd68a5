import Charging
import ChargingStore
import Postgres

/// Every queue of this server that has a bound, and how full it is.
///
/// The README has them in a table, which a test holds against what `/metrics` prints.
struct ServerQueues: Sendable {
    let registry: ChargePointRegistry
    let stations: StationStore
    let writer: SharedCommitWriter
    let recorder: FlightRecorder?
    let events: LocalEventBus
    let service: GraphQLService
    let postgres: PostgresClient
    let passwords: @Sendable () -> QueueReading
    let transfers: TransferGate
    let outboxes: OutboxFigures
    let spans: SpanRecorder

    func readings() -> [(name: String, reading: QueueReading)] {
        chargePoints + subscriptions + database + people
    }

    private var chargePoints: [(name: String, reading: QueueReading)] {
        [
            ("charge_point_frames", registry.frameQueues), ("charge_point_calls", registry.callQueues),
            ("operations", registry.operationQueue), ("station_lookups", stations.lookupQueue),
            ("certificate_lookups", stations.certificateQueue), ("attaches", stations.attachQueue),
            ("reports", writer.reportQueue),
        ] + (recorder.map { [("recorder_bytes", $0.queues)] } ?? [])
    }

    private var subscriptions: [(name: String, reading: QueueReading)] {
        let (hub, documents) = (service.hub.backlog, service.engine.documentCache)
        return [
            ("events", events.queues),
            (
                "subscription_entrance",
                QueueReading(depth: hub.waitingSources, limit: hub.sourceLimit, refused: hub.refusedSources)
            ),
            (
                "subscription_lanes",
                // A source waits for its lanes; nothing is refused here.
                QueueReading(depth: hub.waitingDeliveries, limit: nil, refused: 0)
            ),
            ("subscriber_bytes", service.slowReaders.reading),
            ("tasks", service.nest.waiting),
            (
                "documents",
                QueueReading(
                    depth: documents.documents, limit: documents.documentLimit, refused: documents.removed)
            ),
        ]
    }

    private var database: [(name: String, reading: QueueReading)] {
        let status = postgres.status
        func queue(_ waiting: BlockingQueue) -> QueueReading {
            QueueReading(depth: waiting.depth, limit: waiting.limit, refused: waiting.refused)
        }
        return [
            (
                "database_statements",
                QueueReading(depth: status.waiting, limit: status.waiterLimit, refused: status.refusedStatements)
            ),
            (
                "database_transactions",
                QueueReading(
                    depth: status.waitingForExclusive, limit: status.waiterLimit, refused: status.refusedTransactions)
            ),
            ("database_connects", queue(status.connects)), ("database_cancels", queue(status.cancels)),
        ]
    }

    private var people: [(name: String, reading: QueueReading)] {
        [
            ("passwords", passwords()), ("uploads", transfers.uploads), ("downloads", transfers.downloads),
            ("mails", outboxes.mails), ("webhooks", outboxes.webhooks),
            ("webhook_attempts", outboxes.webhookAttempts), ("spans", spans.queue),
        ]
    }

    /// As `/metrics` prints them.
    func figures() -> [PulledFigure] {
        readings().flatMap { name, reading in
            let values: [(name: String, value: Int?, kind: PulledFigure.Kind)] = [
                ("depth", reading.depth, .gauge), ("deepest", reading.deepest, .gauge),
                ("limit", reading.limit, .gauge), ("refused_total", reading.refused, .counter),
            ]
            return values.compactMap { figure in
                figure.value.map {
                    PulledFigure(
                        name: "stationmaster_queue_" + figure.name, labels: [("queue", name)], value: Double($0),
                        kind: figure.kind)
                }
            }
        }
    }
}

/// What waits in the database to leave the server, as who sends it saw it last.
final class OutboxFigures: Sendable {
    private let waitingMails = QueueLevel()
    private let waitingWebhooks = QueueLevel()
    private let attempts = QueueMeter()

    /// Rows, which the limits on what makes mails and deliveries bound.
    var mails: QueueReading { QueueReading(depth: waitingMails.value, limit: nil, refused: 0) }
    var webhooks: QueueReading { QueueReading(depth: waitingWebhooks.value, limit: nil, refused: 0) }
    /// Deliveries that are tried now; who waits for a place stays a row.
    var webhookAttempts: QueueReading { attempts.reading(limit: WebhookDispatch.width) }

    func saw(mails: Int) { waitingMails.set(mails) }
    func saw(webhooks: Int) { waitingWebhooks.set(webhooks) }

    var attemptsUnderWay: Int { attempts.depth }
    func attemptBegan() { attempts.entered() }
    func attemptEnded() { attempts.left() }
}

/// Subscribers that had left too much unread and were told so.
final class SlowReaders: Sendable {
    private let meter = QueueMeter()

    /// Without a depth: what is unread lies in as many sockets as there are subscribers.
    var reading: QueueReading {
        var reading = meter.reading(limit: GraphQLLimits.subscriberBacklogBytes)
        reading.depth = nil
        return reading
    }

    func cutOff() { meter.refused() }
}
