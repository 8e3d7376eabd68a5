SELECT count(*) AS count FROM notifications r WHERE r.read_at IS NULL AND (r.organization_id = $1 AND r.user_id = $2 AND r.is_here AND (r.is_personal OR r.kind = ANY($3)));
SELECT count(*) AS total FROM notifications r WHERE (r.organization_id = $1 AND r.user_id = $2 AND r.is_here AND (r.is_personal OR r.kind = ANY($3))) AND (r.read_at IS NOT NULL) = $4 AND r.kind = ANY($5);
SELECT p.kind, p.is_here, p.is_mailed FROM notification_preferences p WHERE p.user_id = $1 AND p.organization_id = $2;
SELECT q.from_minute, q.to_minute, q.time_zone FROM quiet_hours q WHERE q.user_id = $1 AND q.organization_id = $2;
SELECT r.id AS id, r.charge_point_id AS f0 FROM stations r WHERE r.id = ANY($1) AND r.organization_id = $2;
SELECT r.id AS id, r.kind AS f0, r.station_id AS f1, r.connector_number AS f2, r.detail AS f3, r.reservation_id AS f4, r.session_id AS f5, r.count AS f6, r.first_at AS f7, r.last_at AS f8, r.read_at IS NOT NULL AS f9 FROM notifications r WHERE (r.organization_id = $1 AND r.user_id = $2 AND r.is_here AND (r.is_personal OR r.kind = ANY($3))) AND (r.read_at IS NOT NULL) = $4 AND r.kind = ANY($5) ORDER BY r.last_at DESC, r.id DESC LIMIT $6;
