import Charging
import JSON
import OCPP

extension ActorState {
    /// As the debug page and the command `replay` show it.
    func json() -> JSONValue {
        let machines = checkpoint.station.connectors.machines
        return [
            "phase": .string(phase),
            "generation": .integer(generation),
            "admission": .string(checkpoint.station.record.admission.rawValue),
            "connectedAt": .moment(checkpoint.connectedAt),
            "lastSeenAt": .moment(checkpoint.lastSeenAt),
            "remoteAddress": .text(checkpoint.remoteAddress),
            "isReading": .bool(isReading),
            "waitingCommit": .text(waitingCommit),
            "waitingSince": .moment(waitingSince),
            "inbox": .array(inbox.map(JSONValue.string)),
            "callInFlight": .text(checkpoint.calls.inFlight?.text),
            "queuedCalls": .array(checkpoint.calls.queue.map { .string($0.text) }),
            "repeatedStarts": .integer(Int64(checkpoint.station.repeatedStarts)),
            "repeatedStops": .integer(Int64(checkpoint.station.repeatedStops)),
            "illegalMoves": .integer(Int64(checkpoint.station.illegalMoves)),
            "counters": checkpoint.counters.json,
            "station": ChargePointDebugState.Connector(checkpoint.station.itself).json,
            "connectors": .array(machines.map { ChargePointDebugState.Connector($0).json }),
        ]
    }
}

extension RecordEntry {
    func json() -> JSONValue {
        [
            "at": .string(at.description), "generation": .integer(generation),
            "sequence": .integer(Int64(clamping: sequence)), "kind": .string(kind.name), "action": .string(label),
            "text": .string(kind.holdsState ? "" : text),
        ]
    }
}

extension Replay.Doubt {
    var text: String {
        switch self {
        case .notBegun: "nothing is recorded from which a state could be rebuilt"
        case .entriesAreMissing: "entries are missing from the recording; the state is the last that is certain"
        case .differs(let what): "an entry does not fit what was before it: \(what)"
        }
    }
}

extension ReplaySession {
    /// The state at a moment with the entries before it.
    func json(at time: Timestamp) async throws -> JSONValue {
        try await run(to: time)
        return [
            "at": .string(time.description),
            "doubt": .text(doubt?.text),
            "differences": .integer(Int64(differences)),
            "state": await state()?.json() ?? .null,
            "entries": .array(recent.elements.map { $0.json() }),
        ]
    }
}
