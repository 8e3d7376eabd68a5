import Charging
import JSON
import Postgres

extension StationRecord {
    /// Of a row `r` of stations.
    static let columns: SQL = """
        r.id, r.organization_id, r.charge_point_id, r.is_active, r.admission, r.security_profile,
        r.minimum_security_profile, r.password_verifier, r.pending_verifiers, r.presence, r.last_seen_at, r.ocpp_version, r.status, r.error_code, r.generation
        """

    init(_ row: PostgresRow) throws {
        let text = try row.string("charge_point_id")
        guard let chargePointID = ChargePointID(text) else {
            throw ChargingError(.badInput, "the stored charge point id \(text) cannot be used")
        }
        self.init(
            id: StationID(rawValue: try row.int64("id")),
            organizationID: OrganizationID(rawValue: try row.int64("organization_id")), chargePointID: chargePointID,
            isActive: try row.bool("is_active"),
            admission: StationAdmission(rawValue: try row.string("admission")) ?? .rejected,
            securityProfile: try row.optional.int("security_profile").flatMap(SecurityProfile.init(rawValue:)),
            minimumSecurityProfile: try row.optional.int("minimum_security_profile").flatMap(
                SecurityProfile.init(rawValue:)),
            passwordVerifier: try row.optional.bytes("password_verifier"),
            pendingVerifiers: try row.optional.bytesArray("pending_verifiers") ?? [],
            presence: Presence(rawValue: try row.string("presence")) ?? .unknown,
            lastSeenAt: try row.optional.timestamp("last_seen_at").map(Timestamp.init(microseconds:)),
            ocppVersion: try row.optional.string("ocpp_version"),
            status: ConnectorStatus(rawValue: try row.string("status")) ?? .unknown,
            errorCode: try row.optional.string("error_code"), generation: try row.int64("generation"))
    }
}

extension ConnectorRecord {
    static let columns: SQL = "r.id, r.station_id, r.number, r.status, r.error_code, r.status_changed_at"

    init(_ row: PostgresRow) throws {
        self.init(
            id: ConnectorID(rawValue: try row.int64("id")), stationID: StationID(rawValue: try row.int64("station_id")),
            number: Int(try row.int64("number")),
            status: ConnectorStatus(rawValue: try row.string("status")) ?? .unknown,
            errorCode: try row.optional.string("error_code"),
            statusChangedAt: try row.optional.timestamp("status_changed_at").map(Timestamp.init(microseconds:)))
    }
}

extension SessionState {
    /// Of a row `r` of sessions; read by ``init(_:)`` under these names.
    static let columns: SQL = """
        r.id AS session_id, r.organization_id, r.station_id, r.connector_number, r.transaction_id, r.status, r.id_tag,
        r.tag_id, r."authorization", r.started_at, r.stopped_at, r.meter_start_wh, r.meter_baseline_wh,
        r.meter_stop_wh, r.energy_wh, r.stop_reason
        """

    init(_ row: PostgresRow) throws {
        self.init(
            id: SessionID(rawValue: try row.int64("session_id")),
            organizationID: OrganizationID(rawValue: try row.int64("organization_id")),
            stationID: StationID(rawValue: try row.int64("station_id")),
            connector: Int(try row.int64("connector_number")),
            transactionID: try row.int32("transaction_id"),
            status: SessionStatus(rawValue: try row.string("status")) ?? .estimated, idTag: try row.string("id_tag"),
            tagID: try row.optional.int64("tag_id").map(TagID.init(rawValue:)),
            authorization: AuthorizationStatus(rawValue: try row.string("authorization")) ?? .invalid,
            startedAt: Timestamp(microseconds: try row.timestamp("started_at")),
            stoppedAt: try row.optional.timestamp("stopped_at").map(Timestamp.init(microseconds:)),
            meterStartWh: try row.double("meter_start_wh"),
            meterBaselineWh: try row.optional.double("meter_baseline_wh"),
            meterStopWh: try row.optional.double("meter_stop_wh"),
            energyWh: try row.double("energy_wh"), stopReason: try row.optional.string("stop_reason"))
    }
}
