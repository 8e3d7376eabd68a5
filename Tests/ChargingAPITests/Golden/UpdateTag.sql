DELETE FROM tag_stations WHERE tag_id = $1;
SELECT m.tag_id AS parent, r.id AS id FROM tag_stations m JOIN stations r ON r.id = m.station_id WHERE m.tag_id = ANY($1) AND r.organization_id = $2 AND r.removed_at IS NULL ORDER BY m.tag_id, r.charge_point_id, r.id;
SELECT r.id AS id, r.id_tag AS f0, r.note AS f1, r.alias AS f2, r.expires_at AS f3, r.is_blocked AS f4, r.is_restricted_to_stations AS f5 FROM tags r WHERE r.id = ANY($1) AND r.organization_id = $2;
SELECT r.organization_id FROM tags r WHERE r.id = $1 AND r.organization_id = $2 FOR NO KEY UPDATE;
SET LOCAL lock_timeout = '150ms';
UPDATE tags r SET id_tag = coalesce($1, r.id_tag), type = coalesce($2, r.type), medium = coalesce($3, r.medium), is_blocked = coalesce($4, r.is_blocked), allows_concurrent = coalesce($5, r.allows_concurrent), is_restricted_to_stations = coalesce($6, r.is_restricted_to_stations), alias = CASE WHEN $7 THEN $8 ELSE r.alias END, note = CASE WHEN $9 THEN $10 ELSE r.note END, expires_at = CASE WHEN $11 THEN $12 ELSE r.expires_at END, parent_id_tag = CASE WHEN $13 THEN $14 ELSE r.parent_id_tag END, user_id = CASE WHEN $15 THEN $16 ELSE r.user_id END WHERE r.id = $17;
