import Charging

/// A report that waits to be committed.
struct PendingReport: Sendable {
    let report: Report
    let source: ReportSource
    /// When whoever waits for it stops waiting.
    let deadline: ContinuousClock.Instant
    let completion: @Sendable (Result<ReportOutcome, ReportFailure>) -> Void
    /// It was part of a commit that may have taken effect without our hearing of it.
    var isUncertain = false

    /// How much it adds to a flush: its rows.
    var weight: Int {
        switch report {
        case .metered(let report): 1 + report.samples.count
        case .stopped(let report): 1 + report.samples.count
        case .booted, .statusChanged, .authorizationAsked, .started, .eventReported, .heartbeat: 1
        }
    }

    /// What the statements of one flush may hold once for each station.
    var slot: Slot {
        switch report {
        case .booted: .boot
        case .statusChanged: .status
        case .started, .metered, .stopped: .transaction
        case .eventReported: .event
        case .authorizationAsked, .heartbeat: []
        }
    }

    struct Slot: OptionSet {
        let rawValue: UInt8
        static let boot = Slot(rawValue: 1)
        static let status = Slot(rawValue: 2)
        static let transaction = Slot(rawValue: 4)
        static let event = Slot(rawValue: 8)
    }

    /// Why no database could keep it, found before it spoils a flush.
    var defect: String? {
        let numbers: [Double]
        switch report {
        case .started(let start): numbers = [start.meterStartWh]
        case .metered(let report): numbers = report.samples.map(\.value)
        case .stopped(let stop): numbers = stop.samples.map(\.value) + [stop.meterStopWh]
        case .booted, .statusChanged, .authorizationAsked, .eventReported, .heartbeat: return nil
        }
        return numbers.allSatisfy(\.isFinite) ? nil : "a meter value is not a finite number"
    }
}

/// The reports that wait, in the order of their submission.
struct ReportQueue {
    private(set) var reports: [PendingReport] = []
    private(set) var isClosed = false

    var count: Int { reports.count }

    mutating func append(_ report: PendingReport) {
        reports.append(report)
    }

    mutating func close() -> [PendingReport] {
        isClosed = true
        defer { reports = [] }
        return reports
    }

    /// The next flush: reports in order, without those that have to wait for an earlier one of their station.
    ///
    /// One flush holds at most one of start, meter values and stop of a station, since their statements run kind by kind.
    /// The first report that has to wait holds back whatever its station said later.
    mutating func take(reports reportLimit: Int, weight weightLimit: Int) -> [PendingReport] {
        var taken: [PendingReport] = []
        var heldBack: [PendingReport] = []
        var slots: [StationID: PendingReport.Slot] = [:]
        var waiting: Set<StationID> = []
        var weight = 0
        var index = reports.startIndex
        while index < reports.endIndex, taken.count < reportLimit, taken.isEmpty || weight < weightLimit {
            let report = reports[index]
            let station = report.source.stationID
            let slot = report.slot
            if !waiting.isEmpty, waiting.contains(station) {
                heldBack.append(report)
            } else if !slot.isEmpty, !slots[station, default: []].isDisjoint(with: slot) {
                waiting.insert(station)
                heldBack.append(report)
            } else {
                if !slot.isEmpty { slots[station, default: []].formUnion(slot) }
                taken.append(report)
                weight += report.weight
            }
            index += 1
        }
        reports.replaceSubrange(..<index, with: heldBack)
        return taken
    }

    /// Removes those whose time is over.
    mutating func takeExpired(at now: ContinuousClock.Instant) -> [PendingReport] {
        let expired = reports.filter { $0.deadline <= now }
        if !expired.isEmpty { reports.removeAll { $0.deadline <= now } }
        return expired
    }
}
