import NIOCore
import WebSockets

/// The load of one event loop.
final class LoadShard {
    let plan: LoadPlan
    let clock: RunClock
    let pace: TimeAmount
    var counters = LoadCounters()
    private(set) var isRunning = false
    private var isMeasuring = false

    private let eventLoop: any EventLoop
    private let chargers: ArraySlice<(id: String, password: [UInt8]?)>
    private let frames: LoadFrames
    private let handshakesAtOnce: Int
    private var next: Int
    private var handshakes = 0
    private var connections: [LoadConnection] = []
    private var cursor = 0
    private var ticker: RepeatedTask?
    private(set) var firstRefusal: String?

    /// - Parameter part: which of `parts` equal parts of the chargers are this shard's.
    init?(plan: LoadPlan, part: Int, of parts: Int, clock: RunClock, on eventLoop: any EventLoop) {
        guard let frames = LoadFrames(samples: plan.samples) else { return nil }
        self.plan = plan
        self.clock = clock
        self.frames = frames
        self.eventLoop = eventLoop
        let count = plan.chargers.count
        chargers = plan.chargers[count * part / parts..<count * (part + 1) / parts]
        next = chargers.startIndex
        handshakesAtOnce = max(1, plan.handshakes / parts)
        let perSecond = (plan.rate ?? 1) / Double(max(1, count))
        pace = .nanoseconds(Int64(exactly: (1e9 / max(perSecond, 1e-6)).rounded()) ?? 1_000_000_000)
    }

    // MARK: Coming up

    func bringUp() {
        while next < chargers.endIndex, handshakes < handshakesAtOnce {
            connect(next)
            next += 1
        }
    }

    var isUp: Bool { next == chargers.endIndex && handshakes == 0 }

    private func connect(_ index: Int) {
        handshakes += 1
        let (id, password) = chargers[index]
        let headers = password.map { [WebSocketClient.basicAuthorization(user: id, password: $0)] } ?? []
        var configuration = WebSocketConfiguration()
        configuration.pingInterval = nil
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        WebSocketClient.connect(
            to: plan.endpoint.appending(segment: id), subprotocols: ["ocpp1.6"], headers: headers,
            configuration: configuration, timeout: .seconds(30), on: eventLoop
        ) { connection in
            let shard = bound.value
            return LoadConnection(shard: shard, connection: connection, index: index, frames: shard.frames)
        }.whenFailure { error in
            bound.value.refused(error)
        }
    }

    private func refused(_ error: any Error) {
        counters.refused += 1
        if firstRefusal == nil { firstRefusal = (error as? WebSocketConnectError)?.message ?? "\(error)" }
        handshakes -= 1
        bringUp()
    }

    func becameReady(_ connection: LoadConnection) {
        counters.ready += 1
        connections.append(connection)
        handshakes -= 1
        bringUp()
    }

    func ended(_ connection: LoadConnection, wasReady: Bool) {
        if wasReady {
            counters.disconnects += 1
        } else {
            counters.refused += 1
            if firstRefusal == nil { firstRefusal = "the connection ended before the boot was answered" }
            handshakes -= 1
            bringUp()
        }
    }

    // MARK: The run

    func run() {
        isRunning = true
        guard let rate = plan.rate else {
            for connection in connections { connection.begin() }
            return
        }
        let start = NIODeadline.now()
        let gap = 1e9 / max(rate, 0.001)
        for (index, connection) in connections.enumerated() {
            let position = Double(chargers.startIndex + index + 1)
            connection.due = start + .nanoseconds(Int64(exactly: (gap * position).rounded()) ?? 0)
        }
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        ticker = eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(1)) { _ in
            bound.value.tick()
        }
    }

    /// Connections stand in the order in which they are due; those that wait for an answer send when it is in.
    private func tick() {
        let now = NIODeadline.now()
        for _ in connections.indices {
            let connection = connections[cursor]
            if connection.isReady, connection.due > now { return }
            connection.sendIfDue(now)
            cursor = (cursor + 1) % connections.count
        }
    }

    func answered(after latency: TimeAmount, isError: Bool) {
        guard isMeasuring else { return }
        counters.answered += 1
        if isError { counters.errors += 1 }
        counters.latencies.add(nanoseconds: UInt64(max(0, latency.nanoseconds)))
    }

    func measure(_ isMeasuring: Bool) {
        self.isMeasuring = isMeasuring
    }

    /// Sends nothing new; what is outstanding may still be answered.
    func halt() {
        isRunning = false
        isMeasuring = false
        ticker?.cancel()
        ticker = nil
    }

    var outstanding: Int { connections.count { $0.isWaiting } }

    func countUnanswered() {
        counters.unanswered += outstanding
    }

    func endTransactions() {
        for connection in connections { connection.end() }
    }

    func close() {
        for connection in connections { connection.close() }
    }
}
