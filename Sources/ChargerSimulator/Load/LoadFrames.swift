import OCPP

/// The prepared calls of one charge point under load.
struct LoadFrames: Sendable {
    var heartbeat: FrameTemplate
    var charging: FrameTemplate
    var available: FrameTemplate
    var meter: FrameTemplate
    private let samples: Int

    init?(samples: Int) {
        self.samples = samples
        guard let heartbeat = FrameTemplate(OCPP16.Heartbeat()),
            let charging = FrameTemplate(Self.status(.charging)),
            let available = FrameTemplate(Self.status(.available)),
            let meter = FrameTemplate(Self.meterValues(transaction: nil, samples: samples))
        else { return nil }
        self.heartbeat = heartbeat
        self.charging = charging
        self.available = available
        self.meter = meter
    }

    /// From now on meter values belong to that transaction.
    mutating func begin(transaction: Int?) {
        if let template = FrameTemplate(Self.meterValues(transaction: transaction, samples: samples)) {
            meter = template
        }
    }

    private static func status(_ status: OCPP16.ChargePointStatus) -> OCPP16.StatusNotification {
        OCPP16.StatusNotification(
            connectorId: 1, errorCode: .known(.noError), status: .known(status),
            timestamp: SentTime(FrameTemplate.placeholderTime))
    }

    private static func meterValues(transaction: Int?, samples: Int) -> OCPP16.MeterValues {
        let all: [(OCPP16.Measurand, OCPP16.UnitOfMeasure, String)] = [
            (.energyActiveImportRegister, .wattHour, FrameTemplate.placeholderRegister),
            (.powerActiveImport, .watt, "7360.4"), (.voltage, .volt, "230.1"), (.currentImport, .ampere, "16.0"),
            (.stateOfCharge, .percent, "42"), (.temperature, .celsius, "31.5"),
        ]
        let phases: [OCPP16.Phase?] = [nil, .l1, .l2, .l3, .n, .l1N, .l2N, .l3N]
        // Beyond six the same measurands come again on another phase, so that each sample is one of its own.
        let values = (0..<max(1, min(samples, 48))).map { index in
            let (measurand, unit, value) = all[index % all.count]
            return OCPP16.SampledValue(
                value: index < all.count ? value : "230.1", context: .samplePeriodic, format: .raw,
                measurand: measurand,
                phase: phases[index / all.count], location: .outlet, unit: unit)
        }
        return OCPP16.MeterValues(
            connectorId: 1, transactionId: transaction,
            meterValue: [
                OCPP16.MeterValue(timestamp: SentTime(FrameTemplate.placeholderTime), sampledValue: values)
            ])
    }
}
