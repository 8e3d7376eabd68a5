import JSON
import Logging

// What is noticed about connections, and kept for whoever has to find out why a charger does not work.
extension ChargePointRegistry {
    private var evidence: ConnectionEvidence { environment.liveStatus.connections }

    func noteOpened(_ chargePoint: ChargePoint) {
        let id = chargePoint.stationID
        if table[id]?.flaps.connected(at: now) == true {
            evidence.note(.flapping, of: id, at: now, detail: chargePoint.origin)
        }
        if chargePoint.admission.subprotocol == nil {
            evidence.note(.noSubprotocol, of: id, at: now, detail: chargePoint.origin)
        }
    }

    /// A newer connection without credentials was turned away, since the older one is alive.
    func noteConflict(of newer: ChargePoint, with older: ChargePoint) {
        let id = newer.stationID
        table[id]?.conflicts += 1
        environment.metrics.admissionRefused("conflict")
        evidence.note(
            .contested, of: id, at: now,
            detail: "a connection without credentials \(newer.origin) was refused; the one \(older.origin) is alive")
        evidence.refused(
            id, ConnectionRefusal(reason: .contested, at: now, address: newer.admission.remoteAddress))
        logger.warning(
            "a second connection without credentials was refused",
            metadata: [
                "chargePoint": "\(newer.admission.station.chargePointID)",
                "address": "\(newer.admission.remoteAddress ?? "unknown")",
            ])
    }

    /// A charger whose link broke comes back from where it was; one that comes from elsewhere while the older connection
    /// is alive may be somebody else who knows the password.
    func noteTakeover(by newer: ChargePoint, of older: ChargePoint) async {
        guard newer.admission.remoteAddress != older.admission.remoteAddress,
            await older.silence(at: now) <= configuration.pingInterval, await !older.hasEnded
        else { return }
        evidence.note(
            .contested, of: newer.stationID, at: now,
            detail: "a connection \(newer.origin) took over from a live one \(older.origin)")
        logger.warning(
            "a live connection was taken over from another address",
            metadata: [
                "chargePoint": "\(newer.admission.station.chargePointID)",
                "address": "\(newer.admission.remoteAddress ?? "unknown")",
                "before": "\(older.admission.remoteAddress ?? "unknown")",
            ])
    }

    /// It may answer again over a new connection; see ``ReconnectPolicy``.
    func notAnswering(_ chargePoint: ChargePoint, calls: Int, in group: inout DiscardingTaskGroup) {
        let id = chargePoint.stationID
        evidence.note(.notAnswering, of: id, at: now, detail: "\(calls) calls in a row")
        guard table[id]?.live === chargePoint, table[id]?.reconnects.isDue(at: now) == true else { return }
        logger.warning(
            "a charger that answers no calls is made to connect again",
            metadata: ["chargePoint": "\(chargePoint.admission.station.chargePointID)", "calls": "\(calls)"])
        group.addTask { await chargePoint.end(.notAnswering) }
    }

    // MARK: - Refused handshakes

    /// A handshake at an address where no charger belongs: some append their id to an address that has it already, others
    /// were given another server's path. Told to the station whose id the path ends in, if there is one.
    package func noteWrongPath(_ segments: [String], from address: String?) {
        guard
            let station = segments.last(where: { !$0.isEmpty }).flatMap(ChargePointID.init).flatMap({ stationIDs[$0] })
        else { return }
        environment.metrics.admissionRefused("path")
        evidence.refused(
            station,
            ConnectionRefusal(
                reason: .wrongPath, at: now, address: address,
                detail: "/" + segments.prefix(20).joined(separator: "/")))
    }

    func noteRefusal(_ reason: ConnectionRefusal.Reason, of request: AdmissionRequest, detail: String? = nil) {
        let refusal = ConnectionRefusal(reason: reason, at: now, address: request.remoteAddress, detail: detail)
        if let station = ChargePointID(request.chargePointID).flatMap({ stationIDs[$0] }) {
            evidence.refused(station, refusal)
        } else {
            evidence.refused(unknown: request.chargePointID, refusal)
        }
    }
}

extension ChargePoint {
    fileprivate nonisolated var origin: String { "from \(admission.remoteAddress ?? "an unknown address")" }
}
