-- The same answer as one statement with json_agg: what others do.
select json_build_object('data', json_build_object('stations', json_build_object('nodes', json_agg(x.j order by x.charge_point_id)))) from (
  select s.charge_point_id, json_build_object(
    'chargePointId', s.charge_point_id, 'presence', s.presence,
    'connectors', (select coalesce(json_agg(json_build_object('number', c.number, 'status', c.status) order by c.number), '[]')
      from connectors c where c.station_id = s.id),
    'sessions', json_build_object('nodes', (select coalesce(json_agg(json_build_object('energyWh', q.energy_wh, 'startedAt', q.started_at,
        'tag', case when t.id is null then null else json_build_object('idTag', t.id_tag, 'groups',
          (select coalesce(json_agg(json_build_object('name', g.name)), '[]') from tag_groups m join groups g on g.id = m.group_id
           where m.tag_id = t.id)) end) order by q.started_at desc, q.id desc), '[]')
      from (select * from sessions z where z.station_id = s.id order by z.started_at desc, z.id desc limit 5) q
      left join tags t on t.id = q.tag_id)),
    'groups', (select coalesce(json_agg(json_build_object('name', g.name)), '[]') from station_groups m join groups g on g.id = m.group_id
      where m.station_id = s.id)) j
  from (select * from stations where organization_id = :organization order by charge_point_id, id limit 50) s) x;
