import JSON

// What a report says of the whole outlet, also where the charger tells of each phase alone.
extension [Sample] {
    /// The states of the register that energy is counted by.
    package var energyRegisters: [Sample] {
        totals(of: "Energy.Active.Import.Register", unit: "Wh", isTotal: \.isEnergyRegister)
    }

    /// What flowed last.
    package var power: Sample? {
        totals(of: "Power.Active.Import", unit: "W", isTotal: \.isPower).max { $0.at.understood < $1.at.understood }
    }

    /// Those of all phases together; where there are none, the sums of three phases at one moment. Fewer than three phases
    /// tell nothing of the whole.
    private func totals(of measurand: String, unit: String, isTotal: (Sample) -> Bool) -> [Sample] {
        let totals = filter(isTotal)
        guard totals.isEmpty else { return totals }
        var phases: [Timestamp: [Sample]] = [:]
        for sample in self where sample.measurand == measurand && sample.unit == unit && sample.isAtOutlet {
            guard let line = sample.line, phases[sample.at.understood]?.contains(where: { $0.line == line }) != true
            else { continue }
            phases[sample.at.understood, default: []].append(sample)
        }
        return phases.values.compactMap { samples in
            guard samples.count == 3, var sum = samples.first else { return nil }
            sum.phase = ""
            sum.value = samples.reduce(0) { $0 + $1.value }
            return sum
        }
    }
}

extension Sample {
    /// L1, L2 or L3, measured against the neutral or without saying so; nil for what lies between two lines.
    fileprivate var line: Substring? {
        switch phase {
        case "L1", "L2", "L3", "L1-N", "L2-N", "L3-N": phase.prefix(2)
        default: nil
        }
    }
}
