SELECT count(*) AS total FROM reservations r WHERE (r.organization_id = $1 AND (r.created_by = $2 OR r.tag_id IN (SELECT own.id FROM tags own WHERE own.user_id = $3)));
SELECT r.id AS id, r.email AS f0 FROM users r WHERE r.id = ANY($1) AND (r.organization_id = $2 AND r.id = $3);
SELECT r.id AS id, r.id_tag AS f0, r.status AS f1, r.operation_id AS f2, r.created_by AS f3 FROM reservations r WHERE (r.organization_id = $1 AND (r.created_by = $2 OR r.tag_id IN (SELECT own.id FROM tags own WHERE own.user_id = $3))) ORDER BY r.requested_at DESC, r.id DESC LIMIT $4;
SELECT r.id AS id, r.kind AS f0 FROM operations r WHERE r.id = ANY($1) AND (r.organization_id = $2 AND r.requested_by = $3);
