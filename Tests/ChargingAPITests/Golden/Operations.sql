SELECT count(*) AS total FROM operations r WHERE r.organization_id = $1 AND r.kind = $2 AND r.status = $3;
SELECT r.id AS id, r.charge_point_id AS f0 FROM stations r WHERE r.id = ANY($1) AND r.organization_id = $2;
SELECT r.id AS id, r.email AS f0 FROM users r WHERE r.id = ANY($1) AND r.organization_id = $2;
SELECT r.id AS id, r.kind AS f0, r.status AS f1, r.effect AS f2, r.requested_by AS f3, r.request AS f4, r.answer AS f5, r.station_id AS f6, r.requested_at AS f7 FROM operations r WHERE r.organization_id = $1 AND r.kind = $2 AND r.status = $3 ORDER BY r.requested_at DESC, r.id DESC LIMIT $4;
