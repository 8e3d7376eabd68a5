import JSON

/// A message from a client of `graphql-transport-ws`.
enum TransportWSClientMessage {
    case connectionInit(JSONObject)
    case ping(JSONValue?)
    case pong
    case subscribe(id: String, RequestParameters)
    case complete(id: String)

    /// What is said to a client whose message is none of the protocol's.
    struct Invalid: Error {
        var reason: String
    }

    /// Bytes of an operation's id: it is sent back with every result.
    static let maximumIDBytes = 200

    init(parsing bytes: [UInt8]) throws(Invalid) {
        guard let message = try? JSONValue(parsing: bytes), case .string(let type)? = message["type"] else {
            throw Invalid(reason: "Invalid message: it must be a JSON object with a type")
        }
        switch type {
        case "connection_init": self = .connectionInit(try Self.payload(of: message) ?? JSONObject())
        case "ping": self = .ping(try Self.payload(of: message).map { .object($0) })
        case "pong":
            _ = try Self.payload(of: message)
            self = .pong
        case "subscribe":
            let id = try Self.id(of: message)
            guard let payload = message["payload"] else { throw Invalid(reason: "subscribe must have a payload") }
            do throws(GraphQLError) {
                self = .subscribe(id: id, try RequestParameters(payload))
            } catch {
                throw Invalid(reason: "Invalid payload: \(error.message)")
            }
        case "complete": self = .complete(id: try Self.id(of: message))
        default: throw Invalid(reason: "Invalid message: unknown type")
        }
    }

    private static func id(of message: JSONValue) throws(Invalid) -> String {
        guard case .string(let id)? = message["id"], !id.isEmpty, id.utf8.count <= maximumIDBytes else {
            throw Invalid(reason: "Invalid message: the id must be a string of 1 to \(maximumIDBytes) bytes")
        }
        return id
    }

    private static func payload(of message: JSONValue) throws(Invalid) -> JSONObject? {
        switch message["payload"] {
        case nil, .null?: return nil
        case .object(let object)?: return object
        default: throw Invalid(reason: "Invalid message: the payload must be an object")
        }
    }
}

/// Messages to a client.
enum TransportWSServerMessage {
    static func connectionAck(_ payload: JSONObject?) -> [UInt8] {
        message("connection_ack", payload: payload.map { .object($0) })
    }

    static func pong(_ payload: JSONValue?) -> [UInt8] { message("pong", payload: payload) }

    static func complete(id: String) -> [UInt8] { message("complete", id: id) }

    private static func message(_ type: String, id: String? = nil, payload: JSONValue? = nil) -> [UInt8] {
        var object = JSONObject()
        if let id { object["id"] = .string(id) }
        object["type"] = .string(type)
        if let payload { object["payload"] = payload }
        return JSONValue.object(object).encoded()
    }

    /// A `next` up to its payload, which ``end`` follows.
    static func nextPrefix(id: String) -> [UInt8] { prefix(id: id, type: "next") }

    static let end = [UInt8(ascii: "}")]

    static func error(id: String, _ errors: [GraphQLError]) -> [UInt8] {
        var list = JSONWriter()
        list.beginObject()
        errors.write(to: &list)
        list.endObject()
        // `{"errors":[…]}` without its name and its braces.
        let array = list.bytes.dropFirst(10).dropLast(1)
        return prefix(id: id, type: "error") + array + end
    }

    private static func prefix(id: String, type: String) -> [UInt8] {
        var writer = JSONWriter(reserving: id.utf8.count + 40)
        writer.beginObject()
        writer.name("id")
        writer.string(id)
        writer.name("type")
        writer.string(type)
        writer.name("payload")
        return writer.bytes
    }
}
