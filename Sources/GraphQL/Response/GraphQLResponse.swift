import JSON

/// The answer to a request, ready to be sent.
public struct GraphQLResponse: Sendable {
    /// A JSON object: `errors` if there are any, then `data` if execution began, then `extensions` (section 7.1).
    public let bytes: [UInt8]
    public let errors: [GraphQLError]
    /// Failed before execution: there is no `data`. Over HTTP that is a status of its own.
    public let isRequestError: Bool
    /// `data` is there and not null.
    public let hasData: Bool

    init(bytes: [UInt8], errors: [GraphQLError], hasData: Bool) {
        self.bytes = bytes
        self.errors = errors
        self.hasData = hasData
        isRequestError = false
    }

    /// An execution that began and could not be completed: `data` is null (section 7.1.6).
    init(aborted error: GraphQLError, extensions: [UInt8]?) {
        var writer = JSONWriter()
        writer.beginObject()
        [error].write(to: &writer)
        writer.name("data")
        writer.null()
        if let extensions {
            writer.name("extensions")
            writer.raw(extensions)
        }
        writer.endObject()
        self.init(bytes: writer.bytes, errors: [error], hasData: false)
    }

    /// An answer without `data`.
    public init(failure: GraphQLError) { self.init(failures: [failure]) }

    public init(failures: [GraphQLError]) {
        var writer = JSONWriter()
        writer.beginObject()
        failures.write(to: &writer)
        writer.endObject()
        bytes = writer.bytes
        errors = failures
        isRequestError = true
        hasData = false
    }
}

/// A request that will not be executed.
public struct RequestFailure: Error, Sendable {
    public let response: GraphQLResponse

    public var errors: [GraphQLError] { response.errors }

    init(_ errors: [GraphQLError]) { response = GraphQLResponse(failures: errors) }

    public init(_ error: GraphQLError) { self.init([error]) }
}
