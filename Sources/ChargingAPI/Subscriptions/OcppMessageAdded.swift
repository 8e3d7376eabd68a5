import Charging
import GraphQL
import JSON
import Synchronization

extension ResolverGroup<APIContext> {
    /// Frames of stations that are connected to this server, as they pass.
    static var ocppMessageAdded: FieldResolver<APIContext> {
        .subscription { field, context in
            let input = InputReader(argumentsOf: field)
            let named = try input.ids("stationIds", .station, upTo: stationLimit) ?? []
            guard !named.isEmpty else { throw input.refusal("stationIds", "is empty.") }
            let filter = try OcppMessageFilter(field)
            let recordings = RecordingReach(named.map(StationID.init(rawValue:)), context)
            try await recordings.check()
            let columns = PassedMessageField.columns(of: field.selectedFields())
            let (reach, stations) = (EventReach(context), recordings.stations)
            // The charger's own thread asks this: what has to look into the frame comes afterwards.
            let events = context.services.events.subscribe(bufferLimit: messageBufferLimit, messagesOf: stations) {
                event in
                guard case .messagePassed(let message) = event, stations.contains(message.station) else { return false }
                return reach.includes(event) && (filter.direction ?? message.direction) == message.direction
                    && (filter.action ?? message.action) == message.action
            }
            let batches: @Sendable (Event) async throws -> [PassedMessageRecords] = { event in
                guard case .messagePassed(let message) = event else { return [] }
                try await recordings.checkAgain()
                return filter.finds(message).map { [PassedMessageRecords(message, $0.text, columns)] } ?? []
            }
            return EventStream(EventBatches(events: events, batches: batches)) { $0 }
        }
    }

    private static var stationLimit: Int { 100 }
    /// Smaller than for what is told of states: a frame may have 64 KiB.
    private static var messageBufferLimit: Int { 512 }

    static var liveOcppMessage: ResolverGroup<APIContext> {
        var message = ResolverGroup<APIContext>("LiveOcppMessage")
        message.column("direction", PassedMessageField.direction)
        message.column("action", PassedMessageField.action)
        message.column("messageId", PassedMessageField.messageID)
        message.column("payload", PassedMessageField.payload)
        message.column("size", PassedMessageField.size)
        message.column("receivedAt", PassedMessageField.receivedAt)
        message.column("generation", PassedMessageField.generation)
        message.column("isProblem", PassedMessageField.isProblem)
        message["station"] = reference(from: PassedMessageField.stationID, to: StationField.self)
        return message
    }
}

/// Whether a subscriber may still read the recordings of the stations that were named: asked at the start, and while frames
/// come again every ten seconds, so that what is taken away counts within that time.
private final class RecordingReach: Sendable {
    private static let lifetime = Duration.seconds(10)

    let stations: Set<StationID>
    private let named: [StationID]
    private let context: APIContext
    private let checkedAt: Mutex<Timestamp>

    init(_ named: [StationID], _ context: APIContext) {
        self.named = named
        self.context = context
        stations = Set(named)
        checkedAt = Mutex(context.services.now())
    }

    /// - Throws: NOT_FOUND for a station that there is not, or whose recordings are not for this viewer.
    func check() async throws {
        let found = try await context.stores.ocppMessages.stationsWithMessages(among: named, viewer: context.viewer)
        guard let missing = named.first(where: { !found.contains($0) }) else { return }
        let id = GlobalID(.station, missing.rawValue)
        throw FieldError("There is no \(NodeType.station.rawValue) \(id.text).", code: .notFound, field: "stationIds")
    }

    func checkAgain() async throws {
        let now = context.services.now()
        guard checkedAt.withLock({ $0 }).duration(to: now) >= Self.lifetime else { return }
        do {
            try await check()
        } catch is ChargingError {
            // While the database is away nothing can have been taken either. It is asked again in ten seconds.
        }
        checkedAt.withLock { $0 = now }
    }
}

enum PassedMessageField: Sendable, Hashable, CaseIterable {
    case stationID, direction, action, messageID, payload, size, receivedAt, generation, isProblem
}

typealias PassedMessageRecords = Records<PassedMessageField>

extension PassedMessageField: APIField {
    static let columnsByName: [String: [PassedMessageField]] = [
        "direction": [.direction], "action": [.action], "messageId": [.messageID], "payload": [.payload],
        "size": [.size], "receivedAt": [.receivedAt], "generation": [.generation], "isProblem": [.isProblem],
        "station": [.stationID],
    ]

    fileprivate func column(of message: PassedMessage, _ messageID: String?) -> Column {
        switch self {
        case .stationID: .integers([message.station.rawValue])
        case .direction: .texts([message.direction.rawValue])
        case .action: .texts([message.action])
        case .messageID: .texts([messageID])
        case .payload: .texts([message.payload.map { String(decoding: $0, as: UTF8.self) }])
        case .size: .integers([Int64(message.size)])
        case .receivedAt: .timestamps([message.at])
        case .generation: .integers([message.generation])
        case .isProblem: .booleans([OcppMessageFilter.isProblem(message)])
        }
    }
}

extension PassedMessageRecords {
    fileprivate init(_ message: PassedMessage, _ messageID: String?, _ columns: Set<PassedMessageField>) {
        let columns = Dictionary(uniqueKeysWithValues: columns.map { ($0, $0.column(of: message, messageID)) })
        self.init(RowBatch(ids: [0], columns: columns), live: [])
    }
}
