import Charging
import JSON
import OCPP

extension ChargePointRecordSnapshot {
    /// As the debug page shows it.
    func json() -> JSONValue {
        var object: JSONObject = [
            "chargePointId": .string(chargePointID.text),
            "presence": .string(presence.rawValue),
            "status": .string(status.rawValue),
            "lastSeenAt": .moment(lastSeenAt),
            "generation": .integer(generation),
            "ocppVersion": .text(ocppVersion),
            "securityProfile": securityProfile.json,
            "minimumSecurityProfile": minimumSecurityProfile.json,
            "isActive": .bool(isActive),
            "admission": .string(admission.rawValue),
            "connectedAt": .moment(connectedAt),
            "remoteAddress": .text(remoteAddress),
            "connections": .integer(Int64(connections)),
            "conflicts": .integer(Int64(conflicts)),
            "restarts": .integer(Int64(failures)),
            "lastFailure": lastFailure?.json ?? .null,
            "lastEnding": lastEnding?.json ?? .null,
            "refusedUntil": .moment(refusedUntil),
            "findings": .array(findings.map(\.json)),
            "lastRefusal": lastRefusal?.json ?? .null,
        ]
        if let connection {
            for (name, value) in connection.json.members { object[name] = value }
        }
        return .object(object)
    }
}

extension SecurityProfile? {
    fileprivate var json: JSONValue { map { .integer(Int64($0.rawValue)) } ?? .null }
}

extension ChargePointRecordSnapshot.Note {
    fileprivate var json: JSONValue { .string("\(at) \(text)") }
}

extension ConnectionFinding {
    fileprivate var json: JSONValue {
        [
            "kind": .string(kind.rawValue), "since": .string(since.description), "lastAt": .string(lastAt.description),
            "count": .integer(Int64(count)), "detail": .text(detail),
        ]
    }
}

extension ConnectionRefusal {
    var json: JSONValue {
        [
            "reason": .string(reason.rawValue), "at": .string(at.description), "count": .integer(Int64(count)),
            "address": .text(address), "detail": .text(detail),
        ]
    }
}

extension ChargePointDebugState {
    fileprivate var json: JSONObject {
        [
            "phase": .string(phase),
            "isReading": .bool(isReading),
            "inboxDepth": .integer(Int64(inboxFrames)),
            "inboxBytes": .integer(Int64(inboxBytes)),
            "waitingCommit": .text(waitingCommit),
            "waitingSince": .moment(waitingSince),
            "pendingCalls": .array(
                callInFlight.map { frame in
                    let age = callSentAt.map { $0.duration(to: .now).components.seconds }
                    return [
                        [
                            "sentAt": .moment(callSentAt), "ageSeconds": age.map(JSONValue.integer) ?? .null,
                            "text": .string(frame),
                        ]
                    ]
                } ?? []),
            "queuedCalls": .integer(Int64(queuedCalls)),
            "repeatedStarts": .integer(Int64(repeatedStarts)),
            "repeatedStops": .integer(Int64(repeatedStops)),
            "illegalMoves": .integer(Int64(illegalMoves)),
            "counters": counters.json,
            "station": connectors.first { $0.number == 0 }?.json ?? .null,
            "connectors": .array(connectors.filter { $0.number > 0 }.map(\.json)),
            "frames": .array(frames.map(\.json)),
        ]
    }
}

extension ChargePointDebugState.Connector {
    var json: JSONValue {
        [
            "number": .integer(Int64(number)),
            "status": .string(status.rawValue),
            "errorCode": .text(errorCode),
            "powerW": powerW.map(JSONValue.number) ?? .null,
            "transactionId": transactionID.map { .integer(Int64($0)) } ?? .null,
            "illegalMoves": .integer(Int64(illegalMoves)),
            "transitions": .array(
                transitions.map {
                    [
                        "at": .string($0.receivedAt.description), "from": .string($0.from.rawValue),
                        "to": .string($0.to.rawValue),
                        "isLegal": .bool($0.isLegal),
                    ]
                }),
        ]
    }
}

extension RecordedFrame {
    fileprivate var json: JSONValue {
        [
            "at": .string(at.description), "direction": .string(direction.rawValue), "action": .string(label),
            "bytes": .integer(Int64(size)), "text": .string(text),
        ]
    }
}

extension ChargePointCounters {
    var json: JSONValue {
        [
            "framesIn": .integer(Int64(framesIn)), "framesOut": .integer(Int64(framesOut)),
            "unreadableCalls": .integer(Int64(unreadableCalls)),
            "unreadableAnswers": .integer(Int64(unreadableAnswers)),
            "ignoredFrames": .integer(Int64(ignoredFrames)), "leniencies": .object(lenienciesByName),
            "replacedNulls": .integer(Int64(replacedNulls)),
            "repeatedFrames": .integer(Int64(repeatedFrames)), "reusedMessageIDs": .integer(Int64(reusedMessageIDs)),
            "lateAnswers": .integer(Int64(lateAnswers)), "unexpectedAnswers": .integer(Int64(unexpectedAnswers)),
            "callsBeforeAcceptance": .integer(Int64(callsBeforeAcceptance)),
            "refusedReports": .integer(Int64(refusedReports)),
            "unrecordedHeartbeats": .integer(Int64(unrecordedHeartbeats)),
        ]
    }

    private var lenienciesByName: JSONObject {
        leniencies.sorted { $0.key.rawValue < $1.key.rawValue }.reduce(into: [:]) { object, leniency in
            object[leniency.key.rawValue] = .integer(Int64(leniency.value))
        }
    }
}

extension JSONValue {
    static func moment(_ moment: Timestamp?) -> JSONValue { moment.map { .string($0.description) } ?? .null }
    static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}
