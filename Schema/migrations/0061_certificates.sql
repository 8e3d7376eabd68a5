-- The certificates that stations ask for, and the authority that signs them.

-- One for the server, made when it is first needed. Only the server can decrypt the key.
create table certificate_authorities (
    id boolean primary key default true check (id),
    certificate text not null,
    key_encrypted bytea not null,
    created_at timestamptz not null default now()
);

create table certificate_requests (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null references stations on delete cascade,
    -- What the station said, with the request itself.
    event_id bigint not null unique references station_events on delete cascade,
    status text not null check (status in ('PENDING', 'ISSUED', 'REFUSED')),
    common_name text,
    organization_name text,
    -- Why it was refused, or waits for a person.
    reason text,
    requested_at timestamptz not null,
    decided_at timestamptz,
    -- Absent: the server itself.
    decided_by bigint references users on delete set null,
    serial_number text unique,
    certificate text,
    valid_from timestamptz,
    valid_to timestamptz,
    revoked_at timestamptz,
    check ((status = 'PENDING') = (decided_at is null)),
    check (num_nulls(serial_number, certificate, valid_from, valid_to) = case status when 'ISSUED' then 0 else 4 end),
    check (revoked_at is null or status = 'ISSUED')
);
create index certificate_requests_time on certificate_requests (organization_id, requested_at desc, id desc);
create index certificate_requests_time_everywhere on certificate_requests (requested_at desc, id desc);
create index certificate_requests_station on certificate_requests (station_id, requested_at desc, id desc);
create index certificate_requests_decided_by on certificate_requests (decided_by);

-- Those that nobody has looked at yet are found among the newest.
create index station_events_certificate_requests on station_events (received_at)
    where kind = 'CERTIFICATE_REQUEST' and name = 'AwaitingSignature';
