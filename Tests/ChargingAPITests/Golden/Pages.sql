SELECT count(*) AS total FROM stations r WHERE r.organization_id = $1 AND r.removed_at IS NULL;
SELECT count(*) AS total FROM stations r WHERE r.organization_id = $1 AND r.removed_at IS NULL;
SELECT r.id AS id, r.charge_point_id AS f0 FROM stations r WHERE r.organization_id = $1 AND r.removed_at IS NULL ORDER BY r.charge_point_id, r.id LIMIT $2;
SELECT r.id AS id, r.started_at AS f0 FROM sessions r WHERE r.organization_id = $1 ORDER BY r.started_at, r.id LIMIT $2;
