alter table sessions validate constraint sessions_tariff_version;

-- The version of the tariff in force at a station at a moment: the station's own, that of the nearest group (of several, the
-- one assigned last), or the organization's.
create function tariff_version_in_force(station bigint, moment timestamptz) returns bigint language sql stable as $$
    with recursive above (id, parent_id, distance) as (
        select g.id, g.parent_id, 1 from station_groups m join groups g on g.id = m.group_id where m.station_id = station
        union
        select g.id, g.parent_id, a.distance + 1 from above a join groups g on g.id = a.parent_id where a.distance < 20
    ), assigned (distance, tariff_id, valid_from, id) as (
        (select 0, t.tariff_id, t.valid_from, t.id from tariff_assignments t
            where t.station_id = station and t.valid_from <= moment order by t.valid_from desc, t.id desc limit 1)
        union all
        select a.distance, x.tariff_id, x.valid_from, x.id from above a cross join lateral (
            select t.tariff_id, t.valid_from, t.id from tariff_assignments t
            where t.group_id = a.id and t.valid_from <= moment order by t.valid_from desc, t.id desc limit 1) x
        union all
        (select 100, t.tariff_id, t.valid_from, t.id from stations s
            join tariff_assignments t on t.organization_id = s.organization_id
            where s.id = station and t.station_id is null and t.group_id is null and t.valid_from <= moment
            order by t.valid_from desc, t.id desc limit 1)
    )
    select v.id from assigned a
    join tariffs f on f.id = a.tariff_id and (f.deleted_at is null or f.deleted_at > moment)
    cross join lateral (
        select t.id from tariff_versions t where t.tariff_id = a.tariff_id and t.valid_from <= moment
        order by t.valid_from desc, t.number desc limit 1) v
    order by a.distance, a.valid_from desc, a.id desc limit 1
$$;

-- How a session went until a moment: the register's states as energy since its start, ascending; when charging ended; when
-- power flowed; and when the vehicle blocked the connector without taking any (SuspendedEV and Finishing after the last
-- energy, also beyond the stop, until the connector says something else or its next session starts).
create function session_course(
    session bigint, moment timestamptz, out ends_at timestamptz, out times timestamptz[], out registers double precision[],
    out charging_ended_at timestamptz, out connected tstzmultirange, out charging tstzmultirange, out idle tstzmultirange)
language plpgsql stable set jit = off as $$
declare
    r sessions;
    base double precision;
    is_charging boolean;
    occupied_until timestamptz;
    suspended tstzmultirange;
begin
    select * into strict r from sessions where id = session;
    base := coalesce(r.meter_baseline_wh, r.meter_start_wh);
    ends_at := greatest(r.started_at, coalesce(r.stopped_at, moment));
    -- A state on another scale counts from zero; what goes back, or beyond the session's energy, says nothing.
    select array_agg(t order by t), array_agg(wh order by t) into times, registers from (
        select t, greatest(0, least(r.energy_wh, max(max(wh)) over (order by t))) as wh from (
            select least(greatest(m.sampled_at, r.started_at), ends_at) as t,
                case when m.value < base and m.value <= r.energy_wh then m.value else m.value - base end as wh
            from meter_values m join sample_kinds k on k.id = m.kind_id
            where m.session_id = r.id and m.opened_month = r.opened_month
                and k.measurand = 'Energy.Active.Import.Register' and k.unit = 'Wh' and k.phase = ''
                and k.location in ('', 'Outlet')
            union all select r.started_at, 0
            union all select least(greatest(r.last_meter_at, r.started_at), ends_at), r.energy_wh where r.status = 'ACTIVE'
            union all select ends_at, r.energy_wh where r.status <> 'ACTIVE'
        ) told group by t
    ) states;
    -- The first state with all the energy. While the last state still rose, charging goes on.
    charging_ended_at := times[coalesce(array_position(registers, registers[cardinality(registers)]), 1)];
    is_charging := r.status = 'ACTIVE' and cardinality(times) > 1
        and registers[cardinality(registers)] > registers[cardinality(registers) - 1];
    if is_charging then charging_ended_at := ends_at; end if;

    -- What the connector said from before the start on.
    occupied_until := least(moment, coalesce(r.plugged_out_at, 'infinity'), (
        select min(n.started_at) from sessions n where n.station_id = r.station_id
            and n.connector_number = r.connector_number and n.started_at >= r.started_at and n.id > r.id));
    occupied_until := greatest(occupied_until, ends_at);
    with said as (
        (select id, reported_at, status from status_notifications where station_id = r.station_id
            and connector_number = r.connector_number and reported_at <= r.started_at order by reported_at desc, id desc limit 1)
        union all
        (select id, reported_at, status from status_notifications where station_id = r.station_id
            and connector_number = r.connector_number and reported_at > r.started_at and reported_at < occupied_until
            order by reported_at limit 10000)
    ), state as (
        select status, tstzrange(reported_at, lead(reported_at, 1, occupied_until) over (order by reported_at, id)) as span
        from said where reported_at < occupied_until
    )
    select coalesce(range_agg(span) filter (where status in ('SUSPENDED_EV', 'SUSPENDED_EVSE', 'FINISHING')), '{}'),
        coalesce(range_agg(span) filter (where status in ('SUSPENDED_EV', 'FINISHING')), '{}')
        into suspended, idle from state where not isempty(span);

    connected := tstzmultirange(tstzrange(r.started_at, ends_at));
    charging := case when r.energy_wh > 0 then tstzmultirange(tstzrange(r.started_at, charging_ended_at)) - suspended else '{}' end;
    idle := idle * tstzmultirange(tstzrange(charging_ended_at, occupied_until));
    -- Whoever has not begun to charge may still do so.
    if r.status = 'ACTIVE' and r.energy_wh = 0 then idle := '{}'; end if;
end $$;

-- The pieces of a time in which one period of a version holds; 0 is none. What is longer than a year counts as none.
create function tariff_pieces(version bigint, first timestamptz, last timestamptz)
returns table (number bigint, since timestamptz, until timestamptz, period smallint) language plpgsql stable set jit = off as $$
#variable_conflict use_column
begin
    return query with zone as (select v.time_zone as name, least(last, first + interval '366 days') as until from tariff_versions v
        where v.id = version and exists (select from tariff_periods p where p.version_id = v.id)
    ), day as (
        select d::timestamp as midnight, z.name, (d::timestamp + interval '1 day') at time zone z.name
            - d::timestamp at time zone z.name <> interval '24 hours' as is_changed
        from zone z, generate_series((first at time zone z.name)::date, (z.until at time zone z.name)::date, interval '1 day') d
    ), bound as (
        -- On days when the clock is changed every minute is looked at: some come twice, some not at all.
        select d.midnight at time zone d.name as at from day d
        union select (d.midnight + make_interval(mins => m)) at time zone d.name
            from day d, tariff_periods p, unnest(array[p.starts_minute, p.ends_minute]) m where p.version_id = version
        union select m.at from day d, generate_series(d.midnight at time zone d.name,
            (d.midnight + interval '1 day') at time zone d.name, interval '1 minute') m(at) where d.is_changed
        union select first
        union select z.until from zone z
    ), span as (
        select at, lead(at, 1, last) over (order by at) as until from bound where at >= first and (at < last or at = first)
    )
    select row_number() over (order by s.at), s.at, greatest(s.until, s.at), coalesce((
        select p.number from zone z, tariff_periods p, lateral (select s.at at time zone z.name as local) l,
            lateral (select extract(hour from l.local) * 60 + extract(minute from l.local) as minute,
                extract(isodow from l.local)::smallint as day, extract(isodow from l.local - interval '1 day')::smallint as eve) m
        where p.version_id = version and s.at < z.until and case when p.starts_minute < p.ends_minute
            then m.day = any(p.days) and m.minute >= p.starts_minute and m.minute < p.ends_minute
            else m.day = any(p.days) and m.minute >= p.starts_minute or m.eve = any(p.days) and m.minute < p.ends_minute end
        order by p.number limit 1), 0::smallint)
    from span s;
end $$;

-- What this energy and these times cost by a version: the lines as exact decimals in texts, and their sum.
--
-- Energy between two states of the register is spread evenly. Quantities are rounded to watt-hours and hundredths of minutes
-- so that those of one kind add up to the rounded whole; each line's amount is its quantity times its price, rounded half away
-- from zero to the decimals of the currency; the total is the sum of these amounts.
create function tariff_costs(
    version bigint, times timestamptz[], registers double precision[], connected tstzmultirange, charging tstzmultirange,
    idle tstzmultirange, charging_ended_at timestamptz, out currency text, out total numeric, out lines jsonb)
language plpgsql stable set jit = off as $$
#variable_conflict use_column
begin
    with v as materialized (select t.* from tariff_versions t where t.id = version),
    timed as materialized (
        select case v.minutes when 'CHARGING' then charging else connected end as counted,
            idle * tstzmultirange(tstzrange(charging_ended_at + make_interval(secs => v.idle_free_seconds), null)) as blocked
        from v
    ), piece as materialized (
        select p.* from tariff_pieces(version, times[1],
            greatest(times[cardinality(times)], upper(connected), upper(idle))) p
    ), point as (
        select t, max(wh) as wh, null::bigint as piece from unnest(times, registers) u(t, wh) group by t
        union all select since, null, number from piece
    ), known as (
        select distinct on (t) t, max(t) filter (where wh is not null) over before as t0, max(wh) over before as wh0,
            min(t) filter (where wh is not null) over after as t1, min(wh) over after as wh1, max(piece) over before as piece
        from point window before as (order by t range unbounded preceding),
            after as (order by t range between current row and unbounded following)
    ), course as (
        select t, piece, case when t1 is null or t1 <= t0 then wh0
            else wh0 + (wh1 - wh0) * (extract(epoch from t - t0) / extract(epoch from t1 - t0))::double precision end as wh
        from known
    ), part as (
        select piece, coalesce(lead(wh) over w, wh) - case when row_number() over w = 1 then 0 else wh end as wh
        from course window w as (order by t)
    ), amount as (
        select p.period, 'ENERGY' as kind, sum(e.wh)::numeric / 1000 as quantity
            from part e join piece p on p.number = e.piece group by p.period
        union all
        select p.period, k.kind, sum(extract(epoch from upper(x) - lower(x))) / 60
            from piece p cross join timed cross join lateral (values ('TIME', timed.counted), ('IDLE', timed.blocked)) k(kind, spans)
            cross join lateral unnest(tstzmultirange(tstzrange(p.since, p.until)) * k.spans) x
            group by p.period, k.kind
    ), priced as (
        select a.kind, case when x.own is not null then a.period else 0 end as period, coalesce(x.own, x.base) as price,
            sum(a.quantity) as quantity
        from amount a cross join v left join tariff_periods p on p.version_id = version and p.number = a.period
        cross join lateral (select
            case a.kind when 'ENERGY' then p.price_per_kwh when 'TIME' then p.price_per_minute else p.idle_fee_per_minute end as own,
            case a.kind when 'ENERGY' then v.price_per_kwh when 'TIME' then v.price_per_minute else v.idle_fee_per_minute end as base
        ) x where coalesce(x.own, x.base) is not null group by 1, 2, 3
    ), summed as (
        select kind, period, price, sum(quantity) over w as until, sum(quantity) over w - quantity as since,
            case kind when 'ENERGY' then 3 else 2 end as places
        from priced window w as (partition by kind order by period)
    ), line as (
        select 'SESSION' as kind, 0 as period, v.price_per_session as price, 1::numeric as quantity, 'SESSION' as unit from v
            where v.price_per_session is not null
        union all select kind, period, price, round(until, places) - round(since, places),
            case kind when 'ENERGY' then 'KWH' else 'MINUTE' end from summed
    ), costed as (
        select l.*, round(l.quantity * l.price, v.decimals) as amount,
            array_position(array['SESSION', 'ENERGY', 'TIME', 'IDLE'], l.kind) as place
        from line l cross join v where l.quantity > 0
    )
    select v.currency, coalesce(sum(c.amount), round(0, v.decimals)), coalesce(jsonb_agg(jsonb_build_object(
        'kind', c.kind, 'period', c.period, 'quantity', c.quantity::text, 'unit', c.unit,
        'unitPrice', trim_scale(c.price)::text, 'amount', c.amount::text) order by c.place, c.period)
            filter (where c.kind is not null), '[]')
        into currency, total, lines
    from v left join costed c on true group by v.currency, v.decimals;
end $$;

-- What a session costs as of a moment. Final is what nothing can be added to.
create function session_cost(
    session bigint, moment timestamptz, out currency text, out total numeric, out lines jsonb, out is_final boolean)
language plpgsql stable set jit = off as $$
#variable_conflict use_column
begin
    select c.currency, c.total, c.lines, r.status = 'COMPLETED' and (r.plugged_out_at is not null
        or exists (select from sessions n where n.station_id = r.station_id and n.connector_number = r.connector_number
            and n.started_at >= r.started_at and n.id > r.id)
        or v.idle_fee_per_minute is null
            and not exists (select from tariff_periods p where p.version_id = v.id and p.idle_fee_per_minute is not null))
        into currency, total, lines, is_final
    from sessions r join tariff_versions v on v.id = r.tariff_version_id
    cross join lateral session_course(r.id, moment) s
    cross join lateral tariff_costs(
        v.id, s.times, s.registers, s.connected, s.charging, s.idle, s.charging_ended_at) c
    where r.id = session;
end $$;

-- A session whose numbers make no price still ends: its costs are then computed, and fail, where they are read.
create function write_session_cost(session bigint, moment timestamptz) returns void language plpgsql as $$
begin
    insert into session_costs (session_id, organization_id, currency, total, lines, is_final, calculated_at)
    select r.id, r.organization_id, c.currency, c.total, c.lines, c.is_final, now()
    from sessions r cross join lateral session_cost(r.id, moment) c where r.id = session
    on conflict (session_id) do update set currency = excluded.currency, total = excluded.total, lines = excluded.lines,
        is_final = excluded.is_final, calculated_at = excluded.calculated_at;
exception when data_exception then
    raise warning 'the costs of session % cannot be computed: %', session, sqlerrm;
end $$;

-- Costs are written down with the stop that they follow from, in its commit; again when the stop is corrected, or the vehicle
-- gone.
create function keep_session_cost() returns trigger language plpgsql as $$
begin
    perform write_session_cost(new.id, greatest(new.stopped_at, new.plugged_out_at));
    return null;
end $$;
create trigger sessions_keep_cost after update on sessions for each row
    when (new.tariff_version_id is not null and new.status = 'COMPLETED'
        and (old.status, old.stopped_at, old.energy_wh, old.meter_stop_wh, old.meter_baseline_wh, old.plugged_out_at)
            is distinct from (new.status, new.stopped_at, new.energy_wh, new.meter_stop_wh, new.meter_baseline_wh,
                new.plugged_out_at))
    execute function keep_session_cost();

-- Where nobody said that the connector was free in between, its next session tells that the vehicle before is gone.
create function keep_previous_cost() returns trigger language plpgsql as $$
declare
    previous bigint;
begin
    select x.id into previous from sessions x where x.station_id = new.station_id
        and x.connector_number = new.connector_number and x.started_at <= new.started_at and x.id < new.id
        order by x.started_at desc, x.id desc limit 1;
    if exists (select from session_costs c where c.session_id = previous and not c.is_final) then
        perform write_session_cost(previous, new.started_at);
    end if;
    return null;
end $$;
create trigger sessions_keep_previous_cost after insert on sessions
    for each row when (new.status = 'ACTIVE') execute function keep_previous_cost();
