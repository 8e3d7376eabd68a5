-- What people ask of those who look after stations, about one station or one session there.

create table service_request_numbers (
    organization_id bigint primary key references organizations,
    last integer not null check (last > 0)
);

create table service_requests (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    -- Within the organization, as people call it.
    number integer not null check (number > 0),
    subject text not null check (char_length(subject) between 1 and 200),
    state text not null default 'OPEN' check (state in ('OPEN', 'WAITING', 'SOLVED')),
    station_id bigint not null,
    session_id bigint,
    -- May be of another organization: a platform operator.
    created_by bigint references users on delete set null,
    created_at timestamptz not null default now(),
    -- By a comment, a log or another state.
    changed_at timestamptz not null default now(),
    unique (organization_id, id),
    unique (organization_id, number),
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade,
    foreign key (organization_id, session_id) references sessions (organization_id, id) on delete set null (session_id)
);
create index service_requests_order on service_requests (organization_id, changed_at desc, id desc);
create index service_requests_order_everywhere on service_requests (changed_at desc, id desc);
create index service_requests_station on service_requests (organization_id, station_id);
create index service_requests_session on service_requests (organization_id, session_id) where session_id is not null;
create index service_requests_created_by on service_requests (created_by);

-- What was said, and when the state was changed. Only ever added to.
create table service_request_comments (
    id bigint generated always as identity primary key,
    organization_id bigint not null,
    request_id bigint not null,
    user_id bigint references users on delete set null,
    text text check (char_length(text) between 1 and 4000),
    -- The state from then on, where it was changed.
    state text check (state in ('OPEN', 'WAITING', 'SOLVED')),
    created_at timestamptz not null default now(),
    foreign key (organization_id, request_id) references service_requests (organization_id, id) on delete cascade,
    check (text is not null or state is not null)
);
create index service_request_comments_order on service_request_comments (request_id, created_at, id);
create index service_request_comments_request on service_request_comments (organization_id, request_id);
create index service_request_comments_user on service_request_comments (user_id);

-- Recorded messages, kept beyond the time of recordings. They name other people's tags.
create table service_request_logs (
    id bigint generated always as identity primary key,
    organization_id bigint not null,
    request_id bigint not null,
    from_at timestamptz not null,
    to_at timestamptz not null check (to_at > from_at),
    -- One message a line, oldest first, masked as the recording is.
    text text not null check (octet_length(text) <= 600000),
    messages integer not null check (messages >= 0),
    -- Not all that was recorded in that time.
    is_cut boolean not null,
    attached_by bigint references users on delete set null,
    attached_at timestamptz not null default now(),
    foreign key (organization_id, request_id) references service_requests (organization_id, id) on delete cascade
);
create index service_request_logs_request on service_request_logs (request_id, id);
create index service_request_logs_organization on service_request_logs (organization_id, request_id);
create index service_request_logs_attached_by on service_request_logs (attached_by);

-- Who asked is told what others say, and those who look after stations what is asked.
alter table notification_causes
    add column service_request_id bigint,
    -- Is not told of what is the person's own doing.
    add column caused_by bigint,
    drop constraint notification_causes_kind_check,
    add constraint notification_causes_kind_check check (kind in ('STATION_OFFLINE', 'STATION_ONLINE', 'CONNECTOR_FAULTED',
        'FIRMWARE_INSTALLED', 'FIRMWARE_FAILED', 'RESERVATION_EXPIRED', 'RESERVATION_CANCELLED', 'SESSION_ENDED',
        'TAG_REFUSED', 'CERTIFICATE_REQUEST_WAITING', 'CONNECTION_FINDING', 'SERVICE_REQUEST_CHANGED'));
alter table notifications
    add column service_request_id bigint,
    add constraint notifications_service_request foreign key (organization_id, service_request_id)
        references service_requests (organization_id, id) on delete set null (service_request_id),
    drop constraint notifications_kind_check,
    add constraint notifications_kind_check check (kind in ('STATION_OFFLINE', 'STATION_ONLINE', 'CONNECTOR_FAULTED',
        'FIRMWARE_INSTALLED', 'FIRMWARE_FAILED', 'RESERVATION_EXPIRED', 'RESERVATION_CANCELLED', 'SESSION_ENDED',
        'TAG_REFUSED', 'CERTIFICATE_REQUEST_WAITING', 'CONNECTION_FINDING', 'SERVICE_REQUEST_CHANGED'));
create index notifications_service_request on notifications (organization_id, service_request_id)
    where service_request_id is not null;

create function note_service_request() returns trigger language plpgsql as $$
begin
    insert into notification_causes (organization_id, station_id, kind, detail, service_request_id, caused_by, happened_at)
    select r.organization_id, r.station_id, 'SERVICE_REQUEST_CHANGED', r.subject, r.id, new.user_id, new.created_at
    from service_requests r where r.id = new.request_id;
    return null;
end $$;
create trigger service_request_comments_told after insert on service_request_comments for each row
    execute function note_service_request();
