/// What the GraphQL-over-HTTP specification makes of a request's head.
public struct HTTPRequestHead: Sendable {
    public var method: String
    /// The part of the URL behind the question mark, as it stands.
    public var urlQuery: String?
    public var contentType: String?
    public var contentEncoding: String?
    public var accept: String?

    public init(
        method: String, urlQuery: String? = nil, contentType: String? = nil, contentEncoding: String? = nil,
        accept: String? = nil
    ) {
        self.method = method
        self.urlQuery = urlQuery
        self.contentType = contentType
        self.contentEncoding = contentEncoding
        self.accept = accept
    }
}

/// One request over HTTP and what may be answered to it, without I/O: the host reads and writes, this decides.
///
/// ```swift
/// let exchange = try HTTPExchange(head)                         // method, media types
/// let parameters = try exchange.parameters(body: body)          // what is asked
/// let operation = try engine.prepare(try documents.request(for: parameters))
/// let form = try exchange.form(for: operation.kind)             // one result, or a stream
/// send(HTTPAnswer(await operation.execute(context: context), as: form))
/// ```
///
/// GraphQL over HTTP; for streams GraphQL over SSE, distinct connections mode.
public struct HTTPExchange: Sendable {
    public enum Method: Sendable { case get, post }

    public static let allowedMethods = "GET, POST, OPTIONS"

    public let method: Method
    private let urlQuery: String
    private let accept: AcceptHeader
    private let preferredForm: ResponseForm

    /// - Throws: 405 for a method other than GET and POST, 406 when nothing that is acceptable can be made, 415 for a body
    ///   that is not JSON. `OPTIONS` is answered too, without leave for pages of other sites.
    ///
    /// A POST must say `application/json`: a form of another site cannot, not without asking first.
    public init(_ head: HTTPRequestHead) throws(HTTPRefusal) {
        let allow = [(name: "Allow", value: Self.allowedMethods)]
        switch head.method {
        case "GET": method = .get
        case "POST": method = .post
        case "OPTIONS": throw HTTPRefusal(HTTPAnswer(status: 204, headers: allow))
        case "HEAD": throw HTTPRefusal(HTTPAnswer(status: 405, headers: allow))
        default: throw HTTPRefusal(405, "send the request with POST or GET", headers: allow)
        }
        accept = AcceptHeader(head.accept)
        guard let form = accept.preferredForm else {
            let offered = ResponseForm.allCases.map(\.mediaType).joined(separator: ", ")
            throw HTTPRefusal(406, "this can be answered as \(offered), of which Accept takes none")
        }
        preferredForm = form
        urlQuery = head.urlQuery ?? ""
        if method == .post { try Self.check(head) }
    }

    private static func check(_ head: HTTPRequestHead) throws(HTTPRefusal) {
        let accepted = [(name: "Accept-Post", value: ResponseForm.json.mediaType)]
        guard let media = head.contentType.flatMap({ MediaType($0) }),
            media.isSameType(as: MediaType("application", "json"))
        else { throw HTTPRefusal(415, "send the request as application/json", headers: accepted) }
        guard media.isUTF8 else { throw HTTPRefusal(415, "send the request in UTF-8", headers: accepted) }
        if let encoding = head.contentEncoding, !encoding.isEmpty, encoding.lowercased() != "identity" {
            throw HTTPRefusal(
                415, "send the request without Content-Encoding", headers: [("Accept-Encoding", "identity")])
        }
    }

    /// - Parameter body: of a POST; a GET has its parameters in the URL.
    /// - Throws: 400 for what cannot be read, and for what is not made as a request is.
    public func parameters(body: [UInt8]) throws(HTTPRefusal) -> RequestParameters {
        do throws(GraphQLError) {
            return switch method {
            case .get: try RequestParameters(urlQuery: urlQuery)
            case .post: try RequestParameters(parsing: body)
            }
        } catch {
            throw HTTPRefusal(400, error.message)
        }
    }

    /// How to answer an operation of this kind.
    ///
    /// - Throws: 405 for a mutation by GET, 406 for a subscription of a client that takes no stream.
    public func form(for kind: OperationKind) throws(HTTPRefusal) -> ResponseForm {
        switch kind {
        case .query: return preferredForm
        case .mutation:
            if method == .get {
                throw HTTPRefusal(405, "a mutation is sent with POST", headers: [("Allow", "POST")])
            }
            return preferredForm
        case .subscription:
            guard accept.takes(.eventStream) else {
                throw HTTPRefusal(406, "a subscription is answered as text/event-stream, or over WebSocket")
            }
            return .eventStream
        }
    }

    /// How to answer a request whose operation could not be prepared.
    public var formOfFailures: ResponseForm { preferredForm }
}
