-- The query of the benchmark as level-batched statements, pipelined as the server pipelines them: the limit that it can reach.
-- Ids that a level takes from the one above are computed in SQL, since pgbench cannot carry them over.
select id, charge_point_id from stations where organization_id = :organization order by charge_point_id, id limit 51;
\startpipeline
select station_id, id, number, status from connectors
where station_id = any((select array_agg(id) from (select id from stations where organization_id = :organization order by charge_point_id, id limit 50) x)::bigint[])
order by station_id, number;
select p.id, q.id, q.energy_wh, q.started_at, q.tag_id
from unnest((select array_agg(id) from (select id from stations where organization_id = :organization order by charge_point_id, id limit 50) x)) p(id)
cross join lateral (select id, energy_wh, started_at, tag_id from sessions z where z.station_id = p.id order by z.started_at desc, z.id desc limit 6) q;
select m.station_id, g.id, g.name from station_groups m join groups g on g.id = m.group_id
where m.station_id = any((select array_agg(id) from (select id from stations where organization_id = :organization order by charge_point_id, id limit 50) x)::bigint[]);
\endpipeline
select id, id_tag from tags where id = any((select array_agg(:first_tag + n * 171) from generate_series(0, 249) n)::bigint[]);
select m.tag_id, g.id, g.name from tag_groups m join groups g on g.id = m.group_id
where m.tag_id = any((select array_agg(:first_tag + n * 171) from generate_series(0, 249) n)::bigint[]);
