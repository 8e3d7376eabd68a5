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
    /// By connector: of the transaction whose start was seen.
    private var registers: [Int: RegisterProgress] = [:]
    /// By the number of the transaction, as meter values tell it: the number is ours and not in the charger's frames.
    private var connectors: [Int32: Int] = [:]
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
        let corrected = corrections.corrected(report, receivedAt: receivedAt) { connector, transaction in
            place(of: transaction, on: connector).flatMap { registers[$0] }
        }
        follow(corrected)
        guard corrected != report else { return }
        for (before, after) in zip(report.correctable, corrected.correctable) where before.value != after.value {
            note(
                Difference(
                    receivedAt: receivedAt, action: call.action, field: before.field, without: before.value,
                    with: after.value))
        }
    }

    /// Where it cannot be known the only transaction that runs is meant, and none where there are more.
    private func place(of transaction: Int32?, on connector: Int?) -> Int? {
        connector ?? transaction.flatMap { connectors[$0] } ?? (registers.count == 1 ? registers.keys.first : nil)
    }

    private mutating func follow(_ report: Report) {
        switch report {
        case .started(let start) where registers.count < 1_000:
            registers[start.connector] = RegisterProgress(startWh: start.meterStartWh, latestWh: start.meterStartWh)
            connectors = connectors.filter { $0.value != start.connector }
        case .metered(let report):
            guard let transaction = report.transactionID, var register = registers[report.connector] else { return }
            connectors[transaction] = report.connector
            let energy = report.samples.filter(\.isEnergyRegister).map(\.value).max() ?? 0
            register.latestWh = max(register.latestWh, energy)
            registers[report.connector] = register
        case .stopped(let stop):
            guard let connector = place(of: stop.transactionID, on: nil) else { return }
            registers[connector] = nil
            connectors = connectors.filter { $0.value != connector }
        case .started, .booted, .authorizationAsked, .statusChanged, .heartbeat, .eventReported, .estimated: return
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
