SELECT r.id AS id, r.charge_point_id AS f0 FROM stations r WHERE r.id = ANY($1) AND r.organization_id = $2;
SELECT r.id AS id, r.charge_point_id AS f0 FROM stations r WHERE r.id = ANY($1) AND r.organization_id = $2;
SELECT r.id AS id, r.email AS f0 FROM users r WHERE r.id = ANY($1) AND r.organization_id = $2;
SELECT r.id AS id, r.email AS f0 FROM users r WHERE r.id = ANY($1) AND r.organization_id = $2;
SELECT r.id AS id, r.kind AS f0, r.status AS f1, r.effect AS f2, r.requested_by AS f3, r.request AS f4, r.answer AS f5, r.failure AS f6, r.station_id AS f7, r.requested_at AS f8, r.sent_at AS f9, r.answered_at AS f10 FROM operations r WHERE r.id = ANY($1) AND r.organization_id = $2;
SELECT r.id AS id, r.name AS f0 FROM organizations r WHERE r.id = ANY($1) AND r.id = $2;
