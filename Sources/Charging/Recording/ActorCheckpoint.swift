package import JSON
package import OCPP

/// The state of a charge point's connection at a moment at which none of its reports is under way.
///
/// Without passwords and keys: the verifiers of passwords are left out and frames are masked.
package struct ActorCheckpoint: Sendable, Equatable, Codable {
    package var station: StationStateMachine
    package var quirks: StationQuirks
    package var calls: CallTableRecord
    package var commits: UInt64
    package var lastCallNumber: Int
    package var triggeredActions: [String]
    package var hasAnswered: Bool
    package var counters: ChargePointCounters
    package var connectedAt: Timestamp
    package var lastSeenAt: Timestamp
    package var remoteAddress: String?
}

/// Everything that a charge point's connection decides by, at any moment: what a replay arrives at.
package struct ActorState: Sendable, Equatable, Codable {
    package var phase: String
    package var checkpoint: ActorCheckpoint
    /// The action whose report is being committed.
    package var waitingCommit: String?
    package var waitingSince: Timestamp?
    /// Actions of the calls of the charger that wait behind it.
    package var inbox: [String]
    package var isReading: Bool

    package var generation: Int64 { checkpoint.station.record.generation }

    /// Without what a replay cannot know: pings, the time within an answer, and what became of heartbeats.
    package var comparable: ActorState {
        var state = self
        state.checkpoint.calls = state.checkpoint.calls.withoutAnswers
        state.checkpoint.counters.unrecordedHeartbeats = 0
        state.checkpoint.lastCallNumber = 0
        state.checkpoint.lastSeenAt = state.checkpoint.connectedAt
        state.checkpoint.remoteAddress = nil
        return state
    }
}

extension ChargePoint {
    /// Not within ``PendingCommit`` or with anything in the inbox: these are in ``recordedState`` only.
    var checkpoint: ActorCheckpoint {
        var calls = calls.record
        let secrets = frameLog.hiddenSecrets
        if let inFlight = calls.inFlight {
            calls.inFlight?.text = Masking.masked(frameText: inFlight.text, secrets: secrets)
        }
        for index in calls.queue.indices {
            calls.queue[index].text = Masking.masked(frameText: calls.queue[index].text, secrets: secrets)
        }
        return ActorCheckpoint(
            station: station.withoutSecrets, quirks: quirks, calls: calls, commits: commits,
            lastCallNumber: lastCallNumber,
            triggeredActions: triggeredActions.sorted(), hasAnswered: hasAnswered, counters: counters,
            connectedAt: connectedAt, lastSeenAt: lastSeenAt, remoteAddress: admission.remoteAddress)
    }

    package var recordedState: ActorState {
        ActorState(
            phase: phase.text, checkpoint: checkpoint, waitingCommit: pending?.inbound.call.action,
            waitingSince: pending?.inbound.receivedAt, inbox: inbox.actions, isReading: isReading)
    }
}
