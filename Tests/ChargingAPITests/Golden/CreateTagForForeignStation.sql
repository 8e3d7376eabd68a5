INSERT INTO tag_stations (organization_id, tag_id, station_id) SELECT r.organization_id, $1, r.id FROM stations r WHERE r.id = ANY($2) AND r.organization_id = $3 AND r.organization_id = $4 AND r.removed_at IS NULL RETURNING 1 AS one;
INSERT INTO tags (organization_id, id_tag, note, alias, type, medium, expires_at, is_blocked, allows_concurrent, parent_id_tag, user_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id;
SET LOCAL lock_timeout = '150ms';
