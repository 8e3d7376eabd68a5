-- What stations tell of themselves besides states and charges: firmware, uploads, security, certificate requests, and
-- their vendors' own messages, which had a table of their own before.

-- Two events of a kind that say the same.
create function station_event_content(name text, vendor_id text, request_id integer, detail text) returns uuid
    language sql immutable parallel safe
    return md5(name || e'\x1f' || coalesce(vendor_id, '') || e'\x1f' || coalesce(request_id::text, '') || e'\x1f'
        || coalesce(detail, ''))::uuid;

create table station_events (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null references stations on delete cascade,
    kind text not null check (kind in ('DIAGNOSTICS_STATUS', 'FIRMWARE_STATUS', 'SIGNED_FIRMWARE_STATUS', 'LOG_STATUS',
        'SECURITY_EVENT', 'CERTIFICATE_REQUEST', 'VENDOR_MESSAGE')),
    -- The status, the security event's type, the vendor's message id, or what became of a certificate request.
    name text not null,
    vendor_id text,
    -- Of our request that it belongs to.
    request_id integer,
    detail text,
    -- As understood, and as sent; empty where the message carries no time.
    reported_at timestamptz not null,
    reported_at_sent text not null default '',
    received_at timestamptz not null,
    -- Of the connection that it came over.
    generation bigint not null,
    content uuid not null generated always as (station_event_content(name, vendor_id, request_id, detail)) stored
);
-- A retry that carries its time, and a commit that is repeated because its outcome was unknown, add nothing.
create unique index station_events_key on station_events (station_id, kind, reported_at, content);
create index station_events_newest on station_events (station_id, kind, received_at desc, id desc);
create index station_events_order on station_events (station_id, received_at desc, id desc);
create index station_events_organization on station_events (organization_id, id);

insert into station_events (organization_id, station_id, kind, name, vendor_id, detail, reported_at, received_at,
    generation)
select d.organization_id, d.station_id, 'VENDOR_MESSAGE', coalesce(d.message_id, ''), d.vendor_id, d.data,
    d.received_at, d.received_at, 0
from data_transfers d order by d.id on conflict do nothing;
drop table data_transfers;
