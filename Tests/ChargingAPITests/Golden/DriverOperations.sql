SELECT count(*) AS total FROM operations r WHERE (r.organization_id = $1 AND r.requested_by = $2);
SELECT r.id AS id FROM operations r WHERE (r.organization_id = $1 AND r.requested_by = $2) ORDER BY r.requested_at DESC, r.id DESC LIMIT $3;
