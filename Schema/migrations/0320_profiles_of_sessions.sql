-- Every charging profile that a charger has accepted, as far as it says what a session was held to; `charging_profiles` has
-- those alone that it holds now. A row stays as long as the operation that sent it would.
create table accepted_charging_profiles (
    id bigint generated always as identity primary key,
    station_id bigint not null references stations on delete cascade,
    -- 0: the whole station, or every connector's default.
    connector_number integer not null check (connector_number between 0 and 65535),
    profile_id integer not null,
    stack_level integer not null check (stack_level >= 0),
    purpose text not null check (purpose in ('CHARGE_POINT_MAX_PROFILE', 'TX_DEFAULT_PROFILE', 'TX_PROFILE')),
    session_id bigint references sessions on delete cascade,
    unit text not null check (unit in ('W', 'A')),
    -- Of all its periods.
    lowest_limit double precision not null,
    highest_limit double precision not null,
    valid_from timestamptz,
    valid_to timestamptz,
    accepted_at timestamptz not null,
    -- When another took its place, or it was cleared; null while the charger holds it.
    ended_at timestamptz check (ended_at >= accepted_at),
    check (lowest_limit <= highest_limit)
);
create index accepted_charging_profiles_order on accepted_charging_profiles (station_id, accepted_at desc, id desc);
create index accepted_charging_profiles_held on accepted_charging_profiles (station_id, profile_id) where ended_at is null;
create index accepted_charging_profiles_session on accepted_charging_profiles (session_id);

insert into accepted_charging_profiles (station_id, connector_number, profile_id, stack_level, purpose, session_id, unit,
    lowest_limit, highest_limit, valid_from, valid_to, accepted_at)
select r.station_id, r.connector_number, r.profile_id, r.stack_level, r.purpose, r.session_id, r.unit, l.lowest, l.highest,
    r.valid_from, r.valid_to, r.accepted_at
from charging_profiles r cross join lateral (
    select min((p->>'limit')::double precision) as lowest, max((p->>'limit')::double precision) as highest
    from jsonb_array_elements(r.periods) p) l
where l.lowest is not null
order by r.id;
