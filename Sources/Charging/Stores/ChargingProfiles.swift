/// What chargers hold of our charging profiles, kept in step by what they answer.
package protocol ChargingProfiles: Sendable {
    /// Takes the place of those that it replaces. One for a transaction that has ended meanwhile is not kept. An operation
    /// that was asked for earlier changes nothing of what a later one brought.
    func accepted(_ profile: InstalledProfile, of station: StationID, by operation: OperationID) async throws
    func cleared(_ criteria: ProfileCriteria, of station: StationID, by operation: OperationID) async throws
    /// What the charger told of its limits; what it did not tell stays as it was.
    func heard(_ limits: ProfileLimits, of station: StationID) async throws
    func state(of station: StationID) async throws -> SmartChargingState
    func keep(_ comparison: ScheduleComparison, of operation: OperationID) async throws
}

package enum ChargingProfileField: Sendable, Hashable, CaseIterable {
    case stationID, connectorNumber, profileID, stackLevel, purpose, kind, recurrency, validFrom, validTo
    case transactionID, unit, startAt, durationSeconds, minimumRate, periods, operationID, acceptedAt
}

package enum ScheduleComparisonField: Sendable, Hashable, CaseIterable {
    case connectorNumber, startAt, durationSeconds, unit, tolerance, differences
}

/// Those of ended transactions are never among them.
package protocol ChargingProfileReading: Sendable {
    /// Newest first, one page per station.
    func chargingProfiles(
        ofStations stations: [StationID], page: PageRequest, fields: Set<ChargingProfileField>, viewer: Viewer
    ) async throws -> RowPages<ChargingProfileField>
    func chargingProfiles(
        ids: [ChargingProfileID], fields: Set<ChargingProfileField>, viewer: Viewer
    ) async throws -> RowBatch<ChargingProfileField>
    /// Nil for a station out of the viewer's reach.
    func smartChargingState(of station: StationID, viewer: Viewer) async throws -> SmartChargingState?
    /// A list of at most one per operation.
    func scheduleComparisons(
        ofOperations operations: [OperationID], fields: Set<ScheduleComparisonField>, viewer: Viewer
    ) async throws -> RowLists<ScheduleComparisonField>
}
