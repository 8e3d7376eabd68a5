package import Charging
import Postgres

/// Certificate requests, what became of them, and the authority that signs them.
package struct CertificateStore: Sendable {
    let database: Database

    package init(_ database: Database) {
        self.database = database
    }

    /// The authority's certificate and its encrypted key.
    package func authority() async throws -> (certificate: String, key: [UInt8])? {
        let rows = try await database.query("SELECT certificate, key_encrypted FROM certificate_authorities")
        return try rows.first.map { (try $0.string("certificate"), try $0.bytes("key_encrypted")) }
    }

    /// Keeps it unless there is one already, as another server may have made one at the same time.
    package func keepAuthority(certificate: String, key: [UInt8]) async throws {
        _ = try await database.query(
            """
            INSERT INTO certificate_authorities (certificate, key_encrypted) VALUES (\(certificate), \(key))
            ON CONFLICT DO NOTHING
            """)
    }
}

extension CertificateStore: CertificateRecords {
    package func applications(limit: Int) async throws -> [CertificateApplication] {
        let rows = try await database.query(
            """
            SELECT e.id, e.station_id, e.organization_id, e.detail, o.name, s.charge_point_id, s.serial_number,
                s.charge_box_serial_number, (
                    SELECT count(*) FROM certificate_requests c WHERE c.station_id = s.id AND c.status = 'ISSUED'
                    AND c.decided_by IS NULL AND c.requested_at > e.received_at - interval '1 day') AS issued
            FROM station_events e JOIN stations s ON s.id = e.station_id JOIN organizations o ON o.id = e.organization_id
            WHERE e.kind = 'CERTIFICATE_REQUEST' AND e.name = 'AwaitingSignature' AND e.detail IS NOT NULL
                AND e.received_at > now() - interval '1 day'
                AND NOT EXISTS (SELECT FROM certificate_requests c WHERE c.event_id = e.id
                    AND (c.status <> 'PENDING' OR c.reason IS NOT NULL))
            ORDER BY e.received_at, e.id LIMIT \(Int64(limit))
            """)
        return try rows.map { row in
            CertificateApplication(
                event: StationEventID(rawValue: try row.int64("id")),
                station: StationID(rawValue: try row.int64("station_id")),
                organization: OrganizationID(rawValue: try row.int64("organization_id")),
                request: try row.string("detail"),
                names: [
                    try row.string("charge_point_id"), try row.optional.string("serial_number"),
                    try row.optional.string("charge_box_serial_number"),
                ].compactMap(\.self).filter { !$0.isEmpty },
                organizationName: try row.string("name"), recentlyIssued: try row.int("issued"))
        }
    }

    package func keep(
        _ application: CertificateApplication, identity: RequestedIdentity, reason: String?
    ) async throws -> CertificateRequestID? {
        let rows = try await database.query(
            """
            INSERT INTO certificate_requests (organization_id, station_id, event_id, status, common_name, organization_name,
                reason, requested_at)
            SELECT e.organization_id, e.station_id, e.id, 'PENDING', \(identity.commonName)::text,
                \(identity.organization)::text, \(reason)::text, e.received_at
            FROM station_events e WHERE e.id = \(application.event.rawValue)
            ON CONFLICT (event_id) DO UPDATE SET reason = excluded.reason
            WHERE certificate_requests.status = 'PENDING' AND certificate_requests.reason IS NULL RETURNING id
            """)
        return try rows.first.map { CertificateRequestID(rawValue: try $0.int64("id")) }
    }

    package func refuse(_ application: CertificateApplication, because reason: String) async throws {
        _ = try await database.query(
            """
            INSERT INTO certificate_requests (organization_id, station_id, event_id, status, reason, requested_at, decided_at)
            SELECT e.organization_id, e.station_id, e.id, 'REFUSED', \(reason)::text, e.received_at, now()
            FROM station_events e WHERE e.id = \(application.event.rawValue) ON CONFLICT DO NOTHING
            """)
    }

    package func issue(
        _ request: CertificateRequestID, _ certificate: IssuedCertificate, viewer: Viewer
    ) async throws -> Bool {
        let rows = try await database.query(
            """
            UPDATE certificate_requests r SET status = 'ISSUED', decided_at = now(),
                decided_by = nullif(\(viewer.userID.rawValue), \(UserID.server.rawValue)),
                serial_number = \(certificate.serialNumber), certificate = \(certificate.certificate),
                valid_from = \(PostgresTimestamp(certificate.validFrom)),
                valid_to = \(PostgresTimestamp(certificate.validTo))
            WHERE r.id = \(request.rawValue) AND r.status = 'PENDING'
            AND \(viewer.condition(on: .certificateRequests, for: .configureStation)) RETURNING r.id
            """)
        return !rows.isEmpty
    }

    package func refuse(
        _ request: CertificateRequestID, because reason: String, viewer: Viewer
    ) async throws -> Bool {
        let rows = try await database.query(
            """
            UPDATE certificate_requests r SET status = 'REFUSED', reason = \(reason), decided_at = now(),
                decided_by = nullif(\(viewer.userID.rawValue), \(UserID.server.rawValue))
            WHERE r.id = \(request.rawValue) AND r.status = 'PENDING'
            AND \(viewer.condition(on: .certificateRequests, for: .configureStation)) RETURNING r.id
            """)
        return !rows.isEmpty
    }

    package func revoke(
        _ request: CertificateRequestID, because reason: String, viewer: Viewer
    ) async throws -> RevokedCertificate? {
        let rows = try await database.query(
            """
            UPDATE certificate_requests r SET revoked_at = now(), revocation_reason = \(reason),
                revoked_by = nullif(\(viewer.userID.rawValue), \(UserID.server.rawValue))
            WHERE r.id = \(request.rawValue) AND r.status = 'ISSUED' AND r.revoked_at IS NULL
            AND \(viewer.condition(on: .clientCertificates, for: .configureStation)) RETURNING r.station_id, r.serial_number
            """)
        return try rows.first.map { row in
            RevokedCertificate(
                station: StationID(rawValue: try row.int64("station_id")),
                serialNumber: try row.string("serial_number"))
        }
    }

    package func certificateRequest(
        _ id: CertificateRequestID, viewer: Viewer
    ) async throws -> KnownCertificateRequest? {
        let rows = try await database.query(
            """
            SELECT r.station_id, r.status, r.certificate, r.revoked_at IS NOT NULL AS is_revoked, e.detail, o.name
            FROM certificate_requests r
            JOIN station_events e ON e.id = r.event_id JOIN organizations o ON o.id = r.organization_id
            WHERE r.id = \(id.rawValue) AND \(viewer.condition(on: .certificateRequests))
            """)
        guard let row = rows.first, let status = CertificateRequestStatus(rawValue: try row.string("status")) else {
            return nil
        }
        return KnownCertificateRequest(
            station: StationID(rawValue: try row.int64("station_id")), status: status,
            request: try row.optional.string("detail") ?? "", organizationName: try row.string("name"),
            certificate: try row.optional.string("certificate"), isRevoked: try row.bool("is_revoked"))
    }
}
