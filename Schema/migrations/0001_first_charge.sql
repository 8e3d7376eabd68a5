-- The tables behind the first charge. Every row belongs to an organization; constraints hold what must never be.
-- Enumerations are text with a check: a new value is one small migration, and psql shows words.

create table organizations (
    id bigint generated always as identity primary key,
    name text not null check (char_length(name) between 1 and 200),
    created_at timestamptz not null default now()
);
create unique index organizations_name on organizations (lower(name));

create table users (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    email text not null check (char_length(email) between 3 and 254),
    role text not null check (role in
        ('PLATFORM_OPERATOR', 'ORGANIZATION_OWNER', 'MANAGER', 'INSTALLER', 'SUPPORT', 'DRIVER')),
    password_hash text,
    first_name text,
    last_name text,
    is_active boolean not null default true,
    created_at timestamptz not null default now()
);
create unique index users_email on users (lower(email));
create index users_organization on users (organization_id, id);

-- Only the SHA-256 of a token is kept; the token itself is shown once.
create table api_tokens (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    user_id bigint not null references users on delete cascade,
    token_hash bytea not null unique check (octet_length(token_hash) = 32),
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    revoked_at timestamptz
);
create index api_tokens_user on api_tokens (user_id);
create index api_tokens_organization on api_tokens (organization_id);

create table groups (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    parent_id bigint,
    name text not null check (char_length(name) between 1 and 200),
    created_at timestamptz not null default now(),
    unique (organization_id, id),
    -- A parent is of the same organization.
    foreign key (organization_id, parent_id) references groups (organization_id, id),
    check (parent_id <> id)
);
create unique index groups_name on groups (organization_id, coalesce(parent_id, 0), lower(name));
create index groups_parent on groups (parent_id);
create index groups_order on groups (organization_id, name, id);

create table stations (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    charge_point_id text not null unique check (char_length(charge_point_id) between 1 and 48),
    description text check (char_length(description) <= 500),
    admission text not null default 'ACCEPTED' check (admission in ('ACCEPTED', 'PENDING', 'REJECTED')),
    is_active boolean not null default true,
    -- Keyed verifier for the handshake, and an encrypted copy for those who may see it. Both absent: no password.
    password_verifier bytea,
    password_encrypted bytea,
    vendor text,
    model text,
    serial_number text,
    charge_box_serial_number text,
    firmware_version text,
    iccid text,
    imsi text,
    meter_type text,
    meter_serial_number text,
    ocpp_version text,
    booted_at timestamptz,
    -- Raised by every attach; a write of an older connection that changes state loses.
    generation bigint not null default 0,
    presence text not null default 'UNKNOWN' check (presence in ('UNKNOWN', 'ONLINE', 'OFFLINE')),
    last_seen_at timestamptz,
    status text not null default 'UNKNOWN',
    error_code text,
    status_changed_at timestamptz,
    onboarded_at timestamptz not null default now(),
    unique (organization_id, id),
    check ((password_verifier is null) = (password_encrypted is null))
) with (fillfactor = 80);
create index stations_order on stations (organization_id, charge_point_id, id);
create index stations_presence on stations (organization_id, presence);

create table connectors (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null,
    number integer not null check (number between 1 and 1000),
    status text not null default 'UNKNOWN' check (status in
        ('AVAILABLE', 'PREPARING', 'CHARGING', 'SUSPENDED_EV', 'SUSPENDED_EVSE', 'FINISHING', 'RESERVED', 'UNAVAILABLE',
         'FAULTED', 'UNKNOWN')),
    error_code text,
    vendor_error_code text,
    info text,
    status_changed_at timestamptz,
    unique (station_id, number),
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade
);
create index connectors_organization on connectors (organization_id, id);

-- What chargers said of their connectors, 0 being the station itself. Only ever added to.
create table status_notifications (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null references stations on delete cascade,
    connector_number integer not null,
    status text not null,
    error_code text,
    vendor_error_code text,
    info text,
    reported_at timestamptz not null,
    reported_at_sent text,
    received_at timestamptz not null
);
create unique index status_notifications_key on status_notifications
    (station_id, connector_number, reported_at, status, coalesce(error_code, ''));
create index status_notifications_organization on status_notifications (organization_id, id);

create table tags (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    id_tag text not null check (char_length(id_tag) between 1 and 20),
    note text check (char_length(note) <= 500),
    alias text check (char_length(alias) <= 100),
    type text not null default 'OTHER' check (type in ('PRIVATE', 'COMPANY', 'OTHER')),
    medium text not null default 'CARD' check (medium in ('CARD', 'VIRTUAL')),
    expires_at timestamptz,
    is_blocked boolean not null default false,
    allows_concurrent boolean not null default false,
    parent_id_tag text check (char_length(parent_id_tag) between 1 and 20),
    user_id bigint references users on delete set null,
    created_at timestamptz not null default now(),
    unique (organization_id, id)
);
-- Matched without regard to case (CiString20).
create unique index tags_id_tag on tags (organization_id, lower(id_tag));
create index tags_order on tags (organization_id, id_tag, id);
create index tags_order_everywhere on tags (id_tag, id);
create index tags_user on tags (user_id);

create table station_groups (
    organization_id bigint not null,
    group_id bigint not null,
    station_id bigint not null,
    primary key (group_id, station_id),
    foreign key (organization_id, group_id) references groups (organization_id, id) on delete cascade,
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade
);
create index station_groups_station on station_groups (station_id, group_id);

create table tag_groups (
    organization_id bigint not null,
    group_id bigint not null,
    tag_id bigint not null,
    primary key (group_id, tag_id),
    foreign key (organization_id, group_id) references groups (organization_id, id) on delete cascade,
    foreign key (organization_id, tag_id) references tags (organization_id, id) on delete cascade
);
create index tag_groups_tag on tag_groups (tag_id, group_id);

-- Where a tag is valid; no row: everywhere in the organization.
create table tag_stations (
    organization_id bigint not null,
    tag_id bigint not null,
    station_id bigint not null,
    primary key (tag_id, station_id),
    foreign key (organization_id, tag_id) references tags (organization_id, id) on delete cascade,
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade
);
create index tag_stations_station on tag_stations (station_id, tag_id);

-- OCPP 1.6 numbers transactions with a positive 32-bit integer that we give, unique over the whole server.
create sequence transaction_ids as integer minvalue 1 no cycle;

create table sessions (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null references stations,
    connector_number integer not null check (connector_number between 1 and 1000),
    transaction_id integer not null unique check (transaction_id > 0),
    -- As the charger sent it; tag_id when it is one of ours.
    id_tag text not null,
    tag_id bigint references tags on delete set null,
    status text not null default 'ACTIVE' check (status in ('ACTIVE', 'COMPLETED', 'ESTIMATED')),
    -- The verdict that was answered, kept whole: a retry must hear the same again.
    "authorization" text not null check ("authorization" in ('ACCEPTED', 'BLOCKED', 'EXPIRED', 'INVALID', 'CONCURRENT_TX')),
    answered_expires_at timestamptz,
    answered_parent_id_tag text,
    is_exclusive boolean not null,
    reservation_number integer,
    started_at timestamptz not null,
    started_at_sent text not null default '',
    meter_start_wh double precision not null,
    stopped_at timestamptz,
    stopped_at_sent text,
    meter_stop_wh double precision,
    stop_reason text,
    stop_id_tag text,
    -- The charger's own stop came (an estimate of ours does not count).
    is_stopped_by_charger boolean not null default false,
    last_meter_wh double precision not null,
    last_meter_at timestamptz not null,
    energy_wh double precision not null default 0 check (energy_wh >= 0),
    opened_at timestamptz not null default now(),
    -- The month in which the server opened the session: the partition of its meter values.
    opened_month date not null default date_trunc('month', now() at time zone 'UTC')::date,
    unique (organization_id, id),
    check ((status = 'ACTIVE') = (stopped_at is null)),
    check (not is_stopped_by_charger or status = 'COMPLETED')
    -- Room for the new version of a row beside the old one: meter values raise the last value of every active session.
) with (fillfactor = 80);
create unique index sessions_one_active_per_connector on sessions (station_id, connector_number) where status = 'ACTIVE';
create unique index sessions_one_active_per_tag on sessions (tag_id)
    where status = 'ACTIVE' and is_exclusive and "authorization" = 'ACCEPTED';
-- The natural key of a start: what a charger repeats when it has not heard our answer. Without a time only a session that
-- is still active can be meant.
create unique index sessions_start_key on sessions
    (station_id, connector_number, lower(id_tag), started_at_sent, meter_start_wh)
    where not is_stopped_by_charger and (started_at_sent <> '' or status = 'ACTIVE');
-- Where a start is looked up whose key was used before, by a charger with a clock that stands still.
create index sessions_stopped_start_key on sessions (station_id, started_at_sent) where is_stopped_by_charger;
create index sessions_station_order on sessions (station_id, started_at desc, id desc);
create index sessions_tag_order on sessions (tag_id, started_at desc, id desc);
create index sessions_order on sessions (organization_id, started_at desc, id desc);
create index sessions_order_everywhere on sessions (started_at desc, id desc);
create index sessions_id_tag_order on sessions (organization_id, lower(id_tag), started_at desc, id desc);

-- The ledger: every start and stop as it came, and what we concluded. Only ever added to.
create table session_facts (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null references stations on delete cascade,
    -- Absent: a stop of a transaction that we do not know.
    session_id bigint references sessions on delete cascade,
    kind text not null check (kind in ('START', 'STOP', 'LATE_STOP', 'SECOND_STOP', 'ORPHAN_STOP', 'ESTIMATE', 'NOTE')),
    transaction_id integer not null,
    occurred_at timestamptz not null,
    occurred_at_sent text not null default '',
    meter_wh double precision,
    details jsonb,
    received_at timestamptz not null
);
-- A repeated frame adds nothing.
create unique index session_facts_key on session_facts
    (station_id, transaction_id, kind, occurred_at_sent, coalesce(meter_wh, 'NaN'));
create index session_facts_session on session_facts (session_id, id);
create index session_facts_organization on session_facts (organization_id, id);

-- What a sampled value says besides time and number; a few dozen rows.
create table sample_kinds (
    id integer generated always as identity primary key,
    measurand text not null,
    phase text not null default '',
    location text not null default '',
    context text not null default '',
    unit text not null default '',
    unique (measurand, phase, location, context, unit)
);

create table meter_values (
    session_id bigint not null,
    opened_month date not null,
    sampled_at timestamptz not null,
    -- Of sample_kinds, whose rows are never deleted; a foreign key would cost a row lock for each value.
    kind_id integer not null,
    value double precision not null,
    primary key (session_id, sampled_at, kind_id, opened_month)
) partition by range (opened_month);
create table meter_values_default partition of meter_values default;

-- Values that belong to no session: clock-aligned ones, the main meter, and samples of a transaction unknown to us.
create table station_meter_values (
    station_id bigint not null references stations on delete cascade,
    connector_number integer not null,
    transaction_id integer not null default 0,
    sampled_at timestamptz not null,
    kind_id integer not null,
    value double precision not null,
    primary key (station_id, connector_number, sampled_at, kind_id, transaction_id)
);

create table heartbeats (
    station_id bigint not null references stations on delete cascade,
    received_at timestamptz not null,
    primary key (station_id, received_at)
);

create table data_transfers (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null references stations on delete cascade,
    vendor_id text not null,
    message_id text,
    data text,
    received_at timestamptz not null
);
-- A commit that is repeated because its outcome was unknown adds nothing.
create unique index data_transfers_key on data_transfers
    (station_id, received_at, md5(vendor_id || coalesce(message_id, '') || coalesce(data, '')));
create index data_transfers_station on data_transfers (station_id, id);
create index data_transfers_organization on data_transfers (organization_id, id);

create table operations (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null references stations on delete cascade,
    session_id bigint references sessions on delete set null,
    kind text not null,
    status text not null default 'QUEUED' check (status in
        ('QUEUED', 'SENT', 'ACCEPTED', 'REJECTED', 'FAILED', 'TIMED_OUT', 'EXPIRED')),
    effect text not null default 'NONE' check (effect in ('NONE', 'PENDING', 'SEEN', 'MISSED')),
    requested_by bigint references users on delete set null,
    request jsonb not null,
    answer jsonb,
    failure text,
    requested_at timestamptz not null default now(),
    sent_at timestamptz,
    answered_at timestamptz
);
create index operations_station on operations (station_id, id desc);
create index operations_order on operations (organization_id, id desc);
create index operations_session on operations (session_id);
create index operations_unfinished on operations (status) where status in ('QUEUED', 'SENT');
create index operations_awaiting_effect on operations (id) where effect = 'PENDING';
create index operations_requested_by on operations (requested_by);

-- Makes the partition of a month, unless it is there. The server calls it ahead of time.
create function ensure_meter_values_partition(month date) returns void language plpgsql as $$
declare
    first date := date_trunc('month', month)::date;
    name text := 'meter_values_' || to_char(first, 'YYYY_MM');
begin
    if to_regclass(name) is null then
        execute format('create table if not exists %I partition of meter_values for values from (%L) to (%L)',
            name, first, (first + interval '1 month')::date);
    end if;
end $$;
select ensure_meter_values_partition(m::date)
from generate_series(date_trunc('month', now()), date_trunc('month', now()) + interval '2 months', interval '1 month') m;
