import JSON
import OCPP

/// What the meter of a connector shows at one moment, and how it is told.
struct MeterReading: Equatable, Sendable {
    let time: Timestamp
    /// Lifetime register, Wh.
    let register: Double
    /// W.
    let power: Double
    let voltage: Double
    /// A in each phase.
    let current: Double
    /// 0…1; nil where no car is connected.
    let stateOfCharge: Double?
    /// The register when the transaction began, in Wh.
    let registerAtStart: Double

    init(connector: Connector, at time: Timestamp) {
        self.time = time
        register = connector.register
        registerAtStart = connector.transaction?.registerAtStart ?? 0
        stateOfCharge = connector.transaction?.flow.stateOfCharge
        guard let transaction = connector.transaction, transaction.suspension == nil else {
            (power, current) = (0, 0)
            voltage = connector.transaction?.flow.vehicle.voltage ?? 230
            return
        }
        power = transaction.flow.power
        current = transaction.flow.current
        voltage = transaction.flow.voltage
    }

    func meterValue(
        context: OCPP16.ReadingContext, form: MeterForm, time: SentTime
    ) -> OCPP16.MeterValue {
        func sample(
            _ value: Double, _ decimals: Int, _ measurand: OCPP16.Measurand, _ unit: OCPP16.UnitOfMeasure,
            at location: OCPP16.Location = .outlet
        ) -> OCPP16.SampledValue {
            OCPP16.SampledValue(
                value: FixedPoint.text(value, decimals: decimals), context: context, format: .raw,
                measurand: measurand, location: location, unit: unit)
        }
        let energy = form.isSessionRelative ? register - registerAtStart : register
        var samples = form.energy(energy, context: context)
        samples += [
            sample(power, 0, .powerActiveImport, .watt),
            sample(voltage, 1, .voltage, .volt),
            sample(current, 2, .currentImport, .ampere),
        ]
        if let stateOfCharge {
            samples.append(sample(stateOfCharge * 100, 0, .stateOfCharge, .percent, at: .vehicle))
        }
        return OCPP16.MeterValue(timestamp: time, sampledValue: samples)
    }
}
