public import JSON

/// The server's side of one socket of `graphql-transport-ws`: what comes goes in, what is to be done comes out.
///
/// It does no I/O, keeps no time and runs nothing. The host owns the socket, sets the timer for `connection_init`, decides
/// who is let in, and executes operations; it asks ``next(_:_:)`` and its like whether a result is still wanted.
/// One socket's calls must not overlap.
public struct TransportWSMachine: Sendable {
    public static let subprotocol = "graphql-transport-ws"

    /// One operation of the socket. A client may use an id again, so a number tells the uses apart.
    public struct Operation: Sendable, Hashable {
        public let id: String
        public let number: UInt64
    }

    public enum Action: Sendable, Hashable {
        case send([UInt8])
        /// The last action: nothing is to be sent behind it.
        case close(TransportWSCloseCode, String)
        /// Decide about the client, then call ``accept(_:)`` or ``refuse(_:_:)``. The timer is not needed any more.
        case authenticate(JSONObject)
        case start(Operation, RequestParameters)
        case stop(Operation)
    }

    private enum State {
        /// `connection_init` has not come.
        case new
        case authenticating
        case ready
        case closed
    }

    private struct Running {
        var number: UInt64
        /// Of every `next`, made once.
        var prefix: [UInt8]
    }

    private var state = State.new
    private var running: [String: Running] = [:]
    private var lastNumber: UInt64 = 0
    private let maximumOperations: Int

    /// - Parameter maximumOperations: at a time; a further one is answered with an error.
    public init(maximumOperations: Int = 200) { self.maximumOperations = maximumOperations }

    public var operationCount: Int { running.count }

    // MARK: From the client

    public mutating func received(_ bytes: [UInt8]) -> [Action] {
        if case .closed = state { return [] }
        let message: TransportWSClientMessage
        do throws(TransportWSClientMessage.Invalid) {
            message = try TransportWSClientMessage(parsing: bytes)
        } catch {
            return close(.badRequest, error.reason)
        }
        switch message {
        case .connectionInit(let payload): return initialise(payload)
        case .ping(let payload): return [.send(TransportWSServerMessage.pong(payload))]
        case .pong: return []
        case .subscribe(let id, let parameters): return subscribe(id, parameters)
        case .complete(let id):
            // It may have ended meanwhile, of which the client cannot know yet.
            guard let known = running.removeValue(forKey: id) else { return [] }
            return [.stop(Operation(id: id, number: known.number))]
        }
    }

    private mutating func initialise(_ payload: JSONObject) -> [Action] {
        guard case .new = state else {
            return close(.tooManyInitialisationRequests, "Too many initialisation requests")
        }
        state = .authenticating
        return [.authenticate(payload)]
    }

    private mutating func subscribe(_ id: String, _ parameters: RequestParameters) -> [Action] {
        guard case .ready = state else { return close(.unauthorized, "Unauthorized") }
        guard running[id] == nil else { return close(.subscriberAlreadyExists, "Subscriber for \(id) already exists") }
        guard running.count < maximumOperations else {
            let reason = "a socket may have \(maximumOperations) operations at a time"
            return [.send(TransportWSServerMessage.error(id: id, [GraphQLError(reason, code: .limitExceeded)]))]
        }
        lastNumber += 1
        running[id] = Running(number: lastNumber, prefix: TransportWSServerMessage.nextPrefix(id: id))
        return [.start(Operation(id: id, number: lastNumber), parameters)]
    }

    // MARK: From the host

    /// The time for `connection_init` is over.
    public mutating func initialisationTimedOut() -> [Action] {
        guard case .new = state else { return [] }
        return close(.initialisationTimeout, "Connection initialisation timeout")
    }

    /// The client may ask; what was asked of ``Action/authenticate(_:)``.
    public mutating func accept(_ payload: JSONObject? = nil) -> [Action] {
        guard case .authenticating = state else { return [] }
        state = .ready
        return [.send(TransportWSServerMessage.connectionAck(payload))]
    }

    /// The client may not ask, or not any more.
    public mutating func refuse(
        _ code: TransportWSCloseCode = .forbidden, _ reason: String = "Forbidden"
    ) -> [Action] {
        if case .closed = state { return [] }
        return close(code, reason)
    }

    /// The socket has ended: what still runs is to be stopped.
    public mutating func closed() -> [Action] {
        state = .closed
        defer { running = [:] }
        return running.map { .stop(Operation(id: $0.key, number: $0.value.number)) }
    }

    private mutating func close(_ code: TransportWSCloseCode, _ reason: String) -> [Action] {
        closed() + [.close(code, reason)]
    }

    // MARK: Results

    /// Whether the client still waits for the operation.
    public func isRunning(_ operation: Operation) -> Bool { running[operation.id]?.number == operation.number }

    /// A `next` message with this payload; nil when it is not wanted any more.
    public func next(_ operation: Operation, _ payload: [UInt8]) -> [UInt8]? {
        nextPrefix(operation).map { $0 + payload + TransportWSServerMessage.end }
    }

    /// The same in parts, for payloads that many sockets share: this, the payload, and ``nextSuffix``.
    public func nextPrefix(_ operation: Operation) -> [UInt8]? {
        guard let known = running[operation.id], known.number == operation.number else { return nil }
        return known.prefix
    }

    public static let nextSuffix = TransportWSServerMessage.end

    /// The messages of a query's or a mutation's result, which end it.
    public mutating func finish(_ operation: Operation, _ response: GraphQLResponse) -> [[UInt8]] {
        guard !response.isRequestError else { return fail(operation, response.errors).map { [$0] } ?? [] }
        guard let result = next(operation, response.bytes), let end = complete(operation) else { return [] }
        return [result, end]
    }

    /// The source of a subscription has ended.
    public mutating func complete(_ operation: Operation) -> [UInt8]? {
        remove(operation) ? TransportWSServerMessage.complete(id: operation.id) : nil
    }

    /// It is over before a result, or instead of further ones.
    public mutating func fail(_ operation: Operation, _ errors: [GraphQLError]) -> [UInt8]? {
        remove(operation) ? TransportWSServerMessage.error(id: operation.id, errors) : nil
    }

    private mutating func remove(_ operation: Operation) -> Bool {
        guard isRunning(operation) else { return false }
        running[operation.id] = nil
        return true
    }
}
