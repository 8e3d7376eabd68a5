-- The charging profiles that each charger has accepted, and has not been told to forget. Those for a transaction count only
-- while its session is active.
create table charging_profiles (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null,
    -- 0: the whole station, or every connector's default.
    connector_number integer not null check (connector_number between 0 and 65535),
    profile_id integer not null,
    stack_level integer not null check (stack_level >= 0),
    purpose text not null check (purpose in ('CHARGE_POINT_MAX_PROFILE', 'TX_DEFAULT_PROFILE', 'TX_PROFILE')),
    kind text not null check (kind in ('ABSOLUTE', 'RECURRING', 'RELATIVE')),
    recurrency text check (recurrency in ('DAILY', 'WEEKLY')),
    valid_from timestamptz,
    valid_to timestamptz,
    transaction_id integer,
    session_id bigint references sessions on delete cascade,
    unit text not null check (unit in ('W', 'A')),
    start_at timestamptz,
    duration_seconds integer check (duration_seconds >= 0),
    minimum_rate double precision check (minimum_rate >= 0),
    -- [{"startSeconds", "limit", "phases"}, …]
    periods jsonb not null check (jsonb_typeof(periods) = 'array' and jsonb_array_length(periods) between 1 and 1000),
    operation_id bigint references operations on delete set null,
    accepted_at timestamptz not null,
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade,
    check ((kind = 'RECURRING') = (recurrency is not null)),
    check (purpose <> 'CHARGE_POINT_MAX_PROFILE' or connector_number = 0),
    check (purpose <> 'TX_PROFILE' or connector_number > 0),
    check ((purpose = 'TX_PROFILE') = (transaction_id is not null)),
    check ((purpose = 'TX_PROFILE') = (session_id is not null)),
    check (valid_from < valid_to)
);
-- OCPP 1.6 edition 2, section 5.16: either of the two replaces.
create unique index charging_profiles_id on charging_profiles (station_id, profile_id);
create unique index charging_profiles_level on charging_profiles (station_id, connector_number, purpose, stack_level);
create index charging_profiles_order on charging_profiles (station_id, accepted_at desc, id desc);
create index charging_profiles_organization on charging_profiles (organization_id, station_id);
create index charging_profiles_session on charging_profiles (session_id);
create index charging_profiles_operation on charging_profiles (operation_id);

-- What a charger told of the profiles that it can take; absent: it has not told.
create table charging_profile_limits (
    station_id bigint primary key references stations on delete cascade,
    maximum_stack_level integer check (maximum_stack_level >= 0),
    maximum_periods integer check (maximum_periods >= 0),
    maximum_profiles integer check (maximum_profiles >= 0),
    units text[] check (units <@ array['W', 'A'])
);

-- Where a charger's own composite schedule and ours differed when it was asked for.
create table schedule_comparisons (
    operation_id bigint primary key references operations on delete cascade,
    connector_number integer not null check (connector_number between 0 and 65535),
    start_at timestamptz not null,
    duration_seconds integer not null check (duration_seconds >= 0),
    unit text not null check (unit in ('W', 'A')),
    tolerance double precision not null check (tolerance >= 0),
    -- [{"startSeconds", "endSeconds", "stationLimit", "ourLimit"}, …]; empty: they agree.
    differences jsonb not null check (jsonb_typeof(differences) = 'array' and jsonb_array_length(differences) <= 256)
);
