SELECT (SELECT count(*) FROM sessions r WHERE r.station_id = p.id AND (r.organization_id = $1 AND r.tag_id IN (SELECT own.id FROM tags own WHERE own.user_id = $2))) AS total FROM unnest($3) WITH ORDINALITY AS p(id, ord) ORDER BY p.ord;
SELECT count(*) AS total FROM sessions r WHERE (r.organization_id = $1 AND r.tag_id IN (SELECT own.id FROM tags own WHERE own.user_id = $2));
SELECT p.ord AS parent, x.* FROM unnest($1) WITH ORDINALITY AS p(id, ord) CROSS JOIN LATERAL (SELECT r.id AS id, r.started_at AS key, r.id_tag AS f0 FROM sessions r WHERE r.station_id = p.id AND (r.organization_id = $2 AND r.tag_id IN (SELECT own.id FROM tags own WHERE own.user_id = $3)) ORDER BY r.started_at DESC, r.id DESC LIMIT $4) x;
SELECT r.id AS id, r.charge_point_id AS f0 FROM stations r WHERE r.organization_id = $1 AND r.removed_at IS NULL ORDER BY r.charge_point_id, r.id LIMIT $2;
SELECT r.id AS id, r.email AS f0 FROM users r WHERE r.id = ANY($1) AND (r.organization_id = $2 AND r.id = $3);
SELECT r.id AS id, r.email AS f0 FROM users r WHERE r.id = ANY($1) AND (r.organization_id = $2 AND r.id = $3);
SELECT r.id AS id, r.id_tag AS f0 FROM tags r WHERE r.id = ANY($1) AND (r.organization_id = $2 AND r.user_id = $3);
SELECT r.id AS id, r.id_tag AS f0, r.user_id AS f1 FROM tags r WHERE (r.organization_id = $1 AND r.user_id = $2) ORDER BY r.id_tag, r.id LIMIT $3;
SELECT r.id AS id, r.tag_id AS f0 FROM sessions r WHERE (r.organization_id = $1 AND r.tag_id IN (SELECT own.id FROM tags own WHERE own.user_id = $2)) ORDER BY r.started_at DESC, r.id DESC LIMIT $3;
