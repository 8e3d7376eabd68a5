package import JSON
import OCPP

/// A charge point from the inside, at one moment.
package struct ChargePointDebugState: Sendable {
    package struct Connector: Sendable {
        package var number: Int
        package var status: ConnectorStatus
        package var errorCode: String?
        package var powerW: Double?
        package var transactionID: Int32?
        package var illegalMoves: Int
        package var transitions: [Transition]
    }

    package var phase: String
    package var generation: Int64
    package var connectedAt: Timestamp
    package var lastSeenAt: Timestamp
    package var remoteAddress: String?
    package var isReading: Bool
    package var inboxFrames: Int
    package var inboxBytes: Int
    /// The action whose report is being committed.
    package var waitingCommit: String?
    package var waitingSince: Timestamp?
    /// Its frame, masked, and when it was sent.
    package var callInFlight: String?
    package var callSentAt: Timestamp?
    package var queuedCalls: Int
    package var repeatedStarts: Int
    package var repeatedStops: Int
    package var illegalMoves: Int
    package var counters: ChargePointCounters
    /// Number 0 is the station itself.
    package var connectors: [Connector]
    package var frames: [RecordedFrame]
}

extension ChargePoint {
    var debugState: ChargePointDebugState {
        let machines = [station.itself] + station.connectors.machines
        return ChargePointDebugState(
            phase: phase.text, generation: generation, connectedAt: connectedAt, lastSeenAt: lastSeenAt,
            remoteAddress: admission.remoteAddress, isReading: isReading, inboxFrames: inbox.count,
            inboxBytes: inbox.bytes, waitingCommit: pending?.inbound.call.action,
            waitingSince: pending?.inbound.receivedAt, callInFlight: checkpoint.calls.inFlight?.text,
            callSentAt: calls.inFlight.flatMap { _ in callSentAt },
            queuedCalls: calls.queuedCount, repeatedStarts: station.repeatedStarts,
            repeatedStops: station.repeatedStops, illegalMoves: station.illegalMoves, counters: counters,
            connectors: machines.map(ChargePointDebugState.Connector.init), frames: frameLog.frames)
    }

    /// Asks on the connection's executor, and gives up when that does not answer in time.
    nonisolated func debugState(within limit: Duration) async -> ChargePointDebugState? {
        let (stream, continuation) = AsyncStream<ChargePointDebugState>.makeStream(bufferingPolicy: .bufferingOldest(1))
        connection.execute {
            self.assumeIsolated { _ = continuation.yield($0.debugState) }
            continuation.finish()
        }
        return await next(of: stream, within: limit, clock: environment.clock).element
    }
}

extension ChargePointDebugState.Connector {
    package init(_ machine: ConnectorStateMachine) {
        self.init(
            number: machine.number, status: machine.status, errorCode: machine.errorCode, powerW: machine.powerW,
            transactionID: machine.session?.transactionID, illegalMoves: machine.illegalMoves,
            transitions: machine.transitions.elements)
    }
}

extension ChargePoint.Phase {
    var text: String {
        switch self {
        case .attaching: "attaching"
        case .running: "running"
        case .ended(let reason): "ended: \(reason)"
        }
    }
}
