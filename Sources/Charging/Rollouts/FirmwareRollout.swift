package import JSON

package struct FirmwareRolloutID: RowIdentifier {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

package struct RolloutStationID: RowIdentifier {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

package enum FirmwareRolloutStatus: String, Sendable, Hashable, CaseIterable {
    /// Its time has not come.
    case scheduled = "SCHEDULED"
    case running = "RUNNING"
    /// By a person.
    case paused = "PAUSED"
    /// By its rule: too many stations have failed.
    case stopped = "STOPPED"
    case cancelled = "CANCELLED"
    case finished = "FINISHED"
}

package enum RolloutStationStatus: String, Sendable, Hashable, CaseIterable {
    /// Its wave has not come.
    case waiting = "WAITING"
    /// It is asked as soon as it is connected.
    case due = "DUE"
    case asked = "ASKED"
    case installed = "INSTALLED"
    case failed = "FAILED"
    /// It was not connected in its time.
    case missed = "MISSED"
    /// It is left out.
    case skipped = "SKIPPED"
    case cancelled = "CANCELLED"
}

package enum FirmwareRolloutField: Sendable, Hashable, CaseIterable {
    case name, imageID, firmwareVersion, isSigned, status, stopReason, waveSizes, pauseSeconds, maxFailures
    case stationWaitSeconds, startsAt, currentWave, waveCount, nextWaveAt, createdBy, createdAt, endedAt
    case stationCount, waitingCount, underWayCount, installedCount, failedCount, missedCount, leftOutCount
}

package enum RolloutStationField: Sendable, Hashable, CaseIterable {
    case rolloutID, stationID, wave, status, reason, step, stepAt, operationID, attempts, dueAt, deadline, askedAt,
        endedAt
}

package struct FirmwareRolloutFilter: Sendable, Hashable {
    package var statuses: [FirmwareRolloutStatus]?
    /// With this station among its own.
    package var stationID: StationID?
    package init() {}
}

package struct RolloutStationFilter: Sendable, Hashable {
    package var statuses: [RolloutStationStatus]?
    package var wave: Int?
    package init() {}
}

/// An image for many stations, a wave at a time.
package struct NewFirmwareRollout: Sendable, Hashable {
    package enum Stations: Sendable, Hashable {
        /// Those that are not to get it after all are kept among the others, with the reason.
        case these([StationID])
        /// Those of them that the image fits and that do not run it.
        case fitting(StationFilter)
    }

    package static let stationLimit = 5_000
    package static let waveLimit = 500

    package var name: String
    package var image: FirmwareImageID
    package var stations: Stations
    /// Asks by SignedUpdateFirmware.
    package var isSigned = false
    /// Stations in each wave; the last one is that of all further waves.
    package var waveSizes: [Int]
    /// Between the end of a wave and the next one.
    package var pause = Duration.zero
    /// More of them stop it.
    package var maxFailures = 0
    /// How long a station whose turn it is may take to connect.
    package var stationWait = Duration.seconds(86_400)
    /// Absent: now.
    package var startsAt: Timestamp?

    package init(name: String, image: FirmwareImageID, stations: Stations, waveSizes: [Int]) {
        self.name = name
        self.image = image
        self.stations = stations
        self.waveSizes = waveSizes
    }
}

package protocol FirmwareRolloutReading: Sendable {
    /// Newest first.
    func rollouts(
        _ filter: FirmwareRolloutFilter, page: PageRequest, fields: Set<FirmwareRolloutField>, viewer: Viewer
    ) async throws -> RowPages<FirmwareRolloutField>
    func rollouts(
        ids: [FirmwareRolloutID], fields: Set<FirmwareRolloutField>, viewer: Viewer
    ) async throws -> RowBatch<FirmwareRolloutField>
    /// In the order of their waves.
    func stations(
        ofRollouts rollouts: [FirmwareRolloutID], filter: RolloutStationFilter, page: PageRequest,
        fields: Set<RolloutStationField>, viewer: Viewer
    ) async throws -> RowPages<RolloutStationField>
    func rolloutStations(
        ids: [RolloutStationID], fields: Set<RolloutStationField>, viewer: Viewer
    ) async throws -> RowBatch<RolloutStationField>
}

/// What people do with roll-outs.
///
/// - Throws: ``ChargingError`` `.forbidden`, `.notFound` also for what is out of the viewer's reach, and `.conflict` for what
///   the state of the roll-out does not allow.
package protocol FirmwareRolloutWriting: Sendable {
    func createRollout(_ rollout: NewFirmwareRollout, viewer: Viewer) async throws -> FirmwareRolloutID
    /// Asks no further stations; those that were asked go on.
    /// What ``createRollout(_:viewer:)`` would do now. Changes nothing.
    ///
    /// Of those that a filter finds also the ones that the image does not fit or that run it.
    func previewRollout(_ rollout: NewFirmwareRollout, viewer: Viewer) async throws -> RolloutPreview
    func pauseRollout(_ id: FirmwareRolloutID, viewer: Viewer) async throws
    /// Also after its rule stopped it: failures so far count no more.
    func resumeRollout(_ id: FirmwareRolloutID, viewer: Viewer) async throws
    func cancelRollout(_ id: FirmwareRolloutID, viewer: Viewer) async throws
    /// Leaves out all of these, which have not been asked, or none.
    func skip(_ stations: [StationID], of id: FirmwareRolloutID, viewer: Viewer) async throws
}

/// A station whose turn it is.
package struct RolloutTurn: Sendable, Hashable {
    package var id: RolloutStationID
    package var station: StationID
    package var organization: OrganizationID
    package var image: FirmwareImageID
    package var isSigned: Bool

    package init(
        id: RolloutStationID, station: StationID, organization: OrganizationID, image: FirmwareImageID, isSigned: Bool
    ) {
        self.id = id
        self.station = station
        self.organization = organization
        self.image = image
        self.isSigned = isSigned
    }
}

/// The last change of a roll-out or of one of its stations.
package struct RolloutNews: Sendable, Hashable {
    package var rollout: FirmwareRolloutID
    package var organization: OrganizationID
    package var at: Timestamp

    package init(rollout: FirmwareRolloutID, organization: OrganizationID, at: Timestamp) {
        self.rollout = rollout
        self.organization = organization
        self.at = at
    }
}

/// The rows behind roll-outs, from which any run of the server goes on.
package protocol RolloutBook: Sendable {
    /// Writes down what became of stations that were asked, stops what has to stop, and begins the waves whose time has come.
    func advanceRollouts() async throws
    /// Stations to be asked now that are taken to be connected, those first that wait longest.
    func dueStations(limit: Int) async throws -> [RolloutTurn]
    /// Records the operation that asks a station, in the one commit by which its turn is taken.
    ///
    /// - Returns: nil when it is not its turn any more.
    func take(_ turn: RolloutTurn, by operation: NewOperation) async throws -> OperationID?
    /// Of each roll-out that changed within the last ten seconds.
    func rolloutNews() async throws -> [RolloutNews]
}
