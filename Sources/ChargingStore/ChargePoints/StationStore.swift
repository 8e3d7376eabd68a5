package import Charging
package import JSON
import Postgres
import Synchronization

/// What the registry needs of the database.
///
/// A reconnect storm asks for thousands of stations at once: lookups and attaches that arrive within one round trip share
/// the next one.
package final class StationStore: ChargePointStore {
    private struct AttachRequest: Hashable {
        /// Two connections of one station are two requests, also within one microsecond.
        var number: UInt64
        var station: StationID
        var above: Int64?
        var ocppVersion: String
        var securityProfile: SecurityProfile
        var at: Timestamp
    }

    private let database: Database
    private let lookups: Coalescer<ChargePointID, StationRecord>
    private let standings: Coalescer<CertificateQuestion, CertificateStanding>
    private let nextAttach = Atomic<UInt64>(0)
    private let attaches: Coalescer<AttachRequest, ChargePointState>

    package init(_ database: Database) {
        self.database = database
        lookups = Coalescer { ids in try await Self.find(ids, in: database) }
        standings = Coalescer { questions in try await CertificateQuestion.answers(to: questions, in: database) }
        attaches = Coalescer { requests in try await Self.attach(requests, in: database) }
    }

    package var isAvailable: Bool { database.isConnected }

    package var lookupQueue: QueueReading { lookups.queue }
    package var certificateQueue: QueueReading { standings.queue }
    package var attachQueue: QueueReading { attaches.queue }

    package func stations() async throws -> [StationRecord] {
        try await database.query(
            "SELECT \(StationRecord.columns) FROM stations r WHERE r.removed_at IS NULL ORDER BY r.id"
        ).map {
            try StationRecord($0)
        }
    }

    package func connectors() async throws -> [ConnectorRecord] {
        try await database.query("SELECT \(ConnectorRecord.columns) FROM connectors r ORDER BY r.station_id, r.number")
            .map { try ConnectorRecord($0) }
    }

    package func station(_ chargePointID: ChargePointID) async throws -> StationRecord? {
        try await lookups.answer(to: chargePointID)
    }

    package func standing(of serialNumber: String, as station: StationID) async throws -> CertificateStanding? {
        try await standings.answer(to: CertificateQuestion(serialNumber: serialNumber, station: station))
    }

    package func attach(
        _ station: StationID, above: Int64?, ocppVersion: String, securityProfile: SecurityProfile, at time: Timestamp
    ) async throws -> ChargePointState? {
        var above = above
        for _ in 0..<3 {
            let number = nextAttach.wrappingAdd(1, ordering: .relaxed).newValue
            let request = AttachRequest(
                number: number, station: station, above: above, ocppVersion: ocppVersion,
                securityProfile: securityProfile, at: time)
            if let state = try await attaches.answer(to: request) { return state }
            // It is gone, or somebody else has raised its generation beyond what the caller knew.
            guard let known = above, let present = try await generation(of: station), present > known else {
                return nil
            }
            above = present
        }
        throw ChargingError(.unavailable, "the generation of station \(station) does not stand still")
    }

    private func generation(of station: StationID) async throws -> Int64? {
        try await database.query(
            "SELECT generation FROM stations WHERE id = \(station.rawValue) AND removed_at IS NULL"
        ).first?
        .int64("generation")
    }

    package func detach(_ detachments: [Detachment]) async throws {
        for start in stride(from: 0, to: detachments.count, by: 1_000) {
            let chunk = detachments[start..<min(start + 1_000, detachments.count)].sorted {
                $0.stationID.rawValue < $1.stationID.rawValue
            }
            _ = try await database.pipeline([
                StationLock.statement(chunk.map(\.stationID.rawValue)),
                """
                UPDATE stations s SET presence = 'OFFLINE', last_seen_at = greatest(s.last_seen_at, i.seen)
                FROM unnest(\(chunk.map(\.stationID.rawValue)), \(chunk.map(\.generation)),
                    \(chunk.map { PostgresTimestamp($0.lastSeenAt) })) AS i(id, generation, seen)
                WHERE s.id = i.id AND s.generation <= i.generation
                """,
            ])
        }
    }

    package func quirkProfiles(of organization: OrganizationID) async throws -> [QuirkProfile] {
        try await database.query(
            """
            SELECT \(QuirkProfile.columns) FROM quirk_profiles r WHERE r.is_on
            AND r.organization_id = \(organization.rawValue) ORDER BY r.id
            """
        ).map { try QuirkProfile($0) }
    }

    package func promote(_ verifier: [UInt8], of station: StationID) async throws {
        _ = try await database.query(
            """
            UPDATE stations s SET password_verifier = \(verifier),
                password_encrypted = s.pending_encrypted[array_position(s.pending_verifiers, \(verifier))],
                pending_verifiers = NULL, pending_encrypted = NULL
            WHERE s.id = \(station.rawValue) AND \(verifier) = ANY(s.pending_verifiers)
            """)
    }

    package func markAllOffline() async throws {
        _ = try await database.query("UPDATE stations SET presence = 'OFFLINE' WHERE presence = 'ONLINE'")
    }

    private static func find(_ ids: [ChargePointID], in database: Database) async throws -> [ChargePointID:
        StationRecord]
    {
        let rows = try await database.query(
            """
            SELECT \(StationRecord.columns) FROM stations r
            WHERE r.charge_point_id = ANY(\(ids.map(\.text))) AND r.removed_at IS NULL
            """)
        return Dictionary(
            try rows.map { try StationRecord($0) }.map { ($0.chargePointID, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Each request gets a generation of its own, also when two are for the same station: those are numbered in order.
    private static func attach(
        _ requests: [AttachRequest], in database: Database
    ) async throws -> [AttachRequest: ChargePointState] {
        let ids = Set(requests.map(\.station.rawValue)).sorted()
        let results = try await database.pipeline([
            StationLock.statement(ids), raiseStatement(requests),
            "SELECT \(ConnectorRecord.columns) FROM connectors r WHERE r.station_id = ANY(\(ids)) ORDER BY r.number",
            """
            SELECT \(SessionState.columns) FROM sessions r WHERE r.station_id = ANY(\(ids)) AND r.status = 'ACTIVE'
            ORDER BY r.connector_number
            """,
            """
            SELECT \(QuirkProfile.columns) FROM quirk_profiles r WHERE r.is_on
            AND r.organization_id IN (SELECT s.organization_id FROM stations s WHERE s.id = ANY(\(ids))) ORDER BY r.id
            """,
        ])
        guard results.count == 5 else { return [:] }
        let makes = Dictionary(
            try results[1].map { (StationID(rawValue: try $0.int64("id")), try StationMake($0)) },
            uniquingKeysWith: { $1 })
        let profiles = Dictionary(
            grouping: try results[4].map { row in
                (OrganizationID(rawValue: try row.int64("organization_id")), try QuirkProfile(row))
            }, by: \.0)
        let stations = Dictionary(
            try results[1].map { try StationRecord($0) }.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        let connectors = Dictionary(grouping: try results[2].map { try ConnectorRecord($0) }, by: \.stationID)
        let sessions = Dictionary(grouping: try results[3].map { try SessionState($0) }, by: \.stationID)
        var remaining = Dictionary(grouping: requests, by: \.station).mapValues(\.count)
        var states: [AttachRequest: ChargePointState] = [:]
        for request in requests {
            guard var station = stations[request.station] else { continue }
            let later = remaining[request.station, default: 1] - 1
            remaining[request.station] = later
            station.generation -= Int64(later)
            station.ocppVersion = request.ocppVersion
            station.securityProfile = request.securityProfile
            states[request] = ChargePointState(
                station: station, connectors: connectors[request.station] ?? [],
                activeSessions: sessions[request.station] ?? [],
                make: makes[request.station] ?? StationMake(vendor: nil, model: nil, firmwareVersion: nil),
                quirkProfiles: (profiles[station.organizationID] ?? []).map(\.1))
        }
        return states
    }

    private static func raiseStatement(_ requests: [AttachRequest]) -> Statement {
        """
        UPDATE stations r SET generation = greatest(r.generation, i.above) + i.raises, presence = 'ONLINE',
            ocpp_version = i.version, last_seen_at = greatest(r.last_seen_at, i.seen), security_profile = i.profile,
            minimum_security_profile = greatest(r.minimum_security_profile,
                CASE WHEN r.agreed_security_profile <= i.profile THEN r.agreed_security_profile END),
            agreed_security_profile =
                CASE WHEN r.agreed_security_profile > i.profile THEN r.agreed_security_profile END
        FROM (
            SELECT id, count(*) AS raises, max(above) AS above, max(seen) AS seen,
                (array_agg(version ORDER BY ord DESC))[1] AS version,
                (array_agg(profile ORDER BY ord DESC))[1] AS profile
            FROM unnest(\(requests.map(\.station.rawValue)), \(requests.map(\.above)), \(requests.map(\.ocppVersion)),
                \(requests.map(\.securityProfile.rawValue)), \(requests.map { PostgresTimestamp($0.at) }))
                WITH ORDINALITY AS u(id, above, version, profile, seen, ord)
            GROUP BY id
        ) i WHERE r.id = i.id AND r.removed_at IS NULL AND (i.above IS NULL OR r.generation <= i.above)
        RETURNING \(StationRecord.columns), r.vendor, r.model, r.firmware_version
        """
    }
}

/// Locks rows of stations in one order, so that no two commits of this product wait for each other in a circle.
enum StationLock {
    static func statement(_ ids: [Int64]) -> Statement {
        "SELECT r.id FROM stations r WHERE r.id = ANY(\(ids)) ORDER BY r.id FOR NO KEY UPDATE"
    }
}
