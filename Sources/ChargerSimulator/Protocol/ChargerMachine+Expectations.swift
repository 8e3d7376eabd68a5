import JSON
import OCPP

/// Whether what a script expects has come about.
extension ChargerMachine {
    /// Power rises and falls without anything happening that would have it looked at.
    private static let lookAtPower = Duration.milliseconds(200)

    mutating func check(_ expectation: Expectation, by player: Int, now: Timestamp) -> Player.Progress {
        guard let complaint = complaint(about: expectation, by: player, now: now) else { return .done }
        let end = players[player].begun.advanced(by: expectation.patience)
        guard end > now else { return .failed(complaint) }
        if case .power = expectation { return .waiting(until: min(end, now.advanced(by: Self.lookAtPower))) }
        return .waiting(until: end)
    }

    /// Nil when it is met.
    private mutating func complaint(about expectation: Expectation, by player: Int, now: Timestamp) -> String? {
        switch expectation {
        case .verdict(let expected):
            let verdict = players[player].verdict
            return verdict == expected
                ? nil : "the tag is \(verdict?.rawValue ?? "not judged"), not \(expected.rawValue)"
        case .status(let number, let expected, _):
            let connector = index(ofConnector: number).map { connectors[$0] } ?? station
            return connector.status == expected && connector.confirmedStatus == expected
                ? nil : "connector \(number) is \(connector.status.rawValue), not \(expected.rawValue)"
        case .operation(let action, _):
            return players[player].takeOperation(action) ? nil : "no \(action) came"
        case .scripted(let expected, _): return check(expected, by: player)
        case .power(let number, let range, _):
            let power = drawn(at: number, now: now)
            return range.contains(power)
                ? nil : "connector \(number) draws \(power) W, not \(range.lowerBound) to \(range.upperBound)"
        case .firmware(let status, _):
            let told = firmwareUpdate?.told ?? []
            return told.contains(status) && areReportsHeard
                ? nil : "of the update was told \(told.map(\.rawValue)), not \(status.rawValue)"
        case .upload(let status, _):
            let told = logUpload?.told ?? []
            return told.contains(status) && areReportsHeard
                ? nil : "of the upload was told \(told.map(\.rawValue)), not \(status.rawValue)"
        case .certificate: return certificates.own == nil ? "no certificate of its own came" : nil
        }
    }

    /// W, rounded.
    private func drawn(at number: Int, now: Timestamp) -> Int {
        guard let index = index(ofConnector: number) else { return 0 }
        return Int(exactly: MeterReading(connector: connectors[index], at: now).power.rounded()) ?? 0
    }

    private var areReportsHeard: Bool { reports.isEmpty && outbox.isEmpty }
}

extension Expectation {
    /// How long it may take.
    fileprivate var patience: Duration {
        switch self {
        case .verdict: .zero
        case .status(_, _, let patience), .operation(_, let patience), .scripted(_, let patience),
            .power(_, _, let patience), .firmware(_, let patience), .upload(_, let patience),
            .certificate(let patience):
            patience
        }
    }
}
