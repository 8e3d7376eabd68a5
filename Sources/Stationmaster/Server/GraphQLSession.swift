import Charging
import ChargingAPI
import GraphQL
import JSON
import NIOCore
import WebSockets

/// One API client over WebSocket, by the sub-protocol `graphql-transport-ws`.
///
/// Runs on its connection's event loop. Queries and mutations are executed here too; subscriptions join the
/// ``SubscriptionHub``, which executes and encodes once for all sessions that ask the same.
actor GraphQLSession {
    private enum State {
        /// `connection_init` has not come.
        case new
        /// The token is being looked up.
        case initialising
        case ready(Viewer)
        case closed
    }
    private enum Operation {
        case running(TaskNest.Handle)
        case subscribed(SubscriptionHub.Membership)
        /// Between the request and its handle.
        case starting
    }

    nonisolated let connection: WebSocketConnection
    private let host: GraphQLSessionHost
    private let upgradeToken: String?
    private var state = State.new
    private var operations: [String: Operation] = [:]
    private var initialisationTimer: TaskNest.Handle?

    nonisolated var unownedExecutor: UnownedSerialExecutor { connection.executor.asUnownedSerialExecutor() }

    init(connection: WebSocketConnection, host: GraphQLSessionHost, upgradeToken: String?) {
        self.connection = connection
        self.host = host
        self.upgradeToken = upgradeToken
    }

    func opened() {
        initialisationTimer = host.nest.start { [weak self] in
            try? await Task.sleep(for: GraphQLLimits.initialisationTimeout)
            await self?.initialisationTimedOut()
        }
    }

    func closed() {
        state = .closed
        initialisationTimer?.cancel()
        host.directory.remove(self)
        for id in Array(operations.keys) { end(id) }
    }

    /// The token was revoked or its owner's rights are others now: the client may connect again and see what it may see.
    func rightsChanged() { connection.close(4403, "Forbidden") }

    private func initialisationTimedOut() {
        if case .new = state { connection.close(4408, "Connection initialisation timeout") }
    }

    func received(_ bytes: [UInt8]) {
        guard let message = try? JSONValue(parsing: bytes), case .string(let type) = message["type"] else {
            return connection.close(4400, "a message is a JSON object with a type")
        }
        switch type {
        case "connection_init": initialise(message["payload"])
        case "ping": connection.send(text: Self.message("pong", payload: message["payload"]))
        case "pong": break
        case "subscribe": subscribe(message)
        case "complete":
            guard case .string(let id) = message["id"] else { return connection.close(4400, "complete needs an id") }
            end(id)
        default: connection.close(4400, "unknown message type")
        }
    }

    private func initialise(_ payload: JSONValue?) {
        guard case .new = state else { return connection.close(4429, "Too many initialisation requests") }
        state = .initialising
        initialisationTimer?.cancel()
        let token =
            if case .string(let text) = payload?["authorization"], text.lowercased().hasPrefix("bearer ") {
                String(text.dropFirst(7))
            } else {
                upgradeToken
            }
        let started = host.nest.start { [weak self, host] in
            let viewer: Viewer? = if let token { try? await host.viewers.viewer(token: token) } else { nil }
            await self?.initialised(viewer)
        }
        if started == nil { connection.close(.tryAgainLater, "the server is too busy") }
    }

    private func initialised(_ viewer: Viewer?) {
        guard case .initialising = state else { return }
        guard let viewer else { return connection.close(4403, "Forbidden") }
        state = .ready(viewer)
        host.directory.add(self, viewer: viewer)
        connection.send(text: Self.message("connection_ack"))
    }

    private func subscribe(_ message: JSONValue) {
        guard case .ready(let viewer) = state else { return connection.close(4401, "Unauthorized") }
        guard case .string(let id) = message["id"], !id.isEmpty, id.utf8.count <= 200, let payload = message["payload"]
        else {
            return connection.close(4400, "subscribe needs an id and a payload")
        }
        guard operations[id] == nil else { return connection.close(4409, "Subscriber for \(id) already exists") }
        guard operations.count < GraphQLLimits.operationsPerSocket else {
            let failure = GraphQLError(
                "this socket has \(operations.count) operations; \(GraphQLLimits.operationsPerSocket) are allowed",
                code: .limitExceeded)
            return fail(id, GraphQLResponse(failure: failure))
        }
        do {
            let operation = try host.engine.prepare(GraphQLRequest(parsing: payload.encoded()))
            operations[id] = .starting
            if operation.kind == .subscription { join(id, operation, viewer) } else { run(id, operation, viewer) }
        } catch let failure as RequestFailure {
            fail(id, failure.response)
        } catch let error as GraphQLError {
            fail(id, GraphQLResponse(failure: error))
        } catch {
            connection.close(4400, "the payload is not a GraphQL request")
        }
    }

    private func run(_ id: String, _ operation: PreparedOperation<APIContext>, _ viewer: Viewer) {
        let handle = host.nest.start { [weak self, host] in
            let response = await operation.execute(context: host.makeContext(viewer))
            await self?.finished(id, response)
        }
        if let handle { operations[id] = .running(handle) } else { overloaded(id) }
    }

    private func finished(_ id: String, _ response: GraphQLResponse) {
        guard operations.removeValue(forKey: id) != nil else { return }
        guard !response.isRequestError else { return fail(id, response) }
        connection.send(text: Self.next(id, response.bytes))
        connection.send(text: Self.message("complete", id: id))
    }

    private func join(_ id: String, _ operation: PreparedOperation<APIContext>, _ viewer: Viewer) {
        let connection = connection
        // The hub lets go of the session when it leaves, at the latest when the socket closes.
        let membership = host.hub.join(operation, context: host.makeContext(viewer)) { [self] delivery in
            switch delivery {
            case .next(let bytes): connection.send(text: Self.next(id, bytes))
            case .failed(let response):
                connection.eventLoop.execute { self.assumeIsolated { $0.subscriptionEnded(id, response) } }
            case .completed: connection.eventLoop.execute { self.assumeIsolated { $0.subscriptionEnded(id, nil) } }
            }
        }
        if let membership { operations[id] = .subscribed(membership) } else { overloaded(id) }
    }

    private func subscriptionEnded(_ id: String, _ failure: GraphQLResponse?) {
        guard operations.removeValue(forKey: id) != nil else { return }
        if let failure { fail(id, failure) } else { connection.send(text: Self.message("complete", id: id)) }
    }

    private func overloaded(_ id: String) {
        operations[id] = nil
        fail(id, GraphQLResponse(failure: GraphQLError("the server is too busy; try again", code: .limitExceeded)))
    }

    private func end(_ id: String) {
        switch operations.removeValue(forKey: id) {
        case .running(let handle): handle.cancel()
        case .subscribed(let membership): host.hub.leave(membership)
        case .starting, nil: break
        }
    }

    private func fail(_ id: String, _ response: GraphQLResponse) {
        var writer = JSONWriter(reserving: 256)
        writer.beginObject()
        writer.name("id")
        writer.string(id)
        writer.name("type")
        writer.string("error")
        writer.name("payload")
        writer.value((try? JSONValue(parsing: response.bytes))?["errors"] ?? .array([]))
        writer.endObject()
        connection.send(text: writer.bytes)
    }

    private static func message(_ type: String, id: String? = nil, payload: JSONValue? = nil) -> [UInt8] {
        var object = JSONObject()
        if let id { object["id"] = .string(id) }
        object["type"] = .string(type)
        if let payload { object["payload"] = payload }
        return JSONValue.object(object).encoded()
    }

    private static func next(_ id: String, _ payload: [UInt8]) -> [UInt8] {
        var writer = JSONWriter(reserving: payload.count + id.utf8.count + 40)
        writer.beginObject()
        writer.name("id")
        writer.string(id)
        writer.name("type")
        writer.string("next")
        writer.name("payload")
        writer.raw(payload)
        writer.endObject()
        return writer.bytes
    }
}
