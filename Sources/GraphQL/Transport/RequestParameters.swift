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

    /// Why bytes are no request.
    public enum Fault: Error, Sendable, Hashable {
        /// Neither JSON nor a form.
        case unreadable(String)
        /// Readable, but not made as a request is.
        case malformed(String)

        public var message: String {
            switch self {
            case .unreadable(let message), .malformed(let message): message
            }
        }

        public var error: GraphQLError { GraphQLError(message, code: .badRequest) }
    }

    // MARK: JSON

    /// Reads the body of a POST (section 4.4.1). Members that the specification does not name are ignored.
    public init(parsing body: [UInt8]) throws(Fault) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: body)
        } catch {
            throw .unreadable("the request is no JSON: \(error)")
        }
        try self.init(value)
    }

    /// Reads the same from JSON that is parsed already, as WebSocket messages carry it.
    public init(_ value: JSONValue) throws(Fault) {
        guard case .object(let object) = value else { throw .malformed("the request must be a JSON object") }
        query = try Self.text("query", in: object)
        documentID = try Self.text("documentId", in: object)
        operationName = try Self.text("operationName", in: object)
        variables = try Self.object("variables", in: object)
        extensions = try Self.object("extensions", in: object)
        try requireDocument()
    }

    private static func text(_ name: String, in request: JSONObject) throws(Fault) -> String? {
        switch request[name] {
        case nil, .null?: return nil
        case .string(let text)?: return text
        default: throw .malformed("\"\(name)\" must be a string")
        }
    }

    private static func object(_ name: String, in request: JSONObject) throws(Fault) -> JSONObject {
        switch request[name] {
        case nil, .null?: return JSONObject()
        case .object(let object)?: return object
        default: throw .malformed("\"\(name)\" must be a JSON object")
        }
    }

    // MARK: URL

    /// Reads the query of a GET's URL (section 4.3). An empty text is as good as none; of a name that stands twice the
    /// first counts.
    public init(urlQuery: String) throws(Fault) {
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

    private static func decoded(_ text: Substring) throws(Fault) -> String {
        guard let decoded = FormText.decoded(text) else { throw .unreadable("the URL is not UTF-8") }
        return decoded
    }

    private static func object(_ name: String, _ text: String) throws(Fault) -> JSONObject {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: text)
        } catch {
            throw .unreadable("\"\(name)\" is no JSON: \(error)")
        }
        switch value {
        case .null: return JSONObject()
        case .object(let object): return object
        default: throw .malformed("\"\(name)\" must be a JSON object")
        }
    }

    private func requireDocument() throws(Fault) {
        guard query == nil, documentID == nil, extensions["persistedQuery"] == nil else { return }
        throw .malformed("the request must have a \"query\", which is a string, or name a document that is known here")
    }
}
