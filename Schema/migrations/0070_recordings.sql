-- What passed between chargers and the server: every frame, and what the store answered, in compressed blocks of one
-- station each. Partitioned by day, so that old days go by dropping a table.
create table recordings (
    -- Given by the server, rising with time: a block that is written again is the same block.
    id bigint not null,
    organization_id bigint not null,
    -- Without a foreign key: a deleted station's blocks go with their day, and no flush waits for a row lock.
    station_id bigint not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    -- When the first entry was made that holds the whole state, from which a replay can begin.
    state_at timestamptz,
    entries integer not null check (entries > 0),
    frames integer not null,
    -- Of the block before compression.
    size integer not null check (size > 0),
    block bytea not null,
    primary key (station_id, first_at, id)
) partition by range (first_at);
-- It is compressed already.
alter table recordings alter column block set storage external;
create index recordings_state on recordings (station_id, first_at, id) where state_at is not null;
create table recordings_default partition of recordings default;

-- Makes the partition of a day, unless it is there. The server calls it ahead of time.
create function ensure_recordings_partition(day date) returns void language plpgsql as $$
declare
    name text := 'recordings_' || to_char(day, 'YYYY_MM_DD');
begin
    if to_regclass(name) is null then
        execute format('create table if not exists %I partition of recordings for values from (%L) to (%L)',
            name, day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
    end if;
end $$;
select ensure_recordings_partition(((now() at time zone 'UTC')::date + d)) from generate_series(0, 2) d;

-- Where what is too old is found to be deleted; these tables are written in the order of time.
create index station_events_received on station_events using brin (received_at);
create index status_notifications_received on status_notifications using brin (received_at);
create index heartbeats_received on heartbeats using brin (received_at);
create index station_meter_values_sampled on station_meter_values using brin (sampled_at);
