import JSON
import OCPP

/// What a charge point charged before it ever met this central system, and has kept to tell it: the messages of transactions
/// that went on without a connection. OCPP 1.6 edition 2, section 3.7.1.
extension ChargerMachine {
    static let longestHistory = 90
    private static let sampleSeconds = 900.0

    /// - Parameter days: of transactions that end before `now`, a few a day on each connector.
    mutating func rememberHistory(days: Int, now: Timestamp) {
        var pasts: [PastTransaction] = []
        for index in connectors.indices {
            // Each connector has a driver of its own, so that no tag charges in two places.
            let tag = settings.idTags.isEmpty ? "DEMO0001" : settings.idTags[index % settings.idTags.count]
            var begin = now.advanced(by: .seconds(-86_400 * days)).advanced(by: random.seconds(0...30_000))
            while true {
                let past = PastTransaction(
                    connector: index, tag: tag, begin: begin,
                    vehicle: .arriving(atRatedPower: connectors[index].ratedPower, using: &random),
                    patience: Double.random(in: 2_400...18_000, using: &random), every: Self.sampleSeconds)
                guard past.end.advanced(by: .seconds(900)) < now else { break }
                pasts.append(past)
                begin = past.end.advanced(by: random.seconds(7_200...64_800))
            }
        }
        // The registers show today what they do; before each charge they showed less.
        for index in connectors.indices {
            let total = pasts.filter { $0.connector == index }.reduce(0) { $0 + $1.energy }
            connectors[index].register += total
        }
        var registers = connectors.map(\.register)
        for past in pasts { registers[past.connector] -= past.energy }
        outbox.limit = max(outbox.limit, pasts.count * 3 + 1_000)
        for past in pasts.sorted(by: { $0.begin < $1.begin }) { tell(past, register: &registers[past.connector]) }
    }

    private mutating func tell(_ past: PastTransaction, register: inout Double) {
        let key = nextTransactionKey()
        let number = connectors[past.connector].number
        let start = OCPP16.StartTransaction(
            connectorId: number, idTag: past.tag, meterStart: Self.wattHours(register),
            timestamp: clock.told(past.begin), reservationId: nil)
        outbox.append(.start(start, key))
        let values = past.samples.map { sample in
            OCPP16.MeterValue(
                timestamp: clock.told(sample.time),
                sampledValue: [
                    Self.sampled(register + sample.energy, .energyActiveImportRegister, .wattHour),
                    Self.sampled(sample.power, .powerActiveImport, .watt),
                ])
        }
        if !values.isEmpty { outbox.append(.meter(connector: number, values, key)) }
        register += past.energy
        outbox.append(
            .stop(
                Message.StopContent(
                    meterStop: Self.wattHours(register), time: clock.told(past.end), idTag: past.tag, reason: .local),
                key))
    }

    private static func sampled(
        _ value: Double, _ measurand: OCPP16.Measurand, _ unit: OCPP16.UnitOfMeasure
    ) -> OCPP16.SampledValue {
        OCPP16.SampledValue(
            value: FixedPoint.text(value, decimals: 0), context: .samplePeriodic, format: .raw, measurand: measurand,
            location: .outlet, unit: unit)
    }

    private static func wattHours(_ register: Double) -> Int { Int(exactly: register.rounded(.down)) ?? 0 }
}

/// A charge that is over.
private struct PastTransaction {
    let connector: Int
    let tag: IdTag
    let begin: Timestamp
    private(set) var end: Timestamp
    private(set) var energy = 0.0
    /// Wh since the begin, and W, at each moment.
    private(set) var samples: [(time: Timestamp, energy: Double, power: Double)] = []

    init(connector: Int, tag: IdTag, begin: Timestamp, vehicle: Vehicle, patience: Double, every step: Double) {
        self.connector = connector
        self.tag = tag
        self.begin = begin
        end = begin
        var flow = EnergyFlow(vehicle: vehicle)
        var seconds = 0.0
        while seconds < patience, !flow.isFull {
            let length = min(step, patience - seconds)
            energy += flow.advance(seconds: length)
            seconds += length
            end = begin.advanced(by: .milliseconds(Int64(seconds * 1_000)))
            samples.append((end, energy, flow.power))
        }
    }
}
