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
    /// One of the client's, by the serial that tells it from an earlier one under the same id.
    private struct Operation {
        let serial: UInt64
        var work: TaskNest.Handle?
        var membership: SubscriptionHub.Membership?
    }

    nonisolated let connection: WebSocketConnection
    private let host: GraphQLSessionHost
    private let upgradeToken: String?
    private var state = State.new
    private var operations: [String: Operation] = [:]
    private var lastSerial: UInt64 = 0
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
            do {
                let viewer: Viewer? = if let token { try await host.viewers.viewer(token: token) } else { nil }
                await self?.initialised(viewer)
            } catch {
                self?.connection.close(.tryAgainLater, "the database is away; try again")
            }
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
        else { return connection.close(4400, "subscribe needs an id and a payload") }
        guard operations[id] == nil else { return connection.close(4409, "Subscriber for \(id) already exists") }
        guard operations.count < GraphQLLimits.operationsPerSocket else {
            let reason = "a socket may have \(GraphQLLimits.operationsPerSocket) operations at a time"
            return fail(id, GraphQLResponse(failure: GraphQLError(reason, code: .limitExceeded)))
        }
        lastSerial += 1
        let serial = lastSerial
        operations[id] = Operation(serial: serial)
        // Parsing and validating may take a while, and chargers share this loop.
        let work = host.nest.start { [weak self, host] in
            do {
                let request = try GraphQLRequest(parsing: payload.encoded())
                let operation = try host.engine.prepare(
                    request, options: host.traceAccess.options(for: request, of: viewer))
                if operation.kind == .subscription {
                    await self?.join(id, serial, operation, viewer)
                } else {
                    await self?.finished(id, serial, operation.answer(in: host.makeContext(viewer)))
                }
            } catch let failure as RequestFailure {
                await self?.ended(id, serial, failure.response)
            } catch let error as GraphQLError {
                await self?.ended(id, serial, GraphQLResponse(failure: error))
            } catch {
                self?.connection.close(4400, "the payload is not a GraphQL request")
            }
        }
        guard let work else { return ended(id, serial, Self.busy) }
        // The work may be over already; then it is not there any more.
        if operations[id]?.serial == serial { operations[id]?.work = work }
    }

    private func finished(_ id: String, _ serial: UInt64, _ response: GraphQLResponse) {
        guard !response.isRequestError else { return ended(id, serial, response) }
        guard remove(id, serial) else { return }
        connection.send(text: Self.next(id, response.bytes))
        connection.send(text: Self.message("complete", id: id))
    }

    private func join(
        _ id: String, _ serial: UInt64, _ operation: PreparedOperation<APIContext>, _ viewer: Viewer
    ) {
        guard operations[id]?.serial == serial else { return }
        let loop = connection.eventLoop
        // The hub lets go of the session when it leaves, at the latest when the socket closes.
        let membership = host.hub.join(operation, context: host.makeContext(viewer)) { [self] delivery in
            loop.execute { self.assumeIsolated { $0.deliver(delivery, id, serial) } }
        }
        if let membership { operations[id]?.membership = membership } else { ended(id, serial, Self.busy) }
    }

    private func deliver(_ delivery: SubscriptionHub.Delivery, _ id: String, _ serial: UInt64) {
        switch delivery {
        case .next(let bytes):
            if operations[id]?.serial == serial { connection.send(text: Self.next(id, bytes)) }
        case .failed(let response): ended(id, serial, response)
        }
    }

    /// It is over before a result, or instead of further ones.
    private func ended(_ id: String, _ serial: UInt64, _ response: GraphQLResponse) {
        if remove(id, serial) { fail(id, response) }
    }

    private func remove(_ id: String, _ serial: UInt64) -> Bool {
        guard operations[id]?.serial == serial else { return false }
        operations[id] = nil
        return true
    }

    private static var busy: GraphQLResponse {
        GraphQLResponse(failure: GraphQLError("the server is too busy; try again", code: .limitExceeded))
    }

    /// The client does not want it any more.
    private func end(_ id: String) {
        guard let operation = operations.removeValue(forKey: id) else { return }
        operation.work?.cancel()
        if let membership = operation.membership { host.hub.leave(membership) }
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
