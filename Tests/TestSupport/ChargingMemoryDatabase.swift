package import Charging
package import JSON
import Synchronization

/// A database in memory: stations, connectors, sessions and operations, with a switch for being away.
///
/// Small, but with the guarantees that the domain relies on: a retry hears the first answer, one session runs per
/// connector, generations only rise. Commits can be held back to look at what happens meanwhile.
package final class MemoryDatabase: Sendable {
    package struct Committed: Sendable, Equatable {
        package var report: Report
        package var source: ReportSource
    }
    package struct OperationRow: Sendable, Equatable {
        package var kind: OperationKind
        package var station: StationID
        package var status: OperationStatus = .queued
        package var effect: OperationEffect = .none
        package var awaited: AwaitedEffect?
        package var request: JSONValue
        package var answer: JSONValue?
        package var failure: String?
    }
    struct Waiting {
        var report: Report
        var source: ReportSource
        var completion: @Sendable (Result<ReportOutcome, ReportFailure>) -> Void
    }
    struct State {
        var isAway = false
        var holdsCommits = false
        /// Every report fails so.
        var failure: ReportFailure?
        var answersWrongly = false
        var losesAttachAnswers = false
        var losesAttaches = false
        var losesDetachAnswers = false
        var lateDetachments: [Detachment] = []
        var waiting: [Waiting] = []
        var stations: [StationID: StationRecord] = [:]
        var connectors: [StationID: [Int: ConnectorRecord]] = [:]
        var sessions: [SessionState] = []
        var events: [StationEvent] = []
        var starts: [StartKey: Int32] = [:]
        var verdicts: [String: AuthorizationStatus] = [:]
        var committed: [Committed] = []
        var operations: [OperationID: OperationRow] = [:]
        var localLists: [StationID: LocalListRow] = [:]
        /// Known to have none, so that no charger is asked.
        var localListLimits: LocalListLimits? = LocalListLimits()
        var make = StationMake(vendor: "Somebody", model: "Before", firmwareVersion: nil)
        var quirkProfiles: [QuirkProfile] = []
        var validTags: [LocalListEntry] = []
        var profiles: [StationID: [InstalledProfile]] = [:]
        var profileLimits: [StationID: ProfileLimits] = [:]
        var comparisons: [OperationID: ScheduleComparison] = [:]
        var reservations: [ReservationRow] = []
        var detachments: [Detachment] = []
        var attaches = 0
        /// By the serial numbers of certificates.
        var standings: [String: [StationID: CertificateStanding]] = [:]
        var agreements: [StationID: SecurityProfile] = [:]
        var lastID: Int64 = 1000
    }
    struct LocalListRow {
        var version: Int32
        var held: HeldLocalList?
        var isSupported = true
    }
    struct StartKey: Hashable {
        var station: StationID
        var connector: Int
        var idTag: String
        var at: String
        var meter: Double
    }

    let state = Mutex(State())
    /// Between the commit of an attach and its answer.
    package let attachAnswers = Gate()
    /// Before the commit of a detach.
    package let detachCommits = Gate()

    /// - Parameter knowsMake: whether the stations have introduced themselves before.
    package init(stations: [StationRecord] = [], knowsMake: Bool = true) {
        state.withLock { state in
            if !knowsMake { state.make = StationMake(vendor: nil, model: nil, firmwareVersion: nil) }
            for station in stations { state.stations[station.id] = station }
        }
    }

    package var isAway: Bool {
        get { state.withLock { $0.isAway } }
        set { state.withLock { $0.isAway = newValue } }
    }
    package var holdsCommits: Bool {
        get { state.withLock { $0.holdsCommits } }
        set { state.withLock { $0.holdsCommits = newValue } }
    }
    package var failure: ReportFailure? {
        get { state.withLock { $0.failure } }
        set { state.withLock { $0.failure = newValue } }
    }
    /// Every report gets an outcome that belongs to another kind: a mistake of ours.
    package var answersWrongly: Bool {
        get { state.withLock { $0.answersWrongly } }
        set { state.withLock { $0.answersWrongly = newValue } }
    }

    /// Attaches are committed, and the connection to the database breaks before it says so.
    package var losesAttachAnswers: Bool {
        get { state.withLock { $0.losesAttachAnswers } }
        set { state.withLock { $0.losesAttachAnswers = newValue } }
    }

    /// Attaches fail, and are not committed.
    package var losesAttaches: Bool {
        get { state.withLock { $0.losesAttaches } }
        set { state.withLock { $0.losesAttaches = newValue } }
    }

    /// Detaches fail, and are committed much later.
    package var losesDetachAnswers: Bool {
        get { state.withLock { $0.losesDetachAnswers } }
        set { state.withLock { $0.losesDetachAnswers = newValue } }
    }

    package func setStanding(_ standing: CertificateStanding, of serialNumber: String, as station: Int64) {
        state.withLock { $0.standings[serialNumber, default: [:]][StationID(rawValue: station)] = standing }
    }
    package func agreement(with station: Int64) -> SecurityProfile? {
        state.withLock { $0.agreements[StationID(rawValue: station)] }
    }

    /// The tags that are valid everywhere.
    package var validTags: [LocalListEntry] {
        get { state.withLock { $0.validTags } }
        set { state.withLock { $0.validTags = newValue } }
    }

    /// What chargers are known to take; nil: they have to be asked.
    package var localListLimits: LocalListLimits? {
        get { state.withLock { $0.localListLimits } }
        set { state.withLock { $0.localListLimits = newValue } }
    }
    package func heldList(of station: Int64) -> HeldLocalList? {
        state.withLock { $0.localLists[StationID(rawValue: station)]?.held }
    }

    /// What the chargers hold.
    package var profiles: [InstalledProfile] { state.withLock { $0.profiles.values.flatMap(\.self) } }
    package var comparisons: [ScheduleComparison] {
        state.withLock { $0.comparisons }.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
    }

    package var waitingCount: Int { state.withLock { $0.waiting.count } }
    package var committed: [Committed] { state.withLock { $0.committed } }
    package var reports: [Report] { committed.map(\.report) }
    package var sessions: [SessionState] { state.withLock { $0.sessions } }
    package var events: [StationEvent] { state.withLock { $0.events } }
    /// In the order in which they were asked for.
    package var operations: [OperationRow] {
        state.withLock { $0.operations }.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
    }
    /// Those that are switched on, of every organization.
    package var quirkProfiles: [QuirkProfile] {
        get { state.withLock { $0.quirkProfiles } }
        set { state.withLock { $0.quirkProfiles = newValue } }
    }
    package var reservations: [ReservationRow] { state.withLock { $0.reservations } }
    package var detachments: [Detachment] { state.withLock { $0.detachments } }
    package var attaches: Int { state.withLock { $0.attaches } }

    package func station(_ id: StationID) -> StationRecord? { state.withLock { $0.stations[id] } }
    package func add(_ station: StationRecord) { state.withLock { $0.stations[station.id] = station } }
    package func judge(_ idTag: String, _ status: AuthorizationStatus) {
        state.withLock { $0.verdicts[idTag.lowercased()] = status }
    }
}

/// What the domain is told while the database is away.
package struct DatabaseIsAway: Error {
    package init() {}
}
