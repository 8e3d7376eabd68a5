import Charging
import JSON
import Postgres

/// What a ``MeterBatch`` sends: a row for each report, and a row for each of their values.
struct MeterArrays {
    private(set) var ordinals: [Int32] = []
    private(set) var stations: [Int64] = []
    private(set) var connectors: [Int32?] = []
    private(set) var transactions: [Int32?] = []
    /// The time of the stop, or of the last value.
    private(set) var momentsOfReport: [PostgresTimestamp] = []
    private(set) var stopsSent: [String?] = []
    private(set) var stopMeters: [Double?] = []
    private(set) var stopTags: [String?] = []
    private(set) var sampleCounts: [Int32] = []
    /// The highest value of the register that energy is counted by, and its time.
    private(set) var registers: [Double?] = []
    private(set) var registerTimes: [PostgresTimestamp?] = []
    /// The lowest from which it can have been reached, and when that was.
    private(set) var lowestRegisters: [Double?] = []
    private(set) var lowestRegisterTimes: [PostgresTimestamp?] = []
    private(set) var lowestRegistersSent: [String?] = []
    private(set) var receiptTimes: [PostgresTimestamp] = []
    private(set) var messageIDs: [String?] = []

    private(set) var ownerOrdinals: [Int32] = []
    private(set) var times: [PostgresTimestamp] = []
    private(set) var kinds: [Int32] = []
    /// Absent where there is signed data.
    private(set) var numbers: [Double?] = []
    private(set) var signed: [String?] = []
    private(set) var kindNumbers: [SampleKind: Int32] = [:]

    mutating func add(_ report: Numbered<MeterReport>, kinds: [SampleKind: Int32]) {
        let samples = report.value.samples
        // Connector 0 is the main meter, which measures more than one session.
        let isMainMeter = report.value.connector == 0
        let states = samples.energyRegisters
        let register = states.max { $0.value < $1.value }
        let lowest = register.flatMap { RegisterReading.lowest(of: states, before: $0.value, at: $0.at.understood) }
        add(report.ordinal, report.source, samples, kinds)
        connectors.append(Int32(clamping: report.value.connector))
        transactions.append(isMainMeter ? nil : report.value.transactionID ?? (samples.areOfTransaction ? 0 : nil))
        let last = samples.lazy.map(\.at.understood).max() ?? report.source.receivedAt
        momentsOfReport.append(PostgresTimestamp(last))
        stopsSent.append(nil)
        stopMeters.append(nil)
        stopTags.append(nil)
        registers.append(register?.value)
        registerTimes.append((register?.at.understood).map { PostgresTimestamp($0) })
        lowestRegisters.append(lowest?.value)
        lowestRegisterTimes.append((lowest?.at.understood).map { PostgresTimestamp($0) })
        lowestRegistersSent.append(lowest?.at.sent)
    }

    /// The stop itself tells the energy; its values are only kept.
    mutating func add(_ report: Numbered<StopReport>, kinds: [SampleKind: Int32]) {
        add(report.ordinal, report.source, report.value.samples, kinds)
        connectors.append(nil)
        transactions.append(report.value.transactionID)
        momentsOfReport.append(PostgresTimestamp(report.value.at.understood))
        stopsSent.append(report.value.at.sent)
        stopMeters.append(report.value.meterStopWh)
        stopTags.append(report.value.idTag)
        registers.append(nil)
        registerTimes.append(nil)
        lowestRegisters.append(nil)
        lowestRegisterTimes.append(nil)
        lowestRegistersSent.append(nil)
    }

    private mutating func add(
        _ ordinal: Int32, _ source: ReportSource, _ samples: [Sample], _ kindNumbers: [SampleKind: Int32]
    ) {
        ordinals.append(ordinal)
        stations.append(source.stationID.rawValue)
        sampleCounts.append(Int32(clamping: samples.count))
        receiptTimes.append(PostgresTimestamp(source.receivedAt))
        messageIDs.append(source.messageID)
        self.kindNumbers = kindNumbers
        for sample in samples {
            guard let kind = kindNumbers[SampleKind(sample)] else { continue }
            ownerOrdinals.append(ordinal)
            times.append(PostgresTimestamp(sample.at.understood))
            kinds.append(kind)
            numbers.append(sample.signedData == nil ? sample.value : nil)
            signed.append(sample.signedData)
        }
    }
}

extension [Sample] {
    /// Whether they can be a transaction's although no number says so: clock-aligned values are taken at any time.
    fileprivate var areOfTransaction: Bool { contains { $0.context != "Sample.Clock" } }
}
