import CoreMetrics
import Metrics

/// The figures of all charge points of this server. Labels come from fixed sets, never from the wire.
final class ChargingMetrics: Sendable {
    /// Absent for a replay, whose frames were counted when they came.
    let frames: FrameFigures?
    private let leniencies = ChargingMetrics.counters(
        "stationmaster_leniencies", "leniency", Leniency.allCases.map(\.rawValue))
    private let refusals = ChargingMetrics.counters(
        "stationmaster_admissions_refused", "reason",
        [
            "unknown", "credentials", "certificate", "insecure", "unavailable", "failures", "subprotocol", "conflict",
            "path",
        ])
    private let operations = ChargingMetrics.counters(
        "stationmaster_operations", "status", OperationStatus.allCases.map(\.rawValue))
    private let connectedGauge = Gauge(label: "stationmaster_charge_points_connected")
    private let admissions = Counter(label: "stationmaster_admissions")
    private let silentAdmissions = Counter(label: "stationmaster_admissions_without_subprotocol")
    private let failures = Counter(label: "stationmaster_charge_point_failures")
    private let superseded = Counter(label: "stationmaster_charge_points_superseded")

    init(countsFrames: Bool = true, factory: any MetricsFactory = MetricsSystem.factory) {
        frames = countsFrames ? FrameFigures(factory: factory) : nil
    }

    func tolerated(_ leniency: Leniency) { if frames != nil { leniencies[leniency.rawValue]?.increment() } }
    func admissionRefused(_ reason: String) { refusals[reason]?.increment() }
    func admitted(withSubprotocol: Bool) {
        admissions.increment()
        if !withSubprotocol { silentAdmissions.increment() }
    }
    func connected(_ count: Int) { connectedGauge.record(count) }
    func chargePointFailed() { failures.increment() }
    func chargePointSuperseded() { superseded.increment() }
    func operationEnded(_ status: OperationStatus) { operations[status.rawValue]?.increment() }

    private static func counters(_ label: String, _ dimension: String, _ values: [String]) -> [String: Counter] {
        Dictionary(
            values.map { ($0, Counter(label: label, dimensions: [(dimension, $0)])) },
            uniquingKeysWith: { first, _ in first })
    }
}
