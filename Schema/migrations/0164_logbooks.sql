-- The drivers' logbook: which vehicle was charged at which mileage, asked for per station.
alter table stations add column is_logbook_enabled boolean not null default false;
-- What becomes of a card that is tapped without an entry made before.
alter table stations add column logbook_rule text not null default 'REFUSE'
    constraint stations_logbook_rule check (logbook_rule in ('REFUSE', 'ASK_LATER'));
-- Whether the session's station asked for an entry when it started.
alter table sessions add column needs_logbook boolean not null default false;

-- Entries made before the start, for the driver's next one at that station: of one tag, or of all tags of a person.
create table logbook_armings (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null,
    tag_id bigint,
    user_id bigint references users on delete cascade,
    mileage_km integer not null check (mileage_km between 0 and 9999999),
    vehicle_id text not null check (char_length(vehicle_id) between 1 and 50),
    armed_by bigint references users on delete set null,
    armed_at timestamptz not null,
    expires_at timestamptz not null,
    -- The start that used it.
    session_id bigint,
    check (num_nonnulls(tag_id, user_id) = 1),
    check (expires_at > armed_at),
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade,
    foreign key (organization_id, tag_id) references tags (organization_id, id) on delete cascade,
    foreign key (organization_id, session_id) references sessions (organization_id, id) on delete cascade
);
create index logbook_armings_open on logbook_armings (station_id, expires_at) where session_id is null;
create unique index logbook_armings_session on logbook_armings (session_id) where session_id is not null;
create index logbook_armings_tag on logbook_armings (tag_id) where tag_id is not null;
create index logbook_armings_user on logbook_armings (user_id) where user_id is not null;
create index logbook_armings_armed_by on logbook_armings (armed_by) where armed_by is not null;

-- What was entered for a session. Only ever added to: the newest holds, the others tell what was corrected, by whom and when.
create table logbook_entries (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null,
    session_id bigint not null,
    mileage_km integer not null check (mileage_km between 0 and 9999999),
    vehicle_id text not null check (char_length(vehicle_id) between 1 and 50),
    -- Before the start rather than afterwards.
    was_armed boolean not null,
    entered_at timestamptz not null,
    -- Absent: somebody who is gone.
    entered_by bigint references users on delete set null,
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade,
    foreign key (organization_id, session_id) references sessions (organization_id, id) on delete cascade
);
create index logbook_entries_session on logbook_entries (session_id, id desc);
create index logbook_entries_station on logbook_entries (station_id, id desc);
create index logbook_entries_organization on logbook_entries (organization_id, id);
create index logbook_entries_entered_by on logbook_entries (entered_by) where entered_by is not null;
