import JSON

extension QuirkCorrections {
    /// What the charger meant to report.
    ///
    /// - Parameter register: of the transaction that runs on this connector, or has this number.
    func corrected(
        _ report: Report, receivedAt: Timestamp,
        register: (_ connector: Int?, _ transactionID: Int32?) -> RegisterProgress?
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
            var progress = metered.transactionID.flatMap { register(metered.connector, $0) }
            correct(&metered.samples, &progress, receivedAt: receivedAt)
            return .metered(metered)
        case .stopped(var stop):
            var progress = register(nil, stop.transactionID)
            stop.idTag = stop.idTag.map { idTag(heard: $0) }
            stop.at = time(stop.at, receivedAt: receivedAt)
            stop.meterStopWh = meant(stop.meterStopWh, &progress)
            // What comes with the stop may reach back to the start.
            progress = progress.map { RegisterProgress(startWh: $0.startWh, latestWh: $0.startWh) }
            correct(&stop.samples, &progress, receivedAt: receivedAt)
            return .stopped(stop)
        case .eventReported(var event):
            event.at = time(event.at, receivedAt: receivedAt)
            return .eventReported(event)
        // An estimate is ours.
        case .booted, .heartbeat, .estimated: return report
        }
    }

    private func correct(_ samples: inout [Sample], _ progress: inout RegisterProgress?, receivedAt: Timestamp) {
        for index in samples.indices {
            samples[index].at = time(samples[index].at, receivedAt: receivedAt)
            if samples[index].isEnergyRegister {
                samples[index].value = meant(samples[index].value, &progress)
            }
        }
    }

    /// The meter's own register. Some chargers send both by turns: a value that is not below what was understood last is the
    /// meter's already.
    private func meant(_ value: Double, _ progress: inout RegisterProgress?) -> Double {
        guard reportsSessionEnergy, let known = progress else { return value }
        let meant = value < known.latestWh ? value + known.startWh : value
        progress?.latestWh = max(known.latestWh, meant)
        return meant
    }
}

/// The meter's register at the start of a transaction, and the highest that was heard since.
struct RegisterProgress {
    var startWh: Double
    var latestWh: Double
}
