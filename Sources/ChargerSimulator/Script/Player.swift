import JSON
import OCPP

/// Somebody who acts on a charge point, one step after the other.
struct Player: Sendable {
    enum Outcome: Equatable, Sendable {
        case ended
        case failed(String)
    }

    enum Progress: Equatable, Sendable {
        /// Look again when something has happened, and at that time at the latest.
        case waiting(until: Timestamp?)
        case done
        case failed(String)
    }

    var source: StepSource
    private(set) var step: Step?
    private(set) var begun = Timestamp(microseconds: 0)
    var lookAt: Timestamp?
    /// The tag presented last, and what the central system thinks of it.
    var tag: IdTag?
    var verdict: OCPP16.AuthorizationStatus?
    var awaitsVerdict = false
    /// The transaction that this player began or ended last.
    var transaction: TransactionKey?
    /// Whether a call that the script spelled out waits for its answer, and the answer that came last.
    var awaitsAnswer = false
    var answer: ScriptedAnswer?
    /// Of the connection that ended last.
    var closeCode: Int?
    private(set) var outcome: Outcome?
    private var operations: [String] = []

    init(source: StepSource) {
        self.source = source
    }

    mutating func begin(_ step: Step, now: Timestamp) {
        self.step = step
        begun = now
        lookAt = nil
    }

    mutating func finishStep() {
        step = nil
        lookAt = nil
    }

    mutating func end(_ outcome: Outcome) {
        self.outcome = outcome
        step = nil
        lookAt = nil
    }

    mutating func hear(_ verdict: OCPP16.AuthorizationStatus) {
        self.verdict = verdict
        awaitsVerdict = false
    }

    mutating func saw(operation action: String) {
        if operations.count >= 32 { operations.removeFirst() }
        operations.append(action)
    }

    /// Whether the central system has sent that operation; each one counts once.
    mutating func takeOperation(_ action: String) -> Bool {
        guard let index = operations.firstIndex(of: action) else { return false }
        operations.remove(at: index)
        return true
    }
}
