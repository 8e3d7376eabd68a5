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

    /// Reads `{"query": …, "operationName": …, "variables": …, "extensions": …}`, for hosts that know no persisted documents.
    public init(parsing body: [UInt8]) throws(GraphQLError) {
        try self.init(RequestParameters(parsing: body))
    }

    /// Reads the same from JSON that is parsed already.
    public init(_ value: JSONValue) throws(GraphQLError) {
        try self.init(RequestParameters(value))
    }

    private init(_ parameters: RequestParameters) throws(GraphQLError) {
        guard let query = parameters.query else {
            throw .badRequest("the request must have a \"query\", which is a string")
        }
        self.init(
            query: query, operationName: parameters.operationName, variables: parameters.variables,
            extensions: parameters.extensions)
    }
}
