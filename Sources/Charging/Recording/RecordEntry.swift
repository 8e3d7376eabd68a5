package import JSON

/// What an entry of a recording tells.
package enum RecordKind: UInt8, Sendable, CaseIterable {
    /// A connection speaks for its station from here on; holds the state that it began with.
    case attached = 1
    /// The whole state of the connection, from which a replay may begin.
    case checkpoint = 2
    case received = 3
    case sent = 4
    /// What the store answered to a report.
    case verdict = 5
    /// A call of ours waits for the one before it.
    case callQueued = 6
    /// Nobody waits for that call of ours any more.
    case callGivenUp = 7
    case ended = 8
    /// A connection ended before it spoke for its station.
    case notAttached = 9
    /// Entries are missing here.
    case gap = 10

    package var name: String { "\(self)" }
    package var isFrame: Bool { self == .received || self == .sent }
    /// Whether a replay may begin here.
    package var holdsState: Bool { self == .attached || self == .checkpoint }
}

/// One entry of a recording, as it is read.
package struct RecordEntry: Sendable, Hashable {
    /// Of the connection.
    package var generation: Int64
    /// Counts the entries of one connection, those included that are missing.
    package var sequence: UInt64
    package var at: Timestamp
    package var kind: RecordKind
    /// The action, or what kind of frame it is.
    package var label: String
    /// The frame, a state or verdict as JSON, a message id, a reason, or how many entries are missing.
    package var bytes: [UInt8]

    package init(
        generation: Int64, sequence: UInt64, at: Timestamp, kind: RecordKind, label: String, bytes: [UInt8]
    ) {
        self.generation = generation
        self.sequence = sequence
        self.at = at
        self.kind = kind
        self.label = label
        self.bytes = bytes
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// What is recorded as a value and becomes bytes away from the path of the frames.
package indirect enum RecordedValue: Sendable {
    case state(ActorCheckpoint)
    case verdict(RecordedVerdict)
}

/// What the store answered to a report of one connection.
package struct RecordedVerdict: Sendable, Hashable, Codable {
    /// Which report of the connection; 0 for heartbeats, which are not waited for.
    package var number: UInt64
    package var outcome: ReportOutcome?
    package var failure: ReportFailure?
    /// All samples of the report were stored, so the outcome does not repeat them.
    package var storedAll: Bool

    init(_ number: UInt64, _ report: Report, _ result: Result<ReportOutcome, ReportFailure>) {
        self.number = number
        storedAll = false
        switch result {
        case .success(let outcome): self.outcome = outcome
        case .failure(let failure): self.failure = failure
        }
        if case .metered(let session, let stored) = outcome, case .metered(let meter) = report,
            !stored.isEmpty, stored == meter.samples
        {
            storedAll = true
            outcome = .metered(session, stored: [])
        }
    }

    /// The answer to `report`; nil where the verdict says nothing.
    func result(for report: Report?) -> Result<ReportOutcome, ReportFailure>? {
        if let failure { return .failure(failure) }
        guard let outcome else { return nil }
        if storedAll, case .metered(let session, _) = outcome, case .metered(let meter)? = report {
            return .success(.metered(session, stored: meter.samples))
        }
        return .success(outcome)
    }
}
