-- Second seating: who waits at a station for the next free connector, and for whom one is held.

alter table stations
    add column has_second_seating boolean not null default false,
    add column seat_hold_minutes integer not null default 10 check (seat_hold_minutes between 1 and 120);

create table queue_places (
    id bigint generated always as identity primary key,
    organization_id bigint not null,
    station_id bigint not null,
    user_id bigint not null,
    -- HELD: it is this person's turn until `held_until`. The others are over.
    status text not null default 'WAITING' check (status in ('WAITING', 'HELD', 'SERVED', 'NO_SHOW', 'LEFT')),
    joined_at timestamptz not null default now(),
    offered_at timestamptz,
    held_until timestamptz,
    ended_at timestamptz,
    session_id bigint,
    check ((status in ('WAITING', 'HELD')) = (ended_at is null)),
    check (status <> 'HELD' or (offered_at is not null and held_until is not null)),
    check ((status = 'SERVED') = (session_id is not null)),
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade,
    foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade,
    foreign key (session_id) references sessions (id) on delete cascade
);
create unique index queue_places_one_per_person on queue_places (station_id, user_id) where status in ('WAITING', 'HELD');
create index queue_places_order on queue_places (station_id, id) where status in ('WAITING', 'HELD');
create index queue_places_held on queue_places (held_until) where status = 'HELD';
create index queue_places_waiting on queue_places (joined_at) where status = 'WAITING';
create index queue_places_station on queue_places (organization_id, station_id);
create index queue_places_user on queue_places (organization_id, user_id);
create index queue_places_session on queue_places (session_id) where session_id is not null;

-- Whoever waits and charges there is served, in the commit of the start.
create function serve_queue_place() returns trigger language plpgsql as $$
begin
    update queue_places q set status = 'SERVED', session_id = new.id, ended_at = now()
    from tags t where t.id = new.tag_id and q.station_id = new.station_id and q.user_id = t.user_id
        and q.status in ('WAITING', 'HELD');
    return null;
end $$;
create trigger sessions_queue after insert on sessions for each row
    when (new."authorization" = 'ACCEPTED' and new.tag_id is not null) execute function serve_queue_place();

-- Connectors of a station at which nobody charges and that work.
create function free_seats(station bigint) returns integer language sql stable as $$
    select count(*)::integer from connectors c
    where c.station_id = station and c.number > 0 and c.status = 'AVAILABLE' and not exists (
        select from sessions a where a.station_id = station and a.connector_number = c.number and a.status = 'ACTIVE')
$$;
-- The same with those at which somebody has plugged in and not been let charge yet.
create function open_seats(station bigint) returns integer language sql stable as $$
    select count(*)::integer from connectors c
    where c.station_id = station and c.number > 0 and c.status not in ('FAULTED', 'UNAVAILABLE', 'FINISHING')
        and not exists (
            select from sessions a where a.station_id = station and a.connector_number = c.number and a.status = 'ACTIVE')
$$;

-- The person for whom a connector is held is told.
alter table notification_causes
    add column user_id bigint,
    drop constraint notification_causes_kind_check,
    add constraint notification_causes_kind_check check (kind in ('STATION_OFFLINE', 'STATION_ONLINE', 'CONNECTOR_FAULTED',
        'FIRMWARE_INSTALLED', 'FIRMWARE_FAILED', 'RESERVATION_EXPIRED', 'RESERVATION_CANCELLED', 'SESSION_ENDED',
        'TAG_REFUSED', 'CERTIFICATE_REQUEST_WAITING', 'CONNECTION_FINDING', 'SERVICE_REQUEST_CHANGED',
        'WEBHOOK_SWITCHED_OFF', 'SEAT_HELD'));
alter table notifications
    drop constraint notifications_kind_check,
    add constraint notifications_kind_check check (kind in ('STATION_OFFLINE', 'STATION_ONLINE', 'CONNECTOR_FAULTED',
        'FIRMWARE_INSTALLED', 'FIRMWARE_FAILED', 'RESERVATION_EXPIRED', 'RESERVATION_CANCELLED', 'SESSION_ENDED',
        'TAG_REFUSED', 'CERTIFICATE_REQUEST_WAITING', 'CONNECTION_FINDING', 'SERVICE_REQUEST_CHANGED',
        'WEBHOOK_SWITCHED_OFF', 'SEAT_HELD'));
