package import JSON
import OCPP

/// What corrections would have changed in frames that a charger has sent. Nothing is stored and nobody is told.
///
/// Frames are given in the order in which they came, oldest first.
package struct QuirkDryRun: Sendable {
    /// One value that would have been understood otherwise.
    package struct Difference: Sendable, Hashable {
        package var receivedAt: Timestamp
        package var action: String
        /// Such as `idTag`, `timestamp` or `Energy.Active.Import.Register`.
        package var field: String
        package var without: String
        package var with: String
    }

    package static let maximumDifferences = 1_000

    private let corrections: QuirkCorrections
    /// By connector: of the last start that was seen.
    private var meterStarts: [Int: Double] = [:]
    private var lastConnector: Int?
    /// Frames that are messages with something that corrections can be about.
    package private(set) var messages = 0
    package private(set) var differences: [Difference] = []
    /// There were more than are kept.
    package private(set) var isCut = false

    package init(_ corrections: QuirkCorrections) {
        self.corrections = corrections
    }

    package mutating func add(frame: [UInt8], receivedAt: Timestamp) {
        guard case .call(let call) = frame.withUnsafeBytes({ OCPP16.decode($0, from: .chargePoint) }),
            let handler = MessageTable.ocpp16[call.action]
        else { return }
        // A message that cannot be meant is refused with corrections as it is without.
        guard let report = try? handler.report(call.request, receivedAt) else { return }
        messages += 1
        let corrected = corrections.corrected(report, receivedAt: receivedAt) { connector, _ in
            (connector ?? lastConnector).flatMap { meterStarts[$0] }
        }
        if case .started(let start) = report, meterStarts.count < 1_000 {
            meterStarts[start.connector] = start.meterStartWh
            lastConnector = start.connector
        }
        guard corrected != report else { return }
        for (before, after) in zip(report.correctable, corrected.correctable) where before.value != after.value {
            note(
                Difference(
                    receivedAt: receivedAt, action: call.action, field: before.field, without: before.value,
                    with: after.value))
        }
    }

    private mutating func note(_ difference: Difference) {
        guard differences.count < Self.maximumDifferences else { return isCut = true }
        differences.append(difference)
    }
}

extension Report {
    /// The values that corrections can be about, as texts; always the same number in the same order.
    fileprivate var correctable: [(field: String, value: String)] {
        switch self {
        case .authorizationAsked(let idTag): [("idTag", idTag)]
        case .statusChanged(let status): [("timestamp", status.at.understood.description)]
        case .started(let start): [("idTag", start.idTag), ("timestamp", start.at.understood.description)]
        case .metered(let report): report.samples.flatMap(\.correctable)
        case .stopped(let stop):
            [
                ("idTag", stop.idTag ?? ""), ("timestamp", stop.at.understood.description),
                ("meterStop", "\(stop.meterStopWh) Wh"),
            ] + stop.samples.flatMap(\.correctable)
        case .eventReported(let event): [("timestamp", event.at.understood.description)]
        case .booted, .heartbeat, .estimated: []
        }
    }
}

extension Sample {
    fileprivate var correctable: [(field: String, value: String)] {
        [("timestamp", at.understood.description), (measurand, "\(value) \(unit)")]
    }
}
