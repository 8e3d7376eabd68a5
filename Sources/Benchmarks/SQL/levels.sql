-- The statements that the server runs for the nested query, word for word, pipelined as it pipelines them: the limit that it can
-- reach. The ids that a level takes from the one above are bound, as the server binds them.
SELECT r.id AS id, r.charge_point_id AS f0, r.presence AS f1 FROM stations r WHERE r.organization_id = :organization AND r.removed_at IS NULL
ORDER BY r.charge_point_id, r.id LIMIT 50;
\startpipeline
SELECT r.station_id AS parent, r.id AS id, r.station_id AS f0, r.number AS f1, r.status AS f2 FROM connectors r
WHERE r.station_id = ANY(:stations::bigint[]) AND r.organization_id = :organization ORDER BY r.station_id, r.number;
SELECT p.ord AS parent, x.* FROM unnest(:stations::bigint[]) WITH ORDINALITY AS p(id, ord)
CROSS JOIN LATERAL (SELECT r.id AS id, r.tag_id AS f0, r.started_at AS f1, r.energy_wh AS f2 FROM sessions r
WHERE r.station_id = p.id AND r.organization_id = :organization ORDER BY r.started_at DESC, r.id DESC LIMIT 5) x;
SELECT m.station_id AS parent, r.id AS id, r.name AS f0 FROM station_groups m JOIN groups r ON r.id = m.group_id
WHERE m.station_id = ANY(:stations::bigint[]) AND r.organization_id = :organization ORDER BY m.station_id, r.name, r.id;
\endpipeline
SELECT r.id AS id, r.id_tag AS f0 FROM tags r WHERE r.id = ANY(:tags::bigint[]) AND r.organization_id = :organization;
SELECT m.tag_id AS parent, r.id AS id, r.name AS f0 FROM tag_groups m JOIN groups r ON r.id = m.group_id
WHERE m.tag_id = ANY(:tags::bigint[]) AND r.organization_id = :organization ORDER BY m.tag_id, r.name, r.id;
