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
        case .booted, .statusChanged, .authorizationAsked, .started, .estimated, .eventReported, .heartbeat: 1
        }
    }

    /// What the statements of one flush may hold once for each station.
    var slot: Slot {
        switch report {
        case .booted: .boot
        case .statusChanged: .status
        case .started, .metered, .stopped, .estimated: .transaction
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

    /// Whether it may take a place that only one session can have, as that of a tag: two commits that do it could wait for
    /// each other.
    var startsTransaction: Bool { if case .started = report { true } else { false } }

    /// Why no database could keep it, found before it spoils a flush.
    var defect: String? {
        let numbers: [Double]
        switch report {
        case .started(let start): numbers = [start.meterStartWh]
        case .metered(let report): numbers = report.samples.map(\.value)
        case .stopped(let stop): numbers = stop.samples.map(\.value) + [stop.meterStopWh]
        case .booted, .statusChanged, .authorizationAsked, .estimated, .eventReported, .heartbeat: return nil
        }
        return numbers.allSatisfy(\.isFinite) ? nil : "a meter value is not a finite number"
    }
}
