import JSON
import OCPP

/// Where the recording of one connection stands.
struct RecordingProgress: Sendable {
    fileprivate var sequence: UInt64 = 0
    /// The first entry that found no room, and how many did not since.
    fileprivate var gap: (first: UInt64, count: UInt64)?
    /// The last state.
    fileprivate var checkpoint: (sequence: UInt64, time: Timestamp)?
    /// Something is missing since the last state.
    fileprivate var isBroken = false
    fileprivate var losses: UInt64 = 0
}

// What the flight recorder hears of a connection. Cheap where nothing is recorded.
extension ChargePoint {
    /// Of a queued call that lets others go first.
    static var lowPriorityLabel: String { "low" }
    private static var nothing: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }

    func record(
        _ kind: RecordKind, _ content: UnsafeRawBufferPointer, label: String = "", at: Timestamp,
        value: RecordedValue? = nil
    ) {
        guard let recorder = environment.recorder else { return }
        fillGap(recorder, at: at)
        let sequence = recording.sequence
        recording.sequence += 1
        let header = RecordBuffer.Header(
            station: stationID, generation: generation, sequence: sequence, at: at, kind: kind, label: label,
            range: 0..<0, value: value)
        guard !recorder.append(header, content) else { return }
        recording.gap = (recording.gap?.first ?? sequence, (recording.gap?.count ?? 0) + 1)
        recording.isBroken = true
    }

    func record(_ kind: RecordKind, _ text: String, label: String = "") {
        guard environment.recorder != nil else { return }
        var text = text
        text.withUTF8 { record(kind, UnsafeRawBufferPointer($0), label: label, at: now) }
    }

    /// Says in the recording that something is missing, as soon as there is room for it.
    private func fillGap(_ recorder: FlightRecorder, at: Timestamp) {
        guard let gap = recording.gap else { return }
        let header = RecordBuffer.Header(
            station: stationID, generation: generation, sequence: gap.first, at: at, kind: .gap, label: "",
            range: 0..<0, value: nil)
        let count = Array(String(gap.count).utf8)
        guard count.withUnsafeBytes({ recorder.append(header, $0) }) else { return }
        recording.gap = nil
    }

    func recordVerdict(_ number: UInt64, _ report: Report, _ result: Result<ReportOutcome, ReportFailure>) {
        guard environment.recorder != nil else { return }
        record(.verdict, Self.nothing, at: now, value: .verdict(RecordedVerdict(number, report, result)))
    }

    func recordAttach() {
        guard environment.recorder != nil else { return }
        recordState(.attached, at: now)
    }

    /// Records the state when enough has happened since the last time, or something was lost, and no report is under way.
    ///
    /// After a loss not at once again and again: where the recorder cannot keep up, states would take what room there is.
    func recordCheckpointIfDue() {
        guard let recorder = environment.recorder, pending == nil, inbox.count == 0, case .running = phase else {
            return
        }
        guard let last = recording.checkpoint else { return recordState(.checkpoint, at: now) }
        guard recording.sequence > last.sequence + 1 else { return }
        let isBroken = recording.isBroken || recorder.lossCount != recording.losses
        let interval = isBroken ? recorder.limits.checkpointIntervalAfterLoss : recorder.limits.checkpointInterval
        let isDue =
            recording.sequence - last.sequence >= recorder.limits.checkpointEntries
            || last.time.duration(to: lastSeenAt) >= interval
        if isDue { recordState(.checkpoint, at: now) }
    }

    /// For what changes the state and is not itself recorded: a replay knows that it does not know, until it has the state.
    func recordStateAnew() {
        guard environment.recorder != nil else { return }
        record(.gap, "0")
        recording.checkpoint = nil
        recordCheckpointIfDue()
    }

    private func recordState(_ kind: RecordKind, at: Timestamp) {
        guard let recorder = environment.recorder, recorder.isTaking else { return }
        recording.losses = recorder.lossCount
        record(kind, Self.nothing, at: at, value: .state(checkpoint))
        recording.checkpoint = (recording.sequence - 1, at)
        recording.isBroken = recording.gap != nil
    }
}
