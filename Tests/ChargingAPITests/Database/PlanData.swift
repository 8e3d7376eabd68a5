import Postgres

/// A grown installation beside the few rows of ``SeedData``: enough of everything that a plan which reads a whole table, or sorts
/// one, is not what the planner takes. Most belongs to organization 1, whom the lists are asked for.
enum PlanData {
    static let statements: [Statement] =
        startingPoints + stations + people + sessions + upkeep + ["ANALYZE"]

    /// Above all ids of the seed.
    private static let startingPoints: [Statement] = [
        "stations", "connectors", "users", "groups", "tags", "sessions", "operations", "station_events", "reservations",
        "notifications", "service_requests", "certificate_requests", "unknown_tags", "station_uploads",
        "firmware_images", "firmware_rollouts", "firmware_rollout_stations",
        "tariffs", "quirk_profiles",
    ].map { "SELECT setval(pg_get_serial_sequence(\($0), 'id'), 10000000)" }

    private static let stations: [Statement] = [
        """
        INSERT INTO stations (organization_id, charge_point_id, description, vendor, model, serial_number, mes_serial_number,
            firmware_version, presence, last_seen_at, ocpp_version, status, onboarded_at)
        SELECT CASE WHEN n % 10 = 0 THEN 2 ELSE 1 END, 'cp-' || n, 'Bay ' || n, 'Vendor ' || n % 9, 'Model ' || n % 30,
            'S' || n, 'M' || n, '1.' || n % 40, CASE WHEN n % 7 = 0 THEN 'OFFLINE' ELSE 'ONLINE' END,
            now() - n * interval '1 second', '1.6', 'AVAILABLE', now() - n * interval '1 hour'
        FROM generate_series(1, 10000) n
        """,
        """
        INSERT INTO connectors (organization_id, station_id, number, status, status_changed_at)
        SELECT organization_id, id, n, (array['AVAILABLE', 'CHARGING', 'FAULTED'])[1 + (id + n) % 3],
            now() - id % 5000 * interval '1 minute'
        FROM stations, generate_series(1, 2) n WHERE charge_point_id LIKE 'cp-%'
        """,
        """
        INSERT INTO groups (organization_id, name, parent_id)
        SELECT 1, 'Site ' || n, CASE WHEN n % 3 = 0 THEN 11 END FROM generate_series(1, 5000) n
        """,
        """
        INSERT INTO station_groups (organization_id, station_id, group_id)
        SELECT s.organization_id, s.id, g.id FROM stations s JOIN groups g ON g.name = 'Site ' || s.id % 5000
        WHERE s.organization_id = 1 AND s.charge_point_id LIKE 'cp-%' ON CONFLICT DO NOTHING
        """,
    ]

    private static let people: [Statement] = [
        """
        INSERT INTO users (organization_id, email, role, first_name, last_name)
        SELECT 1, 'person' || n || '@alpha.example', 'DRIVER', 'First ' || n, 'Last ' || n FROM generate_series(1, 5000) n
        """,
        """
        INSERT INTO tags (organization_id, id_tag, alias, user_id)
        SELECT 1, 'tag-' || n, 'Card ' || n, u.id
        FROM generate_series(1, 10000) n LEFT JOIN users u ON u.email = 'person' || n || '@alpha.example'
        """,
        """
        INSERT INTO sign_in_events (user_id, organization_id, account_key, address, outcome, occurred_at)
        SELECT id, organization_id, sha256(email::bytea), '192.0.2.1', 'SIGNED_IN', now() - n * interval '1 day'
        FROM users, generate_series(1, 4) n
        """,
        """
        INSERT INTO audit_entries (organization_id, happened_at, user_id, action, object_type, object_id)
        SELECT 1, now() - n * interval '1 minute', 100 + n % 5, (array['CREATED', 'CHANGED', 'DELETED'])[1 + n % 3],
            (array['Tag', 'User', 'Station'])[1 + n % 3], n % 4000
        FROM generate_series(1, 40000) n
        """,
    ]

    private static let sessions: [Statement] = [
        """
        INSERT INTO sessions (organization_id, station_id, connector_number, transaction_id, id_tag, tag_id, status,
            "authorization", is_exclusive, started_at, started_at_sent, meter_start_wh, stopped_at, last_meter_wh, last_meter_at,
            energy_wh)
        SELECT s.organization_id, s.id, 1, nextval('transaction_ids'), t.id_tag, t.id, 'COMPLETED', 'ACCEPTED', true,
            now() - n * interval '7 hours' - s.place * interval '1 minute', n::text, 0, now() - n * interval '6 hours', 0, now(),
            n * 100
        FROM (SELECT *, row_number() OVER (ORDER BY id) AS place FROM stations WHERE charge_point_id LIKE 'cp-%') s
        JOIN tags t ON t.id_tag = 'tag-' || s.place CROSS JOIN generate_series(1, 10) n WHERE s.organization_id = 1
        """,
        """
        INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at, meter_wh, received_at,
            message_id)
        SELECT organization_id, station_id, id, 'START', transaction_id, started_at, 0, now(), id::text FROM sessions
        WHERE id > 10000000
        """,
        """
        INSERT INTO status_notifications (organization_id, station_id, connector_number, status, error_code, reported_at,
            received_at)
        SELECT organization_id, station_id, 1, 'FAULTED', CASE WHEN n = 1 THEN 'OtherError' ELSE 'NoError' END,
            started_at + n * interval '1 minute', now()
        FROM sessions CROSS JOIN generate_series(1, 3) n WHERE id > 10000000
        """,
        """
        INSERT INTO meter_values (session_id, opened_month, sampled_at, kind_id, value)
        SELECT id, opened_month, started_at + n * interval '1 minute', (SELECT min(id) FROM sample_kinds), n
        FROM sessions CROSS JOIN generate_series(1, 2) n WHERE id > 10000000
        """,
        """
        INSERT INTO operations (organization_id, station_id, kind, status, requested_by, request, requested_at, sent_at, answered_at)
        SELECT s.organization_id, s.id, (array['RESET', 'CLEAR_CACHE'])[1 + n % 2], 'ACCEPTED', 100 + n % 4, '{}',
            now() - n * interval '5 hours' - s.id % 10000 * interval '1 second', now(), now()
        FROM stations s CROSS JOIN generate_series(1, 5) n WHERE s.charge_point_id LIKE 'cp-%' AND s.organization_id = 1
        """,
        """
        INSERT INTO reservations (organization_id, station_id, connector_number, id_tag, tag_id, operation_id, expires_at, status,
            reason, requested_at, ended_at)
        SELECT organization_id, station_id, 1, 'Alpha1', 11, id, requested_at + interval '10 minutes', 'EXPIRED', 'NO_SHOW',
            requested_at, now()
        FROM operations WHERE id > 10000000 AND kind = 'RESET'
        """,
    ]

    private static let upkeep: [Statement] = [
        """
        INSERT INTO station_events (organization_id, station_id, kind, name, reported_at, received_at, generation)
        SELECT organization_id, id, 'FIRMWARE_STATUS', 'Installed', now() - n * interval '3 hours', now() - n * interval '3 hours', 1
        FROM stations CROSS JOIN generate_series(1, 5) n
        """,
        "ALTER TABLE unknown_tags DISABLE TRIGGER unknown_tags_trim",
        """
        INSERT INTO unknown_tags (organization_id, station_id, id_tag, first_seen_at, last_seen_at, count)
        SELECT organization_id, id, n::text, now(), now() - id % 10000 * n * interval '1 second', 1
        FROM stations, generate_series(1, 2) n
        """,
        """
        INSERT INTO notifications (organization_id, user_id, kind, station_id, connector_number, count, first_at, last_at,
            is_personal, is_here)
        SELECT s.organization_id, u, 'CONNECTOR_FAULTED', s.id, 1, 1, now(), now() - s.id % 10000 * interval '1 minute', false, true
        FROM stations s, generate_series(100, 104) u WHERE s.organization_id = 1
        """,
        "DELETE FROM notification_causes",
        """
        INSERT INTO service_requests (organization_id, number, subject, station_id, created_by, created_at, changed_at)
        SELECT organization_id, id, 'Cable ' || id, id, 102, now(), now() - id % 10000 * interval '1 minute'
        FROM stations WHERE organization_id = 1 AND charge_point_id LIKE 'cp-%'
        """,
        "DELETE FROM notification_causes",
        """
        INSERT INTO certificate_requests (organization_id, station_id, event_id, status, common_name, organization_name, requested_at,
            decided_at, serial_number, certificate, valid_from, valid_to)
        SELECT e.organization_id, e.station_id, min(e.id), 'ISSUED', 'CN', 'Alpha', min(e.received_at), now(), to_hex(min(e.id)),
            'PEM', now(), now() + interval '1 year'
        FROM station_events e WHERE e.id > 10000000 GROUP BY e.organization_id, e.station_id
        """,
        """
        INSERT INTO firmware_rollouts (organization_id, name, image_id, version, is_signed, wave_sizes, pause_seconds, max_failures,
            station_wait_seconds, starts_at, status, ended_at, created_by, created_at)
        SELECT 1, 'Roll-out ' || n, 1, '1.0', false, '{10}', 0, 0, 3600, now(), 'FINISHED', now(), 102,
            now() - n * interval '1 minute'
        FROM generate_series(1, 3000) n
        """,
        """
        INSERT INTO firmware_rollout_stations (organization_id, rollout_id, station_id, wave, status, ended_at)
        SELECT 1, r.id, s.id, 1 + s.place % 3, (array['INSTALLED', 'FAILED', 'MISSED'])[1 + s.place % 3], now()
        FROM firmware_rollouts r JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM stations
            WHERE organization_id = 1 AND charge_point_id LIKE 'cp-%') s ON s.place % 300 = r.id % 300
        WHERE r.organization_id = 1 AND r.id > 10000000
        """,
        """
        INSERT INTO station_uploads (organization_id, station_id, operation_id, token_hash, expires_at, file_name, stored_name,
            size_bytes, sha256, received_at)
        SELECT organization_id, station_id, id, sha256(id::text::bytea), now(), 'log.zip', md5(id::text)::uuid, 3, sha256('abc'),
            requested_at
        FROM operations WHERE id > 10000000 AND kind = 'CLEAR_CACHE'
        """,
    ]
}
