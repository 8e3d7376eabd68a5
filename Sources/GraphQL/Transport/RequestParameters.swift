public import JSON

/// The parameters of a GraphQL request as a client sent them, whatever the transport: before the document is known.
///
/// GraphQL over HTTP, section 4.1 and its appendix on persisted documents. ``PersistedDocuments`` makes a
/// ``GraphQLRequest`` of them.
public struct RequestParameters: Sendable, Hashable {
    public var query: String?
    /// Stands for a document that the server knows.
    public var documentID: String?
    public var operationName: String?
    public var variables: JSONObject
    public var extensions: JSONObject

    public init(
        query: String? = nil, documentID: String? = nil, operationName: String? = nil, variables: JSONObject = [:],
        extensions: JSONObject = [:]
    ) {
        self.query = query
        self.documentID = documentID
        self.operationName = operationName
        self.variables = variables
        self.extensions = extensions
    }

    // MARK: JSON

    /// Reads the body of a POST (section 4.4.1). Members that the specification does not name are ignored.
    ///
    /// - Throws: `BAD_REQUEST`, as all that read parameters here do.
    public init(parsing body: [UInt8]) throws(GraphQLError) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: body)
        } catch {
            throw .badRequest("the request is no JSON: \(error)")
        }
        try self.init(value)
    }

    /// Reads the same from JSON that is parsed already, as WebSocket messages carry it.
    public init(_ value: JSONValue) throws(GraphQLError) {
        guard case .object(let object) = value else { throw .badRequest("the request must be a JSON object") }
        query = try Self.text("query", in: object)
        documentID = try Self.text("documentId", in: object)
        operationName = try Self.text("operationName", in: object)
        variables = try Self.object("variables", in: object)
        extensions = try Self.object("extensions", in: object)
        try requireDocument()
    }

    private static func text(_ name: String, in request: JSONObject) throws(GraphQLError) -> String? {
        switch request[name] {
        case nil, .null?: return nil
        case .string(let text)?: return text
        default: throw .badRequest("\"\(name)\" must be a string")
        }
    }

    private static func object(_ name: String, in request: JSONObject) throws(GraphQLError) -> JSONObject {
        switch request[name] {
        case nil, .null?: return JSONObject()
        case .object(let object)?: return object
        default: throw .badRequest("\"\(name)\" must be a JSON object")
        }
    }

    // MARK: URL

    /// Reads the query of a GET's URL (section 4.3). An empty text is as good as none; of a name that stands twice the
    /// first counts.
    public init(urlQuery: String) throws(GraphQLError) {
        self.init()
        for pair in urlQuery.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(halves[0])
            let value = halves.count > 1 ? try Self.decoded(halves[1]) : ""
            guard !value.isEmpty else { continue }
            switch name {
            case "query": query = query ?? value
            case "documentId": documentID = documentID ?? value
            case "operationName": operationName = operationName ?? value
            case "variables": if variables.isEmpty { variables = try Self.object(name, value) }
            case "extensions": if extensions.isEmpty { extensions = try Self.object(name, value) }
            default: break
            }
        }
        try requireDocument()
    }

    private static func decoded(_ text: Substring) throws(GraphQLError) -> String {
        guard let decoded = FormText.decoded(text) else { throw .badRequest("the URL is not UTF-8") }
        return decoded
    }

    private static func object(_ name: String, _ text: String) throws(GraphQLError) -> JSONObject {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: text)
        } catch {
            throw .badRequest("\"\(name)\" is no JSON: \(error)")
        }
        switch value {
        case .null: return JSONObject()
        case .object(let object): return object
        default: throw .badRequest("\"\(name)\" must be a JSON object")
        }
    }

    private func requireDocument() throws(GraphQLError) {
        guard query == nil, documentID == nil, extensions["persistedQuery"] == nil else { return }
        throw .badRequest("the request must have a \"query\", which is a string, or name a document that is known here")
    }
}

extension GraphQLError {
    /// What was sent is no request.
    static func badRequest(_ message: String) -> GraphQLError { GraphQLError(message, code: .badRequest) }
}
