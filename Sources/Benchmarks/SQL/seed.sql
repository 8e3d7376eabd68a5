-- Deterministic data for scripts/bench: 100 groups, 50,000 tags, 10,000 stations with 2 connectors, 1,000,000 sessions.
-- Expects an organization whose id is given: psql -v organization=1 -f seed.sql
\set ON_ERROR_STOP 1
insert into groups (organization_id, name) select :organization, 'Group ' || g from generate_series(1, 100) g;
insert into tags (organization_id, id_tag, allows_concurrent)
select :organization, 'TAG' || lpad(t::text, 7, '0'), true from generate_series(1, 50000) t;
insert into stations (organization_id, charge_point_id, vendor, model, onboarded_at)
select :organization, 'LOAD' || lpad(s::text, greatest(4, length(s::text)), '0'), (array['ABB', 'Alfen', 'Kempower', 'Zaptec'])[1 + s % 4], 'Model ' || s % 13,
    timestamptz '2025-01-01' + s * interval '1 minute'
from generate_series(1, 10000) s;
create temporary table s on commit preserve rows as
select row_number() over (order by id) as n, id from stations where organization_id = :organization;
create temporary table t on commit preserve rows as
select row_number() over (order by id) as n, id, id_tag from tags where organization_id = :organization;
create temporary table g on commit preserve rows as
select row_number() over (order by id) as n, id from groups where organization_id = :organization;
create unique index on s (n);
create unique index on t (n);
create unique index on g (n);
insert into station_groups (organization_id, group_id, station_id)
select :organization, g.id, s.id from s join g on g.n = 1 + (s.n * 104729) % 100 where s.n % 23 <> 0;
insert into tag_groups (organization_id, group_id, tag_id)
select :organization, g.id, t.id from t join g on g.n = 1 + (t.n * 7919) % 100 where t.n % 17 <> 0;
insert into connectors (organization_id, station_id, number, status, status_changed_at)
select :organization, s.id, c, (array['AVAILABLE', 'CHARGING', 'PREPARING', 'FINISHING', 'FAULTED'])[1 + (s.n * 31 + c * 7) % 5],
    timestamptz '2026-01-01' + (s.n * 13 + c) * interval '1 second'
from s, generate_series(1, 2) c;
insert into sessions (organization_id, station_id, connector_number, transaction_id, id_tag, tag_id, status, "authorization", is_exclusive,
    started_at, started_at_sent, meter_start_wh, stopped_at, meter_stop_wh, is_stopped_by_charger, last_meter_wh, last_meter_at, energy_wh)
select :organization, s.id, 1 + k % 2, nextval('transaction_ids'), t.id_tag, t.id, 'COMPLETED', 'ACCEPTED', false,
    timestamptz '2025-06-01' + k * interval '30 seconds', k::text, 0,
    timestamptz '2025-06-01' + k * interval '30 seconds' + (600 + k % 7200) * interval '1 second', (k::bigint * 48271) % 60000, true,
    (k::bigint * 48271) % 60000, timestamptz '2025-06-01' + k * interval '30 seconds', (k::bigint * 48271) % 60000
from generate_series(1, 1000000) k
join s on s.n = 1 + (k::bigint * 7919) % 10000
join t on t.n = 1 + (k::bigint * 15485863) % 50000;
vacuum analyze;
