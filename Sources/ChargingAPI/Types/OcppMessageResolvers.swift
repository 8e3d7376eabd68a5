import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var ocppMessage: ResolverGroup<APIContext> {
        var message = ResolverGroup<APIContext>("OcppMessage")
        message["id"] = .leaf(on: Records<OcppMessageField>.self) { messages, _, _ in
            let stations = try messages.batch.integers(.stationID)
            let keys = try messages.batch.texts(.key)
            return .strings(
                zip(stations, keys).map { station, key in
                    Base64URL.encode("OcppMessage:\(station ?? 0):\(key ?? "")")
                })
        }
        message.column("direction", OcppMessageField.direction)
        message.column("action", OcppMessageField.action)
        message.column("messageId", OcppMessageField.messageID)
        message.column("payload", OcppMessageField.payload)
        message.column("size", OcppMessageField.size)
        message.column("receivedAt", OcppMessageField.receivedAt)
        message.column("generation", OcppMessageField.generation)
        message["station"] = reference(from: OcppMessageField.stationID, to: StationField.self)
        return message
    }

    /// What passed between a station and the server, newest first.
    static var ocppMessages: FieldResolver<APIContext> {
        rootPages(as: { _ in .ocppMessages }) { page, fields, field, context in
            let station = try InputReader(argumentsOf: field).id("stationId", .station)
            return try await context.stores.ocppMessages.ocppMessages(
                ofStations: [StationID(rawValue: station ?? 0)], filter: try OcppMessageFilter(field), page: page,
                fields: fields, viewer: context.viewer)
        }
    }
}

extension OcppMessageFilter {
    init(_ field: FieldRequest) throws { try self.init(InputReader(field.object("filter"))) }

    init(_ input: InputReader) throws {
        self.init()
        from = try input.timestamp("from")
        to = try input.timestamp("to")
        direction = try input.word("direction", as: MessageDirection.self)
        action = try input.text("action", length: 1...50)
        messageID = try input.text("messageId", length: 1...255)
        text = try input.searchText("text")
        hasOnlyProblems = input.boolean("problemsOnly") ?? false
    }
}

extension OcppMessageField: APIField {
    static let columnsByName: [String: [OcppMessageField]] = [
        "id": [.stationID, .key], "direction": [.direction], "action": [.action], "messageId": [.messageID],
        "payload": [.payload], "size": [.size], "receivedAt": [.receivedAt], "generation": [.generation],
        "station": [.stationID],
    ]
}
