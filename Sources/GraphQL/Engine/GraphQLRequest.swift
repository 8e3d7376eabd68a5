public import JSON

/// What a client sends: a document, which of its operations, and values for its variables.
public struct GraphQLRequest: Sendable {
    public var query: String
    public var operationName: String?
    public var variables: JSONObject
    public var extensions: JSONObject

    public init(
        query: String, operationName: String? = nil, variables: JSONObject = [:], extensions: JSONObject = [:]
    ) {
        self.query = query
        self.operationName = operationName
        self.variables = variables
        self.extensions = extensions
    }

    /// The client wants to see what each field costs: `"extensions": {"trace": true}`. Whether it may is the host's to
    /// decide, with ``RequestOptions/isTraced``.
    public var asksForTrace: Bool { extensions["trace"]?.bool == true }

    /// Reads `{"query": …, "operationName": …, "variables": …, "extensions": …}`.
    public init(parsing body: [UInt8]) throws(GraphQLError) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: body)
        } catch {
            throw GraphQLError("the request is no JSON: \(error)", code: .badRequest)
        }
        try self.init(value)
    }

    /// Reads the same from JSON that is parsed already, as WebSocket messages carry it.
    public init(_ value: JSONValue) throws(GraphQLError) {
        guard case .object(let object) = value else {
            throw GraphQLError("the request must be a JSON object", code: .badRequest)
        }
        guard case .string(let query)? = object["query"] else {
            throw GraphQLError("the request must have a \"query\", which is a string", code: .badRequest)
        }
        self.query = query
        switch object["operationName"] {
        case nil, .null?: operationName = nil
        case .string(let name)?: operationName = name
        default: throw GraphQLError("\"operationName\" must be a string", code: .badRequest)
        }
        variables = try Self.object("variables", in: object)
        extensions = try Self.object("extensions", in: object)
    }

    private static func object(_ name: String, in request: JSONObject) throws(GraphQLError) -> JSONObject {
        switch request[name] {
        case nil, .null?: return JSONObject()
        case .object(let object)?: return object
        default: throw GraphQLError("\"\(name)\" must be a JSON object", code: .badRequest)
        }
    }
}
