import Postgres

/// Two organizations, `Alpha` (1) and `Beta` (2), with the same of everything; ids tell the organization by their size.
///
/// Users are 100 × organization + the number of the role, stations 1,000 × organization + number, and so on, as in ``MemoryWorld``.
enum SeedData {
    static func statements(stations: Int) -> [Statement] {
        directory + chargers(stations) + tariffs + charges(stations) + lending + [counters]
    }

    /// What is made after the seed has other ids than the seed.
    private static let counters: Statement = """
        SELECT setval(pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname), 50000000)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema AND c.relkind IN ('r', 'p') AND a.attname = 'id' AND NOT a.attisdropped
            AND NOT c.relispartition AND pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) IS NOT NULL
        """

    private static let directory: [Statement] = [
        "INSERT INTO organizations (id, name) OVERRIDING SYSTEM VALUE VALUES (1, 'Alpha'), (2, 'Beta')",
        """
        INSERT INTO users (id, organization_id, email, role, first_name, last_name, customer_number, reference_number)
            OVERRIDING SYSTEM VALUE
        SELECT o.id * 100 + r.ord - 1, o.id, lower(r.role) || '@' || lower(o.name) || '.example', r.role, 'First ' || o.name,
            'Last ' || o.name, 'Customer ' || o.name, 'Reference ' || o.name
        FROM organizations o, unnest(array['PLATFORM_OPERATOR', 'ORGANIZATION_OWNER', 'MANAGER', 'INSTALLER', 'SUPPORT',
            'DRIVER']) WITH ORDINALITY AS r(role, ord)
        """,
        """
        INSERT INTO groups (id, organization_id, name, parent_id) OVERRIDING SYSTEM VALUE
        SELECT o.id * 10 + n, o.id, o.name || ' group ' || n, CASE WHEN n = 2 THEN o.id * 10 + 1 END
        FROM organizations o, generate_series(1, 2) n ORDER BY n
        """,
        """
        INSERT INTO tags (id, organization_id, id_tag, note, alias, parent_id_tag, user_id, expires_at)
            OVERRIDING SYSTEM VALUE
        SELECT o.id * 10 + n, o.id, o.name || n, 'Note ' || o.name, 'Alias ' || o.name, o.name,
            CASE WHEN n = 1 THEN o.id * 100 + 5 END, '2027-01-01T00:00:00Z'
        FROM organizations o, generate_series(1, 2) n
        """,
        """
        INSERT INTO quirk_profiles (id, organization_id, name, vendor, reverses_id_tag, created_at) OVERRIDING SYSTEM VALUE
        SELECT o.id * 100, o.id, 'Quirks ' || o.name, 'Vendor ' || o.name, true, '2026-01-01T00:00:00Z' FROM organizations o
        """,
        "INSERT INTO tag_groups (organization_id, tag_id, group_id) SELECT organization_id, id, id FROM tags",
    ]

    /// All stations are lent to `Gamma` (3), which has nothing of its own but one tag and a session with it at each; nothing is
    /// lent to `Delta` (4).
    private static let lending: [Statement] = [
        "INSERT INTO organizations (id, name) OVERRIDING SYSTEM VALUE VALUES (3, 'Gamma'), (4, 'Delta')",
        """
        INSERT INTO station_shares (id, organization_id, station_id, borrower_id, level, created_by, created_at)
            OVERRIDING SYSTEM VALUE
        SELECT id, organization_id, id, 3, 'VIEW', organization_id * 100 + 1, '2026-01-01T00:00:00Z' FROM stations
        """,
    ]

    private static func chargers(_ stations: Int) -> [Statement] {
        [
            """
            INSERT INTO stations (id, organization_id, charge_point_id, description, vendor, model, serial_number,
                firmware_version, presence, last_seen_at, ocpp_version, security_profile, minimum_security_profile, status,
                onboarded_at) OVERRIDING SYSTEM VALUE
            SELECT o.id * 1000 + n, o.id, o.name || '-' || lpad(n::text, 3, '0'), 'Description ' || o.name,
                'Vendor ' || o.name, 'Model ' || o.name, 'Serial ' || o.name, 'Firmware ' || o.name, 'OFFLINE',
                '2026-01-01T00:00:00Z', '1.6', 2, 1, 'AVAILABLE', '2026-01-01T00:00:00Z'
            FROM organizations o, generate_series(1, \(stations)) n
            """,
            """
            INSERT INTO connectors (id, organization_id, station_id, number, status, error_code, status_changed_at)
                OVERRIDING SYSTEM VALUE
            SELECT s.id * 10 + n, s.organization_id, s.id, n, CASE WHEN n = 2 THEN 'FAULTED' ELSE 'CHARGING' END,
                CASE WHEN n = 2 THEN 'GroundFailure' END, '2026-01-01T00:00:00Z'
            FROM stations s, generate_series(1, 2) n
            """,
            """
            INSERT INTO station_groups (organization_id, station_id, group_id)
            SELECT organization_id, id, organization_id * 10 + 1 FROM stations
            """,
            """
            INSERT INTO tag_stations (organization_id, tag_id, station_id)
            SELECT organization_id, organization_id * 10 + 2, id FROM stations
            """,
        ]
    }

    /// By name only those of the organization itself; a night has its own price.
    private static let tariffs: [Statement] = [
        """
        INSERT INTO tariffs (id, organization_id, name, created_at) OVERRIDING SYSTEM VALUE
        SELECT id, id, 'Tariff ' || name, '2025-01-01T00:00:00Z' FROM organizations
        """,
        """
        INSERT INTO tariff_versions (id, organization_id, tariff_id, number, currency, decimals, time_zone, price_per_session,
            price_per_kwh, idle_fee_per_minute, idle_free_seconds, valid_from, created_at, created_by) OVERRIDING SYSTEM VALUE
        SELECT id, id, id, 1, 'EUR', 2, 'Europe/Berlin', 1, 0.39, 0.1, 600, '2025-01-01T00:00:00Z', '2025-01-01T00:00:00Z',
            id * 100 + 1 FROM organizations
        """,
        """
        INSERT INTO tariff_periods (organization_id, version_id, number, days, starts_minute, ends_minute, price_per_kwh)
        SELECT id, id, 1, '{1, 2, 3, 4, 5}', 1320, 360, 0.25 FROM organizations
        """,
        """
        INSERT INTO tariff_assignments (id, organization_id, tariff_id, station_id, valid_from, created_at, created_by)
            OVERRIDING SYSTEM VALUE
        SELECT o.id * 10 + n, o.id, o.id, CASE WHEN n = 1 THEN o.id * 1000 + 1 END, '2025-01-01T00:00:00Z',
            '2025-01-01T00:00:00Z', o.id * 100 + 1 FROM organizations o, generate_series(0, 1) n
        """,
    ]

    private static func charges(_ stations: Int) -> [Statement] {
        [
            """
            INSERT INTO sessions (id, organization_id, station_id, connector_number, transaction_id, id_tag, tag_id, status,
                "authorization", is_exclusive, started_at, started_at_sent, meter_start_wh, stopped_at, meter_stop_wh, stop_reason,
                last_meter_wh, last_meter_at, energy_wh, opened_month, tariff_version_id) OVERRIDING SYSTEM VALUE
            SELECT s.id * 100 + n, s.organization_id, s.id, 1, s.id * 100 + n, t.id_tag, t.id,
                CASE WHEN n = 0 THEN 'ACTIVE' ELSE 'COMPLETED' END, 'ACCEPTED', false,
                timestamptz '2026-01-01T00:00:00Z' + interval '1 hour' * (s.id % 1000 * 10 + n), n::text, 100,
                CASE WHEN n > 0 THEN timestamptz '2026-02-01T00:00:00Z' END, CASE WHEN n > 0 THEN 142.5 END,
                CASE WHEN n > 0 THEN 'Local' END, 142.5, '2026-01-01T00:00:00Z', 42.5, '2026-01-01',
                CASE WHEN n < 2 THEN s.organization_id END
            FROM stations s, generate_series(0, 2) n
            JOIN tags t ON t.id % 10 = n % 2 + 1 WHERE t.organization_id = s.organization_id
            """,
            """
            INSERT INTO session_facts (id, organization_id, station_id, session_id, kind, transaction_id, occurred_at, meter_wh,
                details, received_at, message_id) OVERRIDING SYSTEM VALUE
            SELECT s.id * 10 + n, s.organization_id, s.station_id, s.id, (array['START', 'STOP'])[n], s.transaction_id,
                CASE WHEN n = 1 THEN s.started_at ELSE s.stopped_at END, CASE WHEN n = 1 THEN 100 ELSE 142.5 END,
                CASE WHEN n = 2 THEN jsonb_build_object('reason', 'Local', 'idTag', s.id_tag) END, '2026-02-01T00:00:00Z',
                s.id_tag || '-' || n
            FROM sessions s, generate_series(1, 2) n WHERE n = 1 OR s.stopped_at IS NOT NULL
            """,
            """
            INSERT INTO status_notifications (id, organization_id, station_id, connector_number, status, error_code,
                vendor_error_code, info, reported_at, received_at) OVERRIDING SYSTEM VALUE
            SELECT s.id * 10 + n, s.organization_id, s.station_id, n, 'FAULTED',
                CASE WHEN n < 2 THEN 'OtherError' ELSE 'NoError' END, 'Code ' || s.id_tag, 'Info ' || s.id_tag,
                s.started_at + interval '1 minute' * n, '2026-02-01T00:00:00Z'
            FROM sessions s, generate_series(0, 2) n
            """,
            """
            INSERT INTO logbook_entries (id, organization_id, station_id, session_id, mileage_km, vehicle_id, was_armed,
                entered_at, entered_by) OVERRIDING SYSTEM VALUE
            SELECT r.id * 10 + n, r.organization_id, r.station_id, r.id, 1000 + n, 'Vehicle of ' || o.name, n = 1,
                '2026-01-01T00:00:00Z', o.id * 100 + 5
            FROM sessions r JOIN organizations o ON o.id = r.organization_id CROSS JOIN generate_series(1, 2) n
            WHERE r.id % 100 < 2 AND (n = 1 OR r.id % 100 = 0)
            """,
            """
            INSERT INTO sample_kinds (measurand, location, context, unit)
            SELECT 'Energy.Active.Import.Register', 'Outlet', 'Sample.Periodic', 'Wh'
            """,
            """
            INSERT INTO meter_values (session_id, opened_month, sampled_at, kind_id, value)
            SELECT s.id, s.opened_month, s.started_at + interval '1 minute' * n, k.id, 100 + n
            FROM sessions s, sample_kinds k, generate_series(1, 3) n
            """,
            """
            INSERT INTO operations (id, organization_id, station_id, kind, status, effect, requested_by, request, answer,
                requested_at, sent_at, answered_at) OVERRIDING SYSTEM VALUE
            SELECT s.id, s.organization_id, s.id, 'REMOTE_START', 'ACCEPTED', 'SEEN', s.organization_id * 100 + 2,
                jsonb_build_object('idTag', o.name), '{"status": "Accepted"}', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z',
                '2026-01-01T00:00:02Z'
            FROM stations s JOIN organizations o ON o.id = s.organization_id
            """,
            """
            INSERT INTO station_events (id, organization_id, station_id, kind, name, vendor_id, request_id, detail, reported_at,
                received_at, generation) OVERRIDING SYSTEM VALUE
            SELECT s.id + n * 100000, s.organization_id, s.id,
                (array['SECURITY_EVENT', 'FIRMWARE_STATUS', 'VENDOR_MESSAGE'])[n + 1], 'Name ' || o.name,
                CASE WHEN n = 2 THEN 'Vendor ' || o.name END, CASE WHEN n = 1 THEN 7 END, 'Detail ' || o.name,
                '2026-01-01T00:00:00Z', timestamptz '2026-01-01T00:00:00Z' + n * interval '1 minute', 1
            FROM stations s JOIN organizations o ON o.id = s.organization_id CROSS JOIN generate_series(0, 2) n
            """,
            """
            INSERT INTO reservations (id, organization_id, station_id, connector_number, id_tag, parent_id_tag, tag_id, number,
                expires_at, status, reason, operation_id, session_id, created_by, requested_at, ended_at)
                OVERRIDING SYSTEM VALUE
            SELECT s.id + n * 100000, s.organization_id, s.id, 2 - n, o.name || (n % 2 + 1), o.name, o.id * 10 + n % 2 + 1,
                s.id % 1000 * 10 + n, '2026-01-01T01:00:00Z', (array['ACTIVE', 'USED', 'EXPIRED'])[n + 1],
                CASE WHEN n = 2 THEN 'NO_SHOW' END, CASE WHEN n = 0 THEN s.id END, CASE WHEN n = 1 THEN s.id * 100 END,
                o.id * 100 + 2, timestamptz '2026-01-01T00:00:00Z' + n * interval '1 minute',
                CASE WHEN n > 0 THEN timestamptz '2026-01-01T01:00:00Z' END
            FROM stations s JOIN organizations o ON o.id = s.organization_id CROSS JOIN generate_series(0, 2) n
            """,
            """
            INSERT INTO unknown_tags (id, organization_id, station_id, id_tag, first_seen_at, last_seen_at, count)
                OVERRIDING SYSTEM VALUE
            SELECT s.id, s.organization_id, s.id, 'Unknown ' || o.name, '2026-01-01T00:00:00Z',
                timestamptz '2026-01-01T00:00:00Z' + s.id % 1000 * interval '1 minute', 2
            FROM stations s JOIN organizations o ON o.id = s.organization_id
            """,
            """
            INSERT INTO notifications (id, organization_id, user_id, kind, station_id, connector_number, detail, count,
                first_at, last_at, is_personal, is_here) OVERRIDING SYSTEM VALUE
            SELECT s.id * 10 + n, s.organization_id, o.id * 100 + n, 'CONNECTOR_FAULTED', s.id, 1, 'Detail ' || o.name, 2,
                '2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z', n = 5, true
            FROM stations s JOIN organizations o ON o.id = s.organization_id CROSS JOIN generate_series(0, 5) n
            """,
            """
            INSERT INTO service_requests (id, organization_id, number, subject, station_id, session_id, created_by, created_at,
                changed_at) OVERRIDING SYSTEM VALUE
            SELECT s.id + n * 500, s.organization_id, (s.id % 1000) * 2 + n, 'Subject ' || o.name, s.id,
                CASE WHEN n = 0 THEN s.id * 100 END, o.id * 100 + 2 + n * 3, '2026-01-01T00:00:00Z',
                timestamptz '2026-01-01T00:00:00Z' + s.id % 1000 * interval '1 minute'
            FROM stations s JOIN organizations o ON o.id = s.organization_id CROSS JOIN generate_series(0, 1) n
            """,
            """
            INSERT INTO service_request_comments (organization_id, request_id, user_id, text, state, created_at)
            SELECT r.organization_id, r.id, r.created_by, 'Comment ' || o.name || n, CASE WHEN n = 2 THEN 'OPEN' END,
                timestamptz '2026-01-01T00:00:00Z' + n * interval '1 minute'
            FROM service_requests r JOIN organizations o ON o.id = r.organization_id CROSS JOIN generate_series(1, 2) n
            """,
            """
            INSERT INTO service_request_logs (organization_id, request_id, from_at, to_at, text, messages, is_cut, attached_by,
                attached_at)
            SELECT r.organization_id, r.id, '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z', 'Log ' || o.name, 1, false,
                o.id * 100 + 2, '2026-01-01T02:00:00Z'
            FROM service_requests r JOIN organizations o ON o.id = r.organization_id
            """,
            "DELETE FROM notification_causes",
            """
            INSERT INTO queue_places (organization_id, station_id, user_id, joined_at)
            SELECT s.organization_id, s.id, s.organization_id * 100 + n, '2026-01-01T00:00:00Z'
            FROM stations s CROSS JOIN generate_series(4, 5) n ORDER BY s.id, n
            """,
            """
            INSERT INTO webhooks (id, organization_id, name, url, events, secret_encrypted, created_by, created_at)
                OVERRIDING SYSTEM VALUE
            SELECT o.id, o.id, 'Webhook ' || o.name, 'https://example.com/' || o.name, '{SESSION_ENDED}', 'secret',
                o.id * 100 + 1, '2026-01-01T00:00:00Z' FROM organizations o
            """,
            """
            INSERT INTO webhook_deliveries (id, organization_id, webhook_id, event, happened_at, facts, status, attempts,
                response_code, failure, next_attempt_at, created_at, delivered_at) OVERRIDING SYSTEM VALUE
            SELECT o.id + n * 10, o.id, o.id, 'SESSION_ENDED', '2026-01-01T00:00:00Z', '{}',
                CASE WHEN n = 0 THEN 'DELIVERED' ELSE 'PENDING' END, n + 1, CASE WHEN n = 0 THEN 200 END,
                CASE WHEN n = 1 THEN 'Failure of ' || o.name END, '2026-01-01T00:01:00Z', '2026-01-01T00:00:00Z',
                CASE WHEN n = 0 THEN timestamptz '2026-01-01T00:00:01Z' END
            FROM organizations o, generate_series(0, 1) n
            """,
            """
            INSERT INTO local_lists (station_id, version, held_version, entries, is_kept, sent_at, revision, is_in_step)
            SELECT s.id, 4, 3, jsonb_build_array(jsonb_build_object('idTag', o.name)), true, '2026-01-01T00:00:00Z',
                v.revision, true
            FROM stations s JOIN organizations o ON o.id = s.organization_id
            JOIN tag_revisions v ON v.organization_id = o.id
            """,
            """
            INSERT INTO charging_profiles (id, organization_id, station_id, connector_number, profile_id, stack_level,
                purpose, kind, unit, periods, operation_id, accepted_at) OVERRIDING SYSTEM VALUE
            SELECT id, organization_id, id, 1, id, 0, 'TX_DEFAULT_PROFILE', 'RELATIVE', 'A',
                '[{"startSeconds": 0, "limit": 16}]', id, '2026-01-01T00:00:00Z' FROM stations
            """,
            """
            INSERT INTO accepted_charging_profiles (station_id, connector_number, profile_id, stack_level, purpose, unit,
                lowest_limit, highest_limit, accepted_at)
            SELECT id, 0, id, 0, 'TX_DEFAULT_PROFILE', 'A', 6, 16, '2026-01-01T00:00:00Z' FROM stations
            """,
            """
            INSERT INTO schedule_comparisons (operation_id, connector_number, start_at, duration_seconds, unit, tolerance,
                differences)
            SELECT id, 1, '2026-01-01T00:00:00Z', 60, 'A', 0.1,
                '[{"startSeconds": 0, "endSeconds": 60, "stationLimit": 32, "ourLimit": 16}]' FROM operations
            """,
            """
            INSERT INTO firmware_images (id, organization_id, vendor, model, version, file_name, stored_name, size_bytes,
                sha256, uploaded_by, created_at) OVERRIDING SYSTEM VALUE
            SELECT o.id, o.id, 'Vendor ' || o.name, 'Model ' || o.name, '1.0', o.name || '.bin', md5(o.name)::uuid, 3,
                sha256('abc'), o.id * 100 + 2, '2026-01-01T00:00:00Z'
            FROM organizations o
            """,
            """
            INSERT INTO station_pictures (id, organization_id, station_id, position, alternative_text, stored_name, size_bytes,
                sha256, width, height, uploaded_by, created_at) OVERRIDING SYSTEM VALUE
            SELECT s.id, o.id, s.id, 1, 'Picture of ' || o.name, md5('picture ' || s.id)::uuid, 3, sha256('abc'), 1600, 1200,
                o.id * 100 + 2, '2026-01-01T00:00:00Z'
            FROM stations s JOIN organizations o ON o.id = s.organization_id
            """,
            """
            INSERT INTO export_jobs (id, organization_id, user_id, token_id, list, parameters, format, status, row_count, failure,
                created_at, started_at, ended_at, expires_at) OVERRIDING SYSTEM VALUE
            SELECT o.id, o.id, o.id * 100 + 2, 1, 'stations', '[]', 'CSV', 'FAILED', 7, 'Failure of ' || o.name,
                '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', '2026-01-01T00:00:02Z', '2026-01-02T00:00:00Z'
            FROM organizations o
            """,
            """
            INSERT INTO firmware_rollouts (id, organization_id, name, image_id, version, is_signed, wave_sizes, pause_seconds,
                max_failures, station_wait_seconds, starts_at, status, current_wave, created_by, created_at)
                OVERRIDING SYSTEM VALUE
            SELECT o.id, o.id, 'Roll-out ' || o.name, o.id, '1.0', false, '{1, 2}', 60, 1, 3600, '2026-01-01T00:00:00Z',
                'RUNNING', 1, o.id * 100 + 2, '2026-01-01T00:00:00Z'
            FROM organizations o
            """,
            """
            INSERT INTO firmware_rollout_stations (id, organization_id, rollout_id, station_id, wave, status, operation_id, step,
                step_at, attempts, due_at, try_at, deadline, asked_at) OVERRIDING SYSTEM VALUE
            SELECT s.id, s.organization_id, s.organization_id, s.id, CASE WHEN s.id % 1000 = 1 THEN 1 ELSE 2 END,
                CASE WHEN s.id % 1000 = 1 THEN 'ASKED' ELSE 'WAITING' END, CASE WHEN s.id % 1000 = 1 THEN s.id END,
                CASE WHEN s.id % 1000 = 1 THEN 'Downloading' END, CASE WHEN s.id % 1000 = 1 THEN t.at END,
                CASE WHEN s.id % 1000 = 1 THEN 1 ELSE 0 END, CASE WHEN s.id % 1000 = 1 THEN t.at END,
                CASE WHEN s.id % 1000 = 1 THEN t.at END, CASE WHEN s.id % 1000 = 1 THEN t.at END,
                CASE WHEN s.id % 1000 = 1 THEN t.at END
            FROM stations s CROSS JOIN (SELECT timestamptz '2026-01-01T00:00:00Z' AS at) t
            """,
            """
            INSERT INTO station_uploads (organization_id, station_id, operation_id, token_hash, expires_at, file_name,
                stored_name, size_bytes, sha256, received_at)
            SELECT o.organization_id, o.station_id, o.id, sha256(o.id::text::bytea), '2026-01-02T00:00:00Z',
                g.name || '.zip', md5(o.id::text)::uuid, 3, sha256('abc'), '2026-01-01T00:00:00Z'
            FROM operations o JOIN organizations g ON g.id = o.organization_id
            """,
            """
            INSERT INTO certificate_requests (id, organization_id, station_id, event_id, status, common_name,
                organization_name, reason, requested_at) OVERRIDING SYSTEM VALUE
            SELECT e.id, e.organization_id, e.station_id, e.id, 'PENDING', 'CN ' || o.name, o.name, 'Reason ' || o.name,
                e.received_at
            FROM station_events e JOIN organizations o ON o.id = e.organization_id WHERE e.id < 100000
            """,
            """
            INSERT INTO certificate_requests (id, organization_id, station_id, event_id, status, common_name,
                organization_name, requested_at, decided_at, serial_number, certificate, valid_from, valid_to, revoked_at,
                revocation_reason) OVERRIDING SYSTEM VALUE
            SELECT s.id + 500, e.organization_id, e.station_id, e.id, 'ISSUED', 'CN ' || o.name, o.name, e.received_at,
                e.received_at, to_hex(e.id), 'PEM ' || o.name, e.received_at, e.received_at + interval '2 years',
                CASE WHEN s.id % 1000 = 1 THEN e.received_at END, CASE WHEN s.id % 1000 = 1 THEN 'Lost by ' || o.name END
            FROM station_events e JOIN organizations o ON o.id = e.organization_id JOIN stations s ON s.id = e.station_id
            WHERE e.id BETWEEN 100000 AND 199999
            """,
        ]
    }
}
