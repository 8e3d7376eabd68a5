-- What charging costs: tariffs in versions that never change, where and since when they are in force, and what sessions cost.

create table tariffs (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    name text not null check (char_length(name) between 1 and 100),
    created_at timestamptz not null default now(),
    -- Sessions keep what they were charged by, so the row stays; nothing new is charged by it.
    deleted_at timestamptz,
    unique (organization_id, id)
);
create unique index tariffs_name on tariffs (organization_id, lower(name)) where deleted_at is null;
create index tariffs_order on tariffs (organization_id, name, id) where deleted_at is null;
create index tariffs_order_everywhere on tariffs (name, id) where deleted_at is null;

-- Prices without tax or with it, as the organization means them. An absent price is not asked for.
create table tariff_versions (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    tariff_id bigint not null,
    number integer not null check (number between 1 and 1000),
    -- ISO 4217, with the decimals that amounts have in it.
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    decimals smallint not null check (decimals between 0 and 4),
    -- Of the IANA database: by its clock the times of day are told.
    time_zone text not null check (char_length(time_zone) between 1 and 64),
    price_per_session numeric(12, 6) check (price_per_session >= 0),
    price_per_kwh numeric(12, 6) check (price_per_kwh >= 0),
    price_per_minute numeric(12, 6) check (price_per_minute >= 0),
    -- Which minutes are asked for: those of charging, or all from the start to the stop.
    minutes text not null default 'CONNECTED' check (minutes in ('CHARGING', 'CONNECTED')),
    idle_fee_per_minute numeric(12, 6) check (idle_fee_per_minute >= 0),
    idle_free_seconds integer not null default 0 check (idle_free_seconds between 0 and 604800),
    valid_from timestamptz not null,
    created_at timestamptz not null,
    -- Absent: somebody who is gone.
    created_by bigint references users on delete set null,
    unique (organization_id, id),
    unique (tariff_id, number),
    foreign key (organization_id, tariff_id) references tariffs (organization_id, id)
);
create index tariff_versions_in_force on tariff_versions (tariff_id, valid_from desc, number desc);
create index tariff_versions_created_by on tariff_versions (created_by) where created_by is not null;

-- Times of the week with other prices; of several that hold, the first. A price that is absent is the version's.
create table tariff_periods (
    organization_id bigint not null,
    version_id bigint not null,
    number smallint not null check (number between 1 and 20),
    -- ISO days of the week on which it begins: Monday is 1.
    days smallint[] not null check (days <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[] and cardinality(days) between 1 and 7),
    -- In minutes of the day. One that does not end after its beginning ends on the next day.
    starts_minute smallint not null check (starts_minute between 0 and 1439),
    ends_minute smallint not null check (ends_minute between 1 and 1440),
    price_per_kwh numeric(12, 6) check (price_per_kwh >= 0),
    price_per_minute numeric(12, 6) check (price_per_minute >= 0),
    idle_fee_per_minute numeric(12, 6) check (idle_fee_per_minute >= 0),
    primary key (version_id, number),
    foreign key (organization_id, version_id) references tariff_versions (organization_id, id)
);
create index tariff_periods_organization on tariff_periods (organization_id, version_id);

create function refuse_change_of_tariff() returns trigger language plpgsql as $$
begin
    raise exception 'versions of tariffs never change' using errcode = 'restrict_violation';
end $$;
-- Whoever made it may go.
create trigger tariff_versions_stay_the_same before update on tariff_versions for each row
    when (to_jsonb(old) - 'created_by' is distinct from to_jsonb(new) - 'created_by' or new.created_by is not null)
    execute function refuse_change_of_tariff();
create trigger tariff_periods_stay_the_same before update on tariff_periods
    for each row execute function refuse_change_of_tariff();

-- Where tariffs are in force from when on; only ever added to. Without a station and a group: in the whole organization.
-- Without a tariff: none of its own any more.
create table tariff_assignments (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    tariff_id bigint,
    station_id bigint,
    group_id bigint,
    valid_from timestamptz not null,
    created_at timestamptz not null,
    created_by bigint references users on delete set null,
    check (num_nonnulls(station_id, group_id) <= 1),
    foreign key (organization_id, tariff_id) references tariffs (organization_id, id),
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade,
    foreign key (organization_id, group_id) references groups (organization_id, id) on delete cascade
);
create index tariff_assignments_station on tariff_assignments (station_id, valid_from desc, id desc)
    where station_id is not null;
create index tariff_assignments_group on tariff_assignments (group_id, valid_from desc, id desc) where group_id is not null;
create index tariff_assignments_organization on tariff_assignments (organization_id, valid_from desc, id desc)
    where station_id is null and group_id is null;
create index tariff_assignments_tariff on tariff_assignments (tariff_id, id);
create index tariff_assignments_created_by on tariff_assignments (created_by) where created_by is not null;

-- By which version a session is charged: the one in force where and when it started, decided as it is written down.
alter table sessions add column tariff_version_id bigint;
alter table sessions add constraint sessions_tariff_version
    foreign key (organization_id, tariff_version_id) references tariff_versions (organization_id, id) not valid;
create index sessions_tariff_version on sessions (tariff_version_id) where tariff_version_id is not null;
-- When the connector was first said to be free after the session.
alter table sessions add column plugged_out_at timestamptz;

-- What a session that is over cost, as its charger's stop told.
create table session_costs (
    session_id bigint primary key references sessions on delete cascade,
    organization_id bigint not null references organizations,
    currency text not null,
    total numeric not null,
    -- Exact decimals, as texts.
    lines jsonb not null,
    -- False while the vehicle may still block the connector at a fee.
    is_final boolean not null,
    calculated_at timestamptz not null,
    foreign key (organization_id, session_id) references sessions (organization_id, id) on delete cascade
);
create index session_costs_organization on session_costs (organization_id, session_id);
