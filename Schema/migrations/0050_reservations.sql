-- Numbers of reservations on the wire: positive 32-bit integers that we give.
create sequence reservation_numbers as integer minvalue 1 no cycle;

-- Connectors that are kept free for a tag, from before the charger is asked until it is known how that ended.
create table reservations (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null,
    -- 0: whichever connector of the station is free.
    connector_number integer not null check (connector_number between 0 and 1000),
    -- As given; tag_id when it is one of ours.
    id_tag text not null check (char_length(id_tag) between 1 and 20),
    parent_id_tag text check (char_length(parent_id_tag) between 1 and 20),
    tag_id bigint references tags on delete set null,
    number integer not null default nextval('reservation_numbers') check (number > 0),
    expires_at timestamptz not null,
    status text not null default 'REQUESTED' check (status in
        ('REQUESTED', 'ACTIVE', 'USED', 'EXPIRED', 'CANCELLED', 'REFUSED')),
    reason text check (reason in ('FAULTED', 'UNAVAILABLE', 'OCCUPIED', 'REJECTED', 'NOT_SUPPORTED', 'ERROR', 'NOT_SENT',
        'NO_SHOW', 'UNANSWERED', 'UNKNOWN_TO_STATION')),
    -- The newest request for it.
    operation_id bigint references operations on delete set null,
    session_id bigint references sessions,
    created_by bigint references users on delete set null,
    requested_at timestamptz not null,
    ended_at timestamptz,
    unique (station_id, number),
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade,
    check ((status in ('REQUESTED', 'ACTIVE')) = (ended_at is null)),
    check ((status = 'USED') = (session_id is not null)),
    -- Why it ended is said wherever the status alone does not say it.
    check (case status when 'EXPIRED' then reason in ('NO_SHOW', 'UNANSWERED') is true
        when 'REFUSED' then reason is not null when 'CANCELLED' then true else reason is null end),
    check (expires_at > requested_at)
);
create unique index reservations_one_live_per_connector on reservations (station_id, connector_number)
    where status in ('REQUESTED', 'ACTIVE');
create unique index reservations_one_per_session on reservations (session_id);
-- What the clock ends.
create index reservations_live on reservations (expires_at) where status in ('REQUESTED', 'ACTIVE');
-- What a start can use that does not name its reservation.
create index reservations_usable on reservations (station_id, expires_at)
    where status in ('REQUESTED', 'ACTIVE', 'EXPIRED');
create index reservations_order on reservations (organization_id, requested_at desc, id desc);
create index reservations_order_everywhere on reservations (requested_at desc, id desc);
create index reservations_station_order on reservations (station_id, requested_at desc, id desc);
create index reservations_id_tag_order on reservations (organization_id, lower(id_tag), requested_at desc, id desc);
create index reservations_tag on reservations (tag_id);
create index reservations_operation on reservations (operation_id);
create index reservations_created_by on reservations (created_by);
