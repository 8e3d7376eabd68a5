SELECT count(*) AS total FROM stations r WHERE false AND r.removed_at IS NULL;
SELECT r.id AS id, r.charge_point_id AS f0 FROM stations r WHERE false AND r.removed_at IS NULL ORDER BY r.charge_point_id, r.id LIMIT $1;
