import Charging
import ChargingAPI
import GraphQL
import JSON
import NIOCore
import WebSockets

/// One API client over WebSocket: carries out what the protocol's machine decides.
///
/// Runs on its connection's event loop. Queries and mutations are executed elsewhere; subscriptions join the hub, which
/// executes and encodes once for all that ask the same.
actor GraphQLSession: LivingSession {
    private struct Work {
        var task: TaskNest.Handle?
        var membership: APISubscriptionHub.Membership?
    }

    nonisolated let connection: WebSocketConnection
    private let service: GraphQLService
    private let upgradeToken: String?
    private let requester: Requester
    private var machine = TransportWSMachine(maximumOperations: GraphQLLimits.operationsPerSocket)
    private var viewer: Viewer?
    private var work: [TransportWSMachine.Operation: Work] = [:]
    private var initialisationTimer: TaskNest.Handle?

    nonisolated var unownedExecutor: UnownedSerialExecutor { connection.executor.asUnownedSerialExecutor() }

    init(connection: WebSocketConnection, service: GraphQLService, upgradeToken: String?, origin: RequestOrigin) {
        self.connection = connection
        self.service = service
        self.upgradeToken = upgradeToken
        requester = Requester(origin, takesCookies: false)
    }

    // MARK: The socket

    func opened() {
        initialisationTimer = service.nest.start { [weak self] in
            guard (try? await Task.sleep(for: GraphQLLimits.initialisationTimeout)) != nil else { return }
            await self?.initialisationTimedOut()
        }
    }

    func received(_ bytes: [UInt8]) { perform(machine.received(bytes)) }

    func closed() {
        initialisationTimer?.cancel()
        service.directory.remove(self)
        perform(machine.closed())
    }

    func rightsChanged() { perform(machine.refuse()) }

    private func initialisationTimedOut() { perform(machine.initialisationTimedOut()) }

    private func perform(_ actions: [TransportWSMachine.Action]) {
        for action in actions {
            switch action {
            case .send(let message): connection.send(text: message)
            case .close(let code, let reason): connection.close(WebSocketCloseCode(rawValue: code.rawValue), reason)
            case .authenticate(let payload): authenticate(payload)
            case .start(let operation, let parameters): start(operation, parameters)
            case .stop(let operation): stop(operation)
            }
        }
    }

    // MARK: Who asks

    private func authenticate(_ payload: JSONObject) {
        initialisationTimer?.cancel()
        let sent = payload["authorization"]?.string ?? payload["Authorization"]?.string
        let token =
            sent.flatMap { $0.lowercased().hasPrefix("bearer ") ? String($0.dropFirst(7)) : nil } ?? upgradeToken
        let started = service.nest.start { [weak self, service] in
            do {
                let viewer: Viewer? = if let token { try await service.viewers.viewer(token: token) } else { nil }
                await self?.authenticated(viewer)
            } catch is ChargingError {
                // A code of WebSocket's own, upon which clients try again.
                self?.connection.close(.tryAgainLater, "the database is away; try again")
            } catch {
                await self?.failed()
            }
        }
        if started == nil { connection.close(.tryAgainLater, "the server is too busy") }
    }

    private func authenticated(_ viewer: Viewer?) {
        guard let viewer else { return perform(machine.refuse()) }
        let actions = machine.accept()
        guard !actions.isEmpty else { return }
        self.viewer = viewer
        service.directory.add(self, viewer: viewer)
        perform(actions)
    }

    private func failed() { perform(machine.refuse(.internalServerError, "Internal server error")) }

    // MARK: Operations

    private func start(_ operation: TransportWSMachine.Operation, _ parameters: RequestParameters) {
        guard let viewer else { return }
        let id = RequestID(parameters.extensions["requestId"]?.string)
        // Parsing and validating may take a while, and chargers share this loop.
        let task = service.nest.start(for: id) { [weak self, service, requester] in
            do throws(RequestFailure) {
                let prepared = try service.prepare(parameters, for: viewer)
                let viewer = try service.viewer(viewer, asking: prepared, by: parameters)
                if prepared.kind == .subscription {
                    await self?.join(operation, viewer) { lane, sink in
                        service.join(prepared, for: viewer, requester, on: lane, sink: sink)
                    }
                } else {
                    await self?.finished(operation, service.answer(prepared, for: viewer, requester))
                }
            } catch {
                await self?.failed(operation, error.response)
            }
        }
        guard let task else { return failed(operation, GraphQLService.busy) }
        work[operation] = Work(task: task)
    }

    private func join(
        _ operation: TransportWSMachine.Operation, _ viewer: Viewer,
        _ join: (DeliveryLane, @escaping APISubscriptionHub.Sink) -> APISubscriptionHub.Membership?
    ) {
        guard machine.isRunning(operation) else { return }
        let loop = connection.eventLoop
        let lane = DeliveryLane(loop) { loop.execute($0) }
        // The hub lets go of the session when it leaves, at the latest when the socket closes.
        let membership = join(lane) { [self] delivery in assumeIsolated { $0.deliver(delivery, operation) } }
        guard let membership else { return failed(operation, GraphQLService.busy) }
        work[operation] = Work(membership: membership)
    }

    private func deliver(_ delivery: APISubscriptionHub.Delivery, _ operation: TransportWSMachine.Operation) {
        switch delivery {
        case .next(let payload):
            guard let prefix = machine.nextPrefix(operation) else { return }
            guard connection.waitingBytes <= GraphQLLimits.subscriberBacklogBytes else {
                service.slowReaders.cutOff()
                // Said behind what waits: a client that reads on learns why there is no more.
                return failed(operation, GraphQLService.tooSlow)
            }
            connection.send(text: prefix, payload, TransportWSMachine.nextSuffix)
        case .completed:
            if let message = machine.complete(operation) { connection.send(text: message) }
            forget(operation)
        case .failed(let response): failed(operation, response)
        }
    }

    private func finished(_ operation: TransportWSMachine.Operation, _ response: GraphQLResponse) {
        for message in machine.finish(operation, response) { connection.send(text: message) }
        forget(operation)
    }

    private func failed(_ operation: TransportWSMachine.Operation, _ response: GraphQLResponse) {
        let told = GraphQLService.told(response, in: requester.origin.language)
        if let message = machine.fail(operation, told.errors) { connection.send(text: message) }
        forget(operation)
    }

    /// The client does not want it any more. A mutation that has begun is carried through all the same.
    private func stop(_ operation: TransportWSMachine.Operation) {
        work[operation]?.task?.cancel()
        forget(operation)
    }

    private func forget(_ operation: TransportWSMachine.Operation) {
        guard let membership = work.removeValue(forKey: operation)?.membership else { return }
        service.hub.leave(membership)
    }
}
