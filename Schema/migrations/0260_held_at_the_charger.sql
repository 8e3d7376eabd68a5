-- What is held for the next in a queue is held at the charger as well, by a reservation that is released in any case; and
-- people may wait for one connector.

alter table queue_places
    -- The one that the person waits for; null: any.
    add column connector_number integer check (connector_number between 1 and 1000),
    -- The connector is held for this one at the charger; null: any that is good for the station.
    add column tag_id bigint references tags on delete set null,
    -- The one that is held.
    add column held_connector integer check (held_connector between 1 and 1000),
    -- When another one came to be held in place of the first.
    add column moved_at timestamptz,
    -- Who put the person into the queue; null: the person.
    add column created_by bigint references users on delete set null,
    add constraint queue_places_of_organization unique (organization_id, id);
create index queue_places_tag on queue_places (tag_id) where tag_id is not null;
create index queue_places_created_by on queue_places (created_by) where created_by is not null;
drop index queue_places_changed;
create index queue_places_news on queue_places (greatest(joined_at, offered_at, moved_at, ended_at));

alter table reservations
    -- Asked for by a queue, also when its place is not known any more.
    add column is_seat_hold boolean not null default false,
    add column queue_place_id bigint,
    -- Whether the station may still hold it after its place has ended, until it has been told.
    add column needs_release boolean not null default false,
    add column release_operation_id bigint references operations on delete set null,
    add column release_attempts integer not null default 0,
    add column release_asked_at timestamptz,
    -- Of a hold.
    add column changed_at timestamptz,
    add constraint reservations_queue_place foreign key (organization_id, queue_place_id)
        references queue_places (organization_id, id) on delete set null (queue_place_id),
    add constraint reservations_holds check (is_seat_hold or queue_place_id is null and not needs_release);
-- Never asked for twice; what certainly was not sent was not asked for.
create unique index reservations_one_per_queue_place on reservations (queue_place_id, connector_number)
    where queue_place_id is not null and reason is distinct from 'NOT_SENT';
create index reservations_of_queue_place on reservations (organization_id, queue_place_id) where queue_place_id is not null;
create index reservations_release on reservations (station_id, connector_number) where needs_release;
create index reservations_release_operation on reservations (release_operation_id) where release_operation_id is not null;
create index reservations_holds_changed on reservations (changed_at) where is_seat_hold;

create function note_hold_change() returns trigger language plpgsql as $$
begin
    new.changed_at := now();
    return new;
end $$;
create trigger reservations_hold_begin before insert on reservations for each row
    when (new.is_seat_hold) execute function note_hold_change();
create trigger reservations_hold_change before update of status on reservations for each row
    when (new.is_seat_hold and new.status <> old.status) execute function note_hold_change();

-- Who waits is told by the queue itself how that goes on.
drop trigger reservations_end on reservations;
create trigger reservations_end after update of status on reservations for each row
    when (new.status in ('EXPIRED', 'CANCELLED') and old.status in ('REQUESTED', 'ACTIVE') and not new.is_seat_hold)
    execute function note_reservation_end();

-- Connectors that work and at which nobody charges or has plugged in, and that are kept for nobody. Where some are kept free
-- whichever they are, the last ones are taken to be those.
create function free_connectors(station bigint) returns setof integer language sql stable as $$
    select f.number from (
        select c.number, row_number() over (order by c.number desc) as place from connectors c
        where c.station_id = station and c.number > 0 and c.status = 'AVAILABLE'
            and not exists (
                select from sessions a where a.station_id = station and a.connector_number = c.number and a.status = 'ACTIVE')
            and not exists (
                select from queue_places h where h.station_id = station and h.status = 'HELD' and h.held_connector = c.number)
            and not exists (
                select from reservations v where v.station_id = station and v.connector_number = c.number
                    and v.status in ('REQUESTED', 'ACTIVE') and v.expires_at > now())
    ) f
    where f.place > (select count(*) from reservations v where v.station_id = station and v.connector_number = 0
        and v.status in ('REQUESTED', 'ACTIVE') and v.expires_at > now())
    order by f.number
$$;
create or replace function free_seats(station bigint) returns integer language sql stable as $$
    select count(*)::integer from free_connectors(station)
$$;

-- Whether the connector that is held for this person can still become theirs.
create function is_hold_good(place queue_places) returns boolean language sql stable as $$
    select exists (select from connectors c where c.station_id = place.station_id and c.number = place.held_connector
        and c.status in ('AVAILABLE', 'PREPARING', 'RESERVED', 'UNKNOWN') and not exists (
            select from sessions a where a.station_id = c.station_id and a.connector_number = c.number and a.status = 'ACTIVE'))
$$;

-- Holds free connectors for those whose turn it is, those first whose connector somebody else took or that broke down.
-- Nobody's connector goes to somebody who would take any. Returns the ids of those whose turn has begun.
create function seat_queue(station bigint) returns setof bigint language plpgsql as $$
declare
    free integer[] := array(select free_connectors(station));
    place queue_places;
    seat integer;
begin
    for place in select q.* from queue_places q
        where q.station_id = station and (q.status = 'WAITING' or q.status = 'HELD' and not is_hold_good(q))
        order by q.status, q.id
    loop
        exit when cardinality(free) = 0;
        select f into seat from unnest(free) f
        where place.connector_number is null or place.connector_number = f
        order by exists (select from queue_places o where o.station_id = station and o.status = 'WAITING'
            and o.connector_number = f), f limit 1;
        continue when not found;
        free := array_remove(free, seat);
        if place.status = 'HELD' then
            update queue_places q set held_connector = seat, moved_at = now() where q.id = place.id and q.status = 'HELD';
        else
            update queue_places q set status = 'HELD', held_connector = seat, offered_at = now(),
                held_until = now() + make_interval(mins => s.seat_hold_minutes)
            from stations s where s.id = station and q.id = place.id and q.status = 'WAITING';
            if found then return next place.id; end if;
        end if;
    end loop;
end $$;

-- How many of a station's connectors others than those for whom some are held may charge at.
create function seats_for_others(station bigint, moment timestamptz) returns integer language sql stable as $$
    with open as (
        select c.number from connectors c
        where c.station_id = station and c.number > 0 and c.status not in ('FAULTED', 'UNAVAILABLE', 'FINISHING')
            and not exists (
                select from sessions a where a.station_id = station and a.connector_number = c.number and a.status = 'ACTIVE')
            and not exists (
                select from reservations v where v.station_id = station and v.connector_number = c.number
                    and not v.is_seat_hold and v.status in ('REQUESTED', 'ACTIVE') and v.expires_at > moment)
    )
    select (select count(*) from open)::integer - (
        select count(*) from queue_places q where q.station_id = station and q.status = 'HELD'
            and q.offered_at <= moment and q.held_until > moment
            and (q.connector_number is null or q.connector_number in (select number from open)))::integer
$$;
