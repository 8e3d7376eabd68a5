-- Addresses of other systems that are told of what happens, and what each is owed: deliveries, written in the commit of what
-- they tell of.

create table webhooks (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    name text not null check (char_length(name) between 1 and 100),
    url text not null check (char_length(url) between 1 and 2000),
    events text[] not null check (cardinality(events) between 1 and 50),
    -- By which what is sent is signed.
    secret_encrypted bytea not null,
    is_active boolean not null default true,
    -- Since its address last took something, if the last attempt failed.
    failing_since timestamptz,
    -- By the server, after it had failed for long.
    switched_off_at timestamptz,
    created_by bigint references users on delete set null,
    created_at timestamptz not null default now(),
    unique (organization_id, id)
);
create index webhooks_order on webhooks (organization_id, name, id);
create index webhooks_order_everywhere on webhooks (name, id);
create index webhooks_created_by on webhooks (created_by) where created_by is not null;
create trigger webhooks_audit after insert or delete or update of name, url, events, secret_encrypted, is_active on webhooks
    for each row execute function audit_row('Webhook', 'name', 'secret_encrypted',
        'created_at,created_by,failing_since,switched_off_at');

create table webhook_deliveries (
    id bigint generated always as identity primary key,
    organization_id bigint not null,
    webhook_id bigint not null,
    event text not null,
    happened_at timestamptz not null,
    -- What is told, as it was then. Its ids are those of rows.
    facts jsonb not null,
    status text not null default 'PENDING' check (status in ('PENDING', 'DELIVERED', 'FAILED')),
    attempts integer not null default 0 check (attempts >= 0),
    -- Of the last attempt: what was answered, or why nothing was.
    response_code integer,
    failure text check (char_length(failure) <= 500),
    next_attempt_at timestamptz not null default now(),
    -- Somebody is sending it.
    leased_until timestamptz,
    -- Given up then.
    expires_at timestamptz not null default now() + interval '1 day',
    created_at timestamptz not null default now(),
    delivered_at timestamptz,
    check ((status = 'DELIVERED') = (delivered_at is not null)),
    foreign key (organization_id, webhook_id) references webhooks (organization_id, id) on delete cascade
);
create index webhook_deliveries_order on webhook_deliveries (webhook_id, id desc);
create index webhook_deliveries_webhook on webhook_deliveries (organization_id, webhook_id);
create index webhook_deliveries_due on webhook_deliveries (webhook_id, next_attempt_at, id) where status = 'PENDING';
create index webhook_deliveries_leased on webhook_deliveries (webhook_id, leased_until)
    where status = 'PENDING' and leased_until is not null;
create index webhook_deliveries_expiry on webhook_deliveries (expires_at) where status = 'PENDING';

-- As the API writes a moment.
create function webhook_time(moment timestamptz) returns text language sql stable parallel safe
    return to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- Whatever people are told of, but for the end of a session, which is told of all of them below. Webhooks are locked as by the
-- foreign key, but before it looks: who deletes one meanwhile does not make the cause fail.
create function owe_webhooks_causes() returns trigger language plpgsql as $$
begin
    insert into webhook_deliveries (organization_id, webhook_id, event, happened_at, facts)
    select c.organization_id, w.id, c.kind, c.happened_at, jsonb_strip_nulls(jsonb_build_object('stationId', s.id,
        'chargePointId', s.charge_point_id, 'connectorNumber', c.connector_number, 'detail', left(c.detail, 500),
        'reservationId', c.reservation_id, 'serviceRequestId', c.service_request_id))
    from causes c
    join webhooks w on w.organization_id = c.organization_id and w.is_active and c.kind = any(w.events)
    join stations s on s.organization_id = c.organization_id and s.id = c.station_id
    where c.kind <> 'SESSION_ENDED'
    order by w.id for key share of w;
    return null;
end $$;
create trigger notification_causes_webhooks after insert on notification_causes referencing new table as causes
    for each statement execute function owe_webhooks_causes();

create function owe_webhooks_session() returns trigger language plpgsql as $$
declare
    told text := case tg_op when 'INSERT' then 'SESSION_STARTED' else 'SESSION_ENDED' end;
begin
    insert into webhook_deliveries (organization_id, webhook_id, event, happened_at, facts)
    select w.organization_id, w.id, told, coalesce(new.stopped_at, new.started_at), jsonb_strip_nulls(jsonb_build_object(
        'stationId', s.id, 'chargePointId', s.charge_point_id, 'connectorNumber', new.connector_number,
        'sessionId', new.id, 'session', jsonb_build_object('transactionId', new.transaction_id::text, 'status', new.status,
            'authorization', new."authorization", 'startedAt', webhook_time(new.started_at),
            'stoppedAt', webhook_time(new.stopped_at), 'stopReason', left(new.stop_reason, 500),
            'energyWh', case when told = 'SESSION_ENDED' then new.energy_wh end)))
    from webhooks w join stations s on s.id = new.station_id
    where w.organization_id = new.organization_id and w.is_active and told = any(w.events)
    order by w.id for key share of w;
    return null;
end $$;
create trigger sessions_webhooks_start after insert on sessions for each row execute function owe_webhooks_session();
-- When it is over, and again when the charger's own stop comes after an estimate.
create trigger sessions_webhooks_end after update of status on sessions for each row
    when (new.status <> 'ACTIVE' and (old.status = 'ACTIVE' or new.is_stopped_by_charger and not old.is_stopped_by_charger))
    execute function owe_webhooks_session();

-- Those who look after webhooks are told of one that was switched off. It is about no station.
alter table notification_causes
    alter column station_id drop not null,
    drop constraint notification_causes_kind_check,
    add constraint notification_causes_kind_check check (kind in ('STATION_OFFLINE', 'STATION_ONLINE', 'CONNECTOR_FAULTED',
        'FIRMWARE_INSTALLED', 'FIRMWARE_FAILED', 'RESERVATION_EXPIRED', 'RESERVATION_CANCELLED', 'SESSION_ENDED',
        'TAG_REFUSED', 'CERTIFICATE_REQUEST_WAITING', 'CONNECTION_FINDING', 'SERVICE_REQUEST_CHANGED',
        'WEBHOOK_SWITCHED_OFF'));
alter table notifications
    drop constraint notifications_kind_check,
    add constraint notifications_kind_check check (kind in ('STATION_OFFLINE', 'STATION_ONLINE', 'CONNECTOR_FAULTED',
        'FIRMWARE_INSTALLED', 'FIRMWARE_FAILED', 'RESERVATION_EXPIRED', 'RESERVATION_CANCELLED', 'SESSION_ENDED',
        'TAG_REFUSED', 'CERTIFICATE_REQUEST_WAITING', 'CONNECTION_FINDING', 'SERVICE_REQUEST_CHANGED',
        'WEBHOOK_SWITCHED_OFF'));
