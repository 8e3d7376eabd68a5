/// A whole HTTP response, for the host to send as it is.
public struct HTTPAnswer: Sendable {
    public var status: Int
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]

    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Results depend on who asks and how, and are nobody else's to keep.
    static let commonHeaders: [(name: String, value: String)] = [
        ("Cache-Control", "no-store"), ("Vary", "Accept, Authorization, Cookie"), ("X-Content-Type-Options", "nosniff"),
    ]

    /// A result in one of the two JSON forms, with the status that the GraphQL-over-HTTP specification gives it.
    ///
    /// As `application/json` it always has the status 200: a client cannot tell a bare JSON error of ours from some
    /// intermediary's.
    public init(_ response: GraphQLResponse, as form: ResponseForm) {
        let isPlain = form == .json
        let type = (isPlain ? ResponseForm.json : .graphQLResponse).mediaType
        status = isPlain ? 200 : Self.status(of: response)
        headers = [("Content-Type", "\(type); charset=utf-8")] + Self.commonHeaders
        body = response.bytes
    }

    /// Refuses a request before it is one of GraphQL's, in GraphQL's own form of errors.
    public init(refusing error: GraphQLError, status: Int, headers: [(name: String, value: String)] = []) {
        self.init(GraphQLResponse(failure: error), as: .graphQLResponse)
        self.status = status
        self.headers += headers
    }

    /// 200 for whatever was executed, with errors or without; otherwise what the first error means.
    public static func status(of response: GraphQLResponse) -> Int {
        guard response.isRequestError else { return 200 }
        return response.errors.first?.code.httpStatus ?? 500
    }
}

extension ErrorCode {
    /// The status of a request that failed with this code before it was executed.
    var httpStatus: Int {
        switch self {
        case .unauthenticated: 401
        case .forbidden, .persistedQueryOnly: 403
        case .notFound, .persistedQueryNotFound: 404
        case .conflict: 409
        case .cancelled: 503
        case .internal: 500
        default: 400
        }
    }
}

/// A request that is answered without being executed.
public struct HTTPRefusal: Error, Sendable {
    public let answer: HTTPAnswer

    public init(_ answer: HTTPAnswer) { self.answer = answer }

    init(_ status: Int, _ message: String, code: ErrorCode = .badRequest, headers: [(name: String, value: String)] = [])
    {
        answer = HTTPAnswer(refusing: GraphQLError(message, code: code), status: status, headers: headers)
    }
}
