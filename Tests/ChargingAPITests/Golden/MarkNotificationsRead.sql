SELECT count(*) AS count FROM notifications r WHERE r.read_at IS NULL AND (r.organization_id = $1 AND r.user_id = $2 AND r.is_here AND (r.is_personal OR r.kind = ANY($3)));
UPDATE notifications r SET read_at = now() WHERE r.read_at IS NULL AND (r.organization_id = $1 AND r.user_id = $2 AND r.is_here AND (r.is_personal OR r.kind = ANY($3))) AND r.id = ANY($4);
