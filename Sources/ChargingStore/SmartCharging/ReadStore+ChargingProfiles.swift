package import Charging
import Postgres

extension ReadStore: ChargingProfileReading {
    /// Of rows `r` of charging_profiles: those for a transaction end with it.
    static var isInForce: SQL {
        """
        (r.session_id IS NULL OR EXISTS (SELECT FROM sessions s WHERE s.id = r.session_id AND s.status = 'ACTIVE'))
        """
    }

    package func chargingProfiles(
        ofStations stations: [StationID], page: PageRequest, fields: Set<ChargingProfileField>, viewer: Viewer
    ) async throws -> RowPages<ChargingProfileField> {
        let listing = Listing<ChargingProfileField>(
            source: "charging_profiles r",
            conditions: ["r.station_id = p.id", viewer.condition(on: .chargingProfiles), "\(Self.isInForce)"],
            order: ListOrder(key: "r.accepted_at", kind: .timestamp, isDescending: true))
        return try await listing.pages(ofParents: stations.rawValues, page: page, fields: fields, in: database)
    }

    package func chargingProfiles(
        ids: [ChargingProfileID], fields: Set<ChargingProfileField>, viewer: Viewer
    ) async throws -> RowBatch<ChargingProfileField> {
        try await rows(
            "charging_profiles r", ids: ids.rawValues, fields: fields,
            reach: viewer.condition(on: .chargingProfiles) + " AND \(Self.isInForce)")
    }

    package func smartChargingState(of station: StationID, viewer: Viewer) async throws -> SmartChargingState? {
        try await SmartChargingState.read(
            station, reach: { viewer.condition(on: $0, for: .operateStation) }, in: database)
    }

    package func scheduleComparisons(
        ofOperations operations: [OperationID], fields: Set<ScheduleComparisonField>, viewer: Viewer
    ) async throws -> RowLists<ScheduleComparisonField> {
        try await lists(
            ofParents: operations.rawValues, by: "c.operation_id",
            from: "schedule_comparisons c JOIN operations r ON r.id = c.operation_id",
            reach: viewer.condition(on: .operations), order: "r.id", fields: fields)
    }
}

extension ChargingProfileField: StoredField {
    var column: StoredColumn {
        switch self {
        case .stationID: .integer("r.station_id")
        case .connectorNumber: .integer("r.connector_number")
        case .profileID: .integer("r.profile_id")
        case .stackLevel: .integer("r.stack_level")
        case .purpose: .text("r.purpose")
        case .kind: .text("r.kind")
        case .recurrency: .text("r.recurrency")
        case .validFrom: .timestamp("r.valid_from")
        case .validTo: .timestamp("r.valid_to")
        case .transactionID: .integer("r.transaction_id")
        case .unit: .text("r.unit")
        case .startAt: .timestamp("r.start_at")
        case .durationSeconds: .integer("r.duration_seconds")
        case .minimumRate: .number("r.minimum_rate")
        case .periods: .document("r.periods")
        case .operationID: .integer("r.operation_id")
        case .acceptedAt: .timestamp("r.accepted_at")
        }
    }
}

/// Here `r` is the operation and `c` what its answer was found to be.
extension ScheduleComparisonField: StoredField {
    var column: StoredColumn {
        switch self {
        case .connectorNumber: .integer("c.connector_number")
        case .startAt: .timestamp("c.start_at")
        case .durationSeconds: .integer("c.duration_seconds")
        case .unit: .text("c.unit")
        case .tolerance: .number("c.tolerance")
        case .differences: .document("c.differences")
        }
    }
}
