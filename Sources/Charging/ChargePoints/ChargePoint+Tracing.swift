import JSON
import OCPP
import Tracing

extension ChargePoint {
    /// What a charger says, from its frame to our answer, as a trace of its own, where traces are recorded.
    func trace(_ inbound: InboundCall, isError: Bool) {
        guard environment.configuration.recordsTraces else { return }
        let span = startSpan(
            "OCPP \(inbound.call.action)", context: .topLevel, ofKind: .server, at: Instant(inbound.receivedAt))
        span.attributes["ocpp.charge_point"] = admission.station.chargePointID.text
        span.attributes["ocpp.message_id"] = inbound.call.id.text
        if isError { span.setStatus(SpanStatus(code: .error)) }
        span.end(at: Instant(now))
    }
}

private struct Instant: TracerInstant {
    let nanosecondsSinceEpoch: UInt64

    init(_ moment: Timestamp) {
        nanosecondsSinceEpoch = UInt64(clamping: moment.microseconds) &* 1_000
    }

    static func < (one: Instant, other: Instant) -> Bool { one.nanosecondsSinceEpoch < other.nanosecondsSinceEpoch }
}
