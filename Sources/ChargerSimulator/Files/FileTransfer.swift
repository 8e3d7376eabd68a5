import WebSockets

/// A file that a charge point fetches or leaves, by one request.
struct FileTransfer: Equatable, Sendable {
    enum Work: Equatable, Sendable {
        /// A file of more bytes is not taken.
        case download(limit: Int)
        case upload(DiagnosticFile)
    }

    /// Tells it from all others of the charge point.
    var number: Int
    var address: HTTPAddress
    var work: Work
    /// The connection is lost half-way, because a script wants it so.
    var breaksOff = false
}

/// How a transfer ended.
enum TransferOutcome: Equatable, Sendable {
    /// The whole file is here; of it only the SHA-256 is kept.
    case downloaded(digest: [UInt8])
    case uploaded
    /// Answered with another status than success.
    case refused(status: Int)
    case tooLarge
    /// It did not come to an answer.
    case failed(String)
}

/// Where a file is fetched from or left, by HTTP with or without TLS.
struct HTTPAddress: Equatable, Sendable {
    /// The parts of a `ws://` or `wss://` URL are the same.
    private let endpoint: WebSocketEndpoint

    /// Nil for any other scheme, and for what is no address.
    init?(_ text: String) {
        guard text.prefix(4).lowercased() == "http" else { return nil }
        do throws(WebSocketConnectError) {
            endpoint = try WebSocketEndpoint(parsing: "ws" + text.dropFirst("http".count))
        } catch {
            return nil
        }
    }

    var isSecure: Bool { endpoint.isSecure }
    var host: String { endpoint.host }
    var port: Int { endpoint.port }
    /// The path with its query.
    var target: String { endpoint.path }
    /// What stands in the Host field.
    var authority: String { endpoint.authority }
}
