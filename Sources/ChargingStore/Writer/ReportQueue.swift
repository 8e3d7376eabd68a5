import Charging

/// The reports that wait, in the order of their submission, and the flushes that have begun.
struct ReportQueue {
    private var reports: [PendingReport] = []
    private var flushes: [Int: Flush] = [:]
    private var nextFlush = 0
    private(set) var isClosed = false

    /// Reports that are committed together.
    struct Flush {
        let number: Int
        let reports: [PendingReport]
        fileprivate let stations: Set<StationID>
        fileprivate let startsTransactions: Bool
    }

    /// Reports that wait or are in a flush that has not ended.
    var count: Int { waitingCount + flushes.values.reduce(0) { $0 + $1.reports.count } }
    var waitingCount: Int { reports.count }
    var flushCount: Int { flushes.count }

    mutating func append(_ report: PendingReport) {
        reports.append(report)
    }

    mutating func close() -> [PendingReport] {
        isClosed = true
        defer { reports = [] }
        return reports
    }

    /// The next flush, until ``end(_:)`` under way: reports in order, without those that have to wait for an earlier one of
    /// their station. `nil` when nothing can begin now.
    ///
    /// One flush holds at most one of start, meter values and stop of a station, since their statements run kind by kind,
    /// and flushes that are under way together are of different stations. The first report that has to wait holds back
    /// whatever its station said later.
    mutating func begin(reports reportLimit: Int, weight weightLimit: Int) -> Flush? {
        var taken: [PendingReport] = []
        var heldBack: [PendingReport] = []
        var slots: [StationID: PendingReport.Slot] = [:]
        var waiting = flushes.values.reduce(into: Set<StationID>()) { $0.formUnion($1.stations) }
        let mayStart = !flushes.values.contains(where: \.startsTransactions)
        var weight = 0
        var index = reports.startIndex
        // Where most are held back, the look at all of them waits for the flush that holds them.
        while index < reports.endIndex, taken.count < reportLimit, taken.isEmpty || weight < weightLimit,
            heldBack.count < 4 * reportLimit
        {
            let report = reports[index]
            let station = report.source.stationID
            let slot = report.slot
            if !waiting.isEmpty, waiting.contains(station) {
                heldBack.append(report)
            } else if !slots[station, default: []].isDisjoint(with: slot) || report.startsTransaction && !mayStart {
                waiting.insert(station)
                heldBack.append(report)
            } else {
                slots[station, default: []].formUnion(slot)
                taken.append(report)
                weight += report.weight
            }
            index += 1
        }
        guard !taken.isEmpty else { return nil }
        reports.replaceSubrange(..<index, with: heldBack)
        let flush = Flush(
            number: nextFlush, reports: taken, stations: Set(slots.keys),
            startsTransactions: taken.contains(where: \.startsTransaction))
        nextFlush &+= 1
        flushes[flush.number] = flush
        return flush
    }

    mutating func end(_ flush: Flush) {
        flushes[flush.number] = nil
    }

    /// Removes those whose time is over.
    mutating func takeExpired(at now: ContinuousClock.Instant) -> [PendingReport] {
        let expired = reports.filter { $0.deadline <= now }
        if !expired.isEmpty { reports.removeAll { $0.deadline <= now } }
        return expired
    }
}
