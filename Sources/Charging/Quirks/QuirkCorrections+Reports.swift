import JSON

extension QuirkCorrections {
    /// What the charger meant to report.
    ///
    /// - Parameter meterStartWh: of the transaction that runs on this connector, or has this number.
    func corrected(
        _ report: Report, receivedAt: Timestamp, meterStartWh: (_ connector: Int?, _ transactionID: Int32?) -> Double?
    ) -> Report {
        switch report {
        case .authorizationAsked(let idTag): return .authorizationAsked(idTag: self.idTag(heard: idTag))
        case .statusChanged(var status):
            status.at = time(status.at, receivedAt: receivedAt)
            return .statusChanged(status)
        case .started(var start):
            start.idTag = idTag(heard: start.idTag)
            start.at = time(start.at, receivedAt: receivedAt)
            return .started(start)
        case .metered(var metered):
            let start = metered.transactionID.flatMap { meterStartWh(metered.connector, $0) }
            correct(&metered.samples, meterStartWh: start, receivedAt: receivedAt)
            return .metered(metered)
        case .stopped(var stop):
            let start = meterStartWh(nil, stop.transactionID)
            stop.idTag = stop.idTag.map { idTag(heard: $0) }
            stop.at = time(stop.at, receivedAt: receivedAt)
            stop.meterStopWh = register(stop.meterStopWh, meterStartWh: start)
            correct(&stop.samples, meterStartWh: start, receivedAt: receivedAt)
            return .stopped(stop)
        case .eventReported(var event):
            event.at = time(event.at, receivedAt: receivedAt)
            return .eventReported(event)
        // An estimate is ours.
        case .booted, .heartbeat, .estimated: return report
        }
    }

    private func correct(_ samples: inout [Sample], meterStartWh: Double?, receivedAt: Timestamp) {
        for index in samples.indices {
            samples[index].at = time(samples[index].at, receivedAt: receivedAt)
            if samples[index].isEnergyRegister {
                samples[index].value = register(samples[index].value, meterStartWh: meterStartWh)
            }
        }
    }

    /// The meter's own register. Some chargers send both by turns: one that is not below the start is the meter's already.
    private func register(_ value: Double, meterStartWh: Double?) -> Double {
        guard reportsSessionEnergy, let meterStartWh, value < meterStartWh else { return value }
        return value + meterStartWh
    }
}
