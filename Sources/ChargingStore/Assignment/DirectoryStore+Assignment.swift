package import Charging
import Postgres

extension DirectoryStore: StationAssigning {
    package func attemptClaim(of chargePointID: ChargePointID, viewer: Viewer) async throws -> ClaimAttempt {
        try viewer.require(.onboardStation)
        let attempt = try await database.query(
            """
            INSERT INTO claim_attempts (organization_id, user_id, charge_point_id)
            VALUES (\(viewer.organizationID.rawValue), \(viewer.userID.rawValue), \(chargePointID.text)) RETURNING id
            """
        ).single().int64("id")
        // Of many at once each counts those before it.
        let row = try await database.query(
            """
            SELECT greatest(
                (SELECT count(*) FROM claim_attempts a WHERE a.organization_id = \(viewer.organizationID.rawValue)
                    AND a.attempted_at > now() - interval '1 hour' AND NOT a.has_succeeded AND a.id <= \(attempt)),
                (SELECT count(*) FROM claim_attempts a WHERE a.charge_point_id = \(chargePointID.text)
                    AND a.attempted_at > now() - interval '1 hour' AND NOT a.has_succeeded AND a.id <= \(attempt))
            ) AS failures, newest.id, newest.access_code_encrypted AS code
            FROM (SELECT 1) one LEFT JOIN LATERAL (\(Self.newest(chargePointID))) newest ON true
            """
        ).single()
        guard try row.int("failures") <= ClaimAttempt.limit else {
            throw ChargingError(
                .limitExceeded, "too many attempts failed; try again in an hour", field: "chargePointId")
        }
        guard let station = try row.optional.int64("id"), let code = try row.optional.bytes("code") else {
            return ClaimAttempt(id: attempt, target: nil)
        }
        return ClaimAttempt(id: attempt, target: .init(station: StationID(rawValue: station), accessCode: code))
    }

    /// The row that stands for the device: the one in use, or else the one that was last.
    private static func newest(_ chargePointID: ChargePointID) -> Statement {
        """
        SELECT r.id, r.access_code_encrypted FROM stations r WHERE r.charge_point_id = \(chargePointID.text)
        ORDER BY r.removed_at DESC NULLS FIRST LIMIT 1
        """
    }

    package func claim(_ attempt: ClaimAttempt, viewer: Viewer) async throws -> ClaimedStation {
        try viewer.require(.onboardStation)
        guard let target = attempt.target else { throw Self.isChanged }
        let organization = viewer.organizationID.rawValue
        return try await database.withYieldingTransaction { transaction in
            let found = try await transaction.query(
                """
                SELECT r.removed_at IS NULL AND r.organization_id = \(organization) AS is_own FROM stations r
                WHERE r.id = \(target.station.rawValue) AND r.access_code_encrypted = \(target.accessCode)
                FOR NO KEY UPDATE
                """)
            guard let row = found.first else { throw Self.isChanged }
            guard try !row.bool("is_own") else {
                throw ChargingError(.conflict, "this station is in your organization", field: "chargePointId")
            }
            // The account that it leaves does not learn who has it now.
            try await transaction.query("SELECT set_config('stationmaster.doer', '', true)")
            let former = try await transaction.endAssignment(of: target.station, because: "CLAIMED")
            if let doer = Doer.current { try await transaction.query(doer.setting) }
            let made = try await transaction.query(Self.moved(target.station, to: organization))
            try await transaction.query("SELECT set_config('stationmaster.doer', '', true)")
            try await transaction.query(
                """
                UPDATE stations r SET modified_at = now(), password_verifier = NULL, password_encrypted = NULL,
                    pending_verifiers = NULL, pending_encrypted = NULL, access_code_encrypted = NULL,
                    master_password_encrypted = NULL WHERE r.id = \(target.station.rawValue)
                """)
            try await transaction.query("UPDATE claim_attempts SET has_succeeded = true WHERE id = \(attempt.id)")
            return ClaimedStation(station: try StationRecord(try made.single()), former: former)
        }
    }

    private static var isChanged: ChargingError {
        ChargingError(.conflict, "this station was changed meanwhile; try again", field: "chargePointId")
    }

    /// What belongs to the device goes with it; what people wrote down of where it stands does not. Nor does what it agreed
    /// to with the organization's certificates, which name that organization.
    private static func moved(_ station: StationID, to organization: Int64) -> Statement {
        let device: SQL = """
            charge_point_id, vendor, model, serial_number, charge_box_serial_number, firmware_version, iccid, imsi,
            meter_type, meter_serial_number, ocpp_version, booted_at, last_seen_at, password_verifier, password_encrypted,
            pending_verifiers, pending_encrypted, part_number, mes_serial_number, material_number, vendor_code,
            manufactured_at, access_code_encrypted, master_password_encrypted
            """
        return """
            INSERT INTO stations AS r (organization_id, \(device))
            SELECT \(organization), \(device) FROM stations WHERE id = \(station.rawValue)
            RETURNING \(StationRecord.columns)
            """
    }

    package func removeStation(_ station: StationID, viewer: Viewer) async throws -> StationRecord {
        try viewer.requireSomewhere(.removeStation)
        return try await database.withYieldingTransaction { transaction in
            let found = try await transaction.query(
                """
                SELECT r.id FROM stations r WHERE r.id = \(station.rawValue) AND \(viewer.condition(on: .stations, for: .removeStation))
                FOR NO KEY UPDATE
                """)
            guard !found.isEmpty else {
                throw ChargingError(.notFound, "this station does not exist", field: "id")
            }
            return try await transaction.endAssignment(of: station, because: "REMOVED")
        }
    }
}

extension Database.Transaction {
    /// Takes a station that is locked out of use.
    fileprivate func endAssignment(of station: StationID, because reason: String) async throws -> StationRecord {
        try await query(
            """
            WITH over AS (
                UPDATE sessions r SET status = 'ESTIMATED', stopped_at = r.last_meter_at, meter_stop_wh = r.last_meter_wh
                WHERE r.station_id = \(station.rawValue) AND r.status = 'ACTIVE' RETURNING \(SessionState.columns)
            )
            INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at, meter_wh,
                details, received_at)
            SELECT organization_id, station_id, session_id, 'ESTIMATE', transaction_id, stopped_at, meter_stop_wh,
                jsonb_build_object('reason', \(reason)::text), now() FROM over ON CONFLICT DO NOTHING
            """)
        try await query(
            """
            UPDATE reservations r SET status = 'CANCELLED', ended_at = now()
            WHERE r.station_id = \(station.rawValue) AND r.status IN ('REQUESTED', 'ACTIVE')
            """)
        try await query(
            """
            UPDATE station_shares SET ended_at = now() WHERE station_id = \(station.rawValue) AND ended_at IS NULL
            """)
        let ended = try await query(
            """
            UPDATE stations r SET modified_at = now(), removed_at = coalesce(r.removed_at, now()), is_active = false,
                inactive_since = coalesce(r.inactive_since, now()) WHERE r.id = \(station.rawValue)
            RETURNING \(StationRecord.columns)
            """)
        return try StationRecord(try ended.single())
    }
}
