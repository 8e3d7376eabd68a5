SELECT count(*) AS count FROM notifications r WHERE r.read_at IS NULL AND (r.organization_id = $1 AND r.user_id = $2 AND r.is_here AND (r.is_personal OR r.kind = ANY($3)));
SELECT r.id AS id, r.charge_point_id AS f0 FROM stations r WHERE r.id = ANY($1) AND r.organization_id = $2;
SELECT r.id AS id, r.kind AS f0, r.station_id AS f1 FROM notifications r WHERE (r.organization_id = $1 AND r.user_id = $2 AND r.is_here AND (r.is_personal OR r.kind = ANY($3))) ORDER BY r.last_at DESC, r.id DESC LIMIT $4;
