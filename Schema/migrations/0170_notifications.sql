-- What people are to know: causes, written in the commit of what happened, and notifications, one for each person, made of
-- them a moment later and off the way of what chargers say.

-- Referred to together with their organization.
alter table reservations add constraint reservations_of_organization unique (organization_id, id);

-- What happened, until somebody has been told. A row lives for a second, so it has no foreign keys, which would cost each
-- commit of the writer a lock: whoever takes it looks for what it names.
create table notification_causes (
    id bigint generated always as identity primary key,
    organization_id bigint not null,
    station_id bigint not null,
    connector_number integer,
    kind text not null check (kind in ('STATION_OFFLINE', 'STATION_ONLINE', 'CONNECTOR_FAULTED', 'FIRMWARE_INSTALLED',
        'FIRMWARE_FAILED', 'RESERVATION_EXPIRED', 'RESERVATION_CANCELLED', 'SESSION_ENDED', 'TAG_REFUSED',
        'CERTIFICATE_REQUEST_WAITING', 'CONNECTION_FINDING')),
    -- A word that says more: an error code, a reason, the tag.
    detail text,
    reservation_id bigint,
    session_id bigint,
    happened_at timestamptz not null
);

-- One row for each person, kind and station, which counts as long as the person has not read it.
create table notifications (
    id bigint generated always as identity primary key,
    organization_id bigint not null,
    user_id bigint not null,
    kind text not null check (kind in ('STATION_OFFLINE', 'STATION_ONLINE', 'CONNECTOR_FAULTED', 'FIRMWARE_INSTALLED',
        'FIRMWARE_FAILED', 'RESERVATION_EXPIRED', 'RESERVATION_CANCELLED', 'SESSION_ENDED', 'TAG_REFUSED',
        'CERTIFICATE_REQUEST_WAITING', 'CONNECTION_FINDING')),
    -- Absent: of very many stations at once.
    station_id bigint,
    connector_number integer,
    detail text check (char_length(detail) <= 200),
    reservation_id bigint,
    session_id bigint,
    count integer not null check (count > 0),
    first_at timestamptz not null,
    last_at timestamptz not null,
    -- About what is the person's own, whatever the person's role.
    is_personal boolean not null,
    -- Shown in the portal; otherwise it waits for a mail only.
    is_here boolean not null,
    read_at timestamptz,
    mail_due_at timestamptz,
    mailed_at timestamptz,
    foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade,
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade,
    foreign key (organization_id, reservation_id) references reservations (organization_id, id)
        on delete set null (reservation_id),
    foreign key (organization_id, session_id) references sessions (organization_id, id) on delete set null (session_id)
);
create index notifications_order on notifications (organization_id, user_id, last_at desc, id desc);
create index notifications_unread on notifications (organization_id, user_id) where read_at is null and is_here;
-- Where what happens again is counted.
create index notifications_key on notifications (user_id, kind, coalesce(station_id, 0), id desc);
create index notifications_mails on notifications (user_id, mail_due_at) where mail_due_at is not null;
create index notifications_mailed on notifications (user_id, mailed_at) where mailed_at is not null;
create index notifications_station on notifications (organization_id, station_id);
create index notifications_reservation on notifications (organization_id, reservation_id) where reservation_id is not null;
create index notifications_session on notifications (organization_id, session_id) where session_id is not null;

-- What a person wants to be told of; no row: in the portal, and by no mail.
create table notification_preferences (
    organization_id bigint not null,
    user_id bigint not null,
    kind text not null,
    is_here boolean not null,
    is_mailed boolean not null,
    primary key (user_id, kind),
    foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create index notification_preferences_user on notification_preferences (organization_id, user_id);

-- When a person gets no mail. Minutes of the day in the person's time zone; what ends before it begins goes over midnight.
create table quiet_hours (
    organization_id bigint not null,
    user_id bigint primary key,
    from_minute integer not null check (from_minute between 0 and 1439),
    to_minute integer not null check (to_minute between 0 and 1439 and to_minute <> from_minute),
    time_zone text not null check (char_length(time_zone) between 1 and 64),
    foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create index quiet_hours_user on quiet_hours (organization_id, user_id);

-- Stations that are away, since somebody looked; told when that has lasted.
create table station_absences (
    station_id bigint primary key,
    organization_id bigint not null,
    since timestamptz not null,
    told_at timestamptz,
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade
);
create index station_absences_station on station_absences (organization_id, station_id);
-- Those that went away long ago are no news.
insert into station_absences (station_id, organization_id, since, told_at)
select id, organization_id, last_seen_at, now() from stations
where presence = 'OFFLINE' and is_active and last_seen_at < now() - interval '1 day';
create index stations_away on stations (id) where presence = 'OFFLINE' and is_active;

-- Of which stations something was told lately, by which very many at once are known.
create table notification_subjects (
    organization_id bigint not null,
    kind text not null,
    station_id bigint not null,
    last_at timestamptz not null,
    primary key (organization_id, kind, station_id),
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade
);
create index notification_subjects_station on notification_subjects (organization_id, station_id);
create index notification_subjects_time on notification_subjects (organization_id, kind, last_at);

-- The causes. Conditions stand in the triggers, so that a row that is no cause costs a comparison.

create function note_connector_fault() returns trigger language plpgsql as $$
begin
    insert into notification_causes (organization_id, station_id, connector_number, kind, detail, happened_at)
    values (new.organization_id, new.station_id, new.number, 'CONNECTOR_FAULTED', new.error_code,
        coalesce(new.status_changed_at, now()));
    return null;
end $$;
create trigger connectors_fault_first after insert on connectors for each row when (new.status = 'FAULTED')
    execute function note_connector_fault();
create trigger connectors_fault after update of status on connectors for each row
    when (new.status = 'FAULTED' and old.status <> 'FAULTED') execute function note_connector_fault();

create function note_station_fault() returns trigger language plpgsql as $$
begin
    insert into notification_causes (organization_id, station_id, connector_number, kind, detail, happened_at)
    values (new.organization_id, new.id, 0, 'CONNECTOR_FAULTED', new.error_code, coalesce(new.status_changed_at, now()));
    return null;
end $$;
create trigger stations_fault after update of status on stations for each row
    when (new.status = 'FAULTED' and old.status <> 'FAULTED') execute function note_station_fault();

create function note_firmware() returns trigger language plpgsql as $$
begin
    insert into notification_causes (organization_id, station_id, kind, detail, happened_at)
    values (new.organization_id, new.station_id,
        case when new.name = 'Installed' then 'FIRMWARE_INSTALLED' else 'FIRMWARE_FAILED' end, new.name, new.received_at);
    return null;
end $$;
create trigger station_events_firmware after insert on station_events for each row
    when (new.kind in ('FIRMWARE_STATUS', 'SIGNED_FIRMWARE_STATUS') and new.name in ('Installed', 'DownloadFailed',
        'InstallationFailed', 'InstallVerificationFailed', 'InvalidSignature')) execute function note_firmware();

create function note_reservation_end() returns trigger language plpgsql as $$
begin
    insert into notification_causes (organization_id, station_id, connector_number, kind, detail, reservation_id,
        happened_at)
    values (new.organization_id, new.station_id, new.connector_number,
        case new.status when 'EXPIRED' then 'RESERVATION_EXPIRED' else 'RESERVATION_CANCELLED' end, new.reason, new.id,
        coalesce(new.ended_at, now()));
    return null;
end $$;
create trigger reservations_end after update of status on reservations for each row
    when (new.status in ('EXPIRED', 'CANCELLED') and old.status in ('REQUESTED', 'ACTIVE'))
    execute function note_reservation_end();

-- Of interest to the driver alone, so only where there may be one.
create function note_session_end() returns trigger language plpgsql as $$
begin
    insert into notification_causes (organization_id, station_id, connector_number, kind, detail, session_id, happened_at)
    values (new.organization_id, new.station_id, new.connector_number, 'SESSION_ENDED', new.stop_reason, new.id,
        coalesce(new.stopped_at, now()));
    return null;
end $$;
create trigger sessions_end after update of status on sessions for each row
    when (old.status = 'ACTIVE' and new.status <> 'ACTIVE' and new.tag_id is not null
        and new."authorization" = 'ACCEPTED') execute function note_session_end();

create function note_unknown_tag() returns trigger language plpgsql as $$
begin
    insert into notification_causes (organization_id, station_id, kind, detail, happened_at)
    values (new.organization_id, new.station_id, 'TAG_REFUSED', new.id_tag, new.last_seen_at);
    return null;
end $$;
create trigger unknown_tags_first after insert on unknown_tags for each row execute function note_unknown_tag();
-- Somebody who holds a tag there again and again is one cause a minute.
create trigger unknown_tags_again after update of last_seen_at on unknown_tags for each row
    when (new.last_seen_at > old.last_seen_at + interval '1 minute') execute function note_unknown_tag();

create function note_certificate_request() returns trigger language plpgsql as $$
begin
    insert into notification_causes (organization_id, station_id, kind, detail, happened_at)
    values (new.organization_id, new.station_id, 'CERTIFICATE_REQUEST_WAITING', new.reason, new.requested_at);
    return null;
end $$;
create trigger certificate_requests_wait_first after insert on certificate_requests for each row
    when (new.status = 'PENDING' and new.reason is not null) execute function note_certificate_request();
create trigger certificate_requests_wait after update of reason on certificate_requests for each row
    when (new.status = 'PENDING' and new.reason is not null and old.reason is null)
    execute function note_certificate_request();
