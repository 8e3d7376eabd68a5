package import JSON

/// An effect that is waited for, as it is stored: the wait outlives the server.
package struct AwaitedEffect: Sendable, Hashable {
    /// See ``ExpectedEffect/record``.
    package var record: JSONValue
    package var deadline: Timestamp

    package init(record: JSONValue, deadline: Timestamp) {
        self.record = record
        self.deadline = deadline
    }
}

/// One that an earlier run of this server waited for.
package struct OpenEffect: Sendable, Hashable {
    package var operation: OperationID
    package var station: StationID
    package var organization: OrganizationID
    package var awaited: AwaitedEffect
    /// That ran already when the operation was asked for.
    package var runningSessions: [SessionID]

    package init(
        operation: OperationID, station: StationID, organization: OrganizationID, awaited: AwaitedEffect,
        runningSessions: [SessionID]
    ) {
        self.operation = operation
        self.station = station
        self.organization = organization
        self.awaited = awaited
        self.runningSessions = runningSessions
    }
}

extension ExpectedEffect {
    /// What is written of an effect, so that the next run of the server can take up the wait: its kind and its parameters.
    enum Kind: String {
        case stationReturns, availability, sessionStarts, sessionStops, messageComes, ending
    }

    /// - Parameter record: what an effect of ours said of itself.
    init?(restoring record: JSONValue) {
        guard let restore = record["kind"]?.string.flatMap(Kind.init).flatMap({ Self.restorers[$0] }),
            let effect = restore(record)
        else { return nil }
        self = effect
    }

    private static let restorers: [Kind: @Sendable (JSONValue) -> ExpectedEffect?] = [
        .stationReturns: { _ in .stationReturns(within: .restart, after: []) },
        .availability: ExpectedEffect.restoredAvailability,
        .sessionStarts: ExpectedEffect.restoredSessionStart,
        .sessionStops: ExpectedEffect.restoredSessionStop,
        .messageComes: { record in
            record["action"]?.string.map { .messageComes($0, connector: record.whole("connector")) }
        },
        .ending: { record in
            record["action"]?.string.map {
                .ending(
                    $0, requestID: record.whole("requestId"), within: { _ in .transfer }, seen: record.words("seen"),
                    missed: record.words("missed"))
            }
        },
    ]

    static func record(_ kind: Kind, _ members: KeyValuePairs<String, JSONValue?> = [:]) -> JSONValue {
        var object = JSONObject.described(members)
        object["kind"] = .string(kind.rawValue)
        return .object(object)
    }
}

extension JSONValue {
    func whole(_ name: String) -> Int? { self[name]?.integer.flatMap { Int(exactly: $0) } }
    fileprivate func words(_ name: String) -> Set<String> { Set((self[name]?.array ?? []).compactMap(\.string)) }
}
