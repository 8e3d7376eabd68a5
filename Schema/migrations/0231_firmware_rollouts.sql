-- Roll-outs: one image of the catalogue for many stations, a wave at a time.

create table firmware_rollouts (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    name text not null check (char_length(name) between 1 and 100),
    -- Absent: the image is not in the catalogue any more. What it was stays known.
    image_id bigint,
    version text not null,
    is_signed boolean not null,
    -- Stations in each wave; the last one is that of all further waves.
    wave_sizes integer[] not null check (cardinality(wave_sizes) between 1 and 20 and 1 <= all (wave_sizes)
        and 500 >= all (wave_sizes)),
    pause_seconds integer not null check (pause_seconds between 0 and 2592000),
    max_failures integer not null check (max_failures >= 0),
    -- How long a station whose turn it is may take to connect.
    station_wait_seconds integer not null check (station_wait_seconds between 60 and 2592000),
    starts_at timestamptz not null,
    status text not null check (status in ('SCHEDULED', 'RUNNING', 'PAUSED', 'STOPPED', 'CANCELLED', 'FINISHED')),
    stop_reason text check (stop_reason in ('TOO_MANY_FAILURES', 'IMAGE_DELETED')),
    -- 0: none has begun.
    current_wave integer not null default 0,
    -- When the next one begins; absent while one is under way.
    next_wave_at timestamptz,
    -- That a person has seen and gone on from.
    failures_excused integer not null default 0,
    created_by bigint references users on delete set null,
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    ended_at timestamptz,
    unique (organization_id, id),
    check ((status in ('CANCELLED', 'FINISHED')) = (ended_at is not null)),
    foreign key (organization_id, image_id) references firmware_images (organization_id, id) on delete set null (image_id)
);
create index firmware_rollouts_time on firmware_rollouts (organization_id, created_at desc, id desc);
create index firmware_rollouts_time_everywhere on firmware_rollouts (created_at desc, id desc);
create index firmware_rollouts_image on firmware_rollouts (organization_id, image_id);
create index firmware_rollouts_created_by on firmware_rollouts (created_by);
create index firmware_rollouts_live on firmware_rollouts (id) where status in ('SCHEDULED', 'RUNNING');
create index firmware_rollouts_changed on firmware_rollouts (changed_at);

create table firmware_rollout_stations (
    id bigint generated always as identity primary key,
    organization_id bigint not null,
    rollout_id bigint not null,
    station_id bigint not null,
    -- 0: it is left out.
    wave integer not null check (wave >= 0),
    -- DUE: it is asked as soon as it is connected.
    status text not null check (status in
        ('WAITING', 'DUE', 'ASKED', 'INSTALLED', 'FAILED', 'MISSED', 'SKIPPED', 'CANCELLED')),
    reason text check (reason in ('OTHER_MODEL', 'RUNS_IT', 'IN_ANOTHER_ROLLOUT', 'REMOVED', 'BY_PERSON', 'REFUSED',
        'UPDATE_FAILED', 'NO_WORD', 'NOT_SENT')),
    -- The last status that it told of the update.
    step text check (char_length(step) <= 50),
    step_at timestamptz,
    operation_id bigint references operations on delete set null,
    attempts integer not null default 0,
    due_at timestamptz,
    -- Not asked before that.
    try_at timestamptz,
    -- Until when it may connect.
    deadline timestamptz,
    asked_at timestamptz,
    ended_at timestamptz,
    unique (rollout_id, station_id),
    check ((status in ('WAITING', 'DUE', 'ASKED')) = (ended_at is null)),
    check (status <> 'DUE' or (try_at is not null and deadline is not null)),
    check (status <> 'ASKED' or asked_at is not null),
    foreign key (organization_id, rollout_id) references firmware_rollouts (organization_id, id) on delete cascade,
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade
);
-- Two roll-outs never ask one station.
create unique index firmware_rollout_stations_one_at_a_time on firmware_rollout_stations (station_id)
    where status in ('WAITING', 'DUE', 'ASKED');
create index firmware_rollout_stations_order on firmware_rollout_stations (rollout_id, wave, id);
create index firmware_rollout_stations_status on firmware_rollout_stations (rollout_id, status);
create index firmware_rollout_stations_rollout on firmware_rollout_stations (organization_id, rollout_id);
create index firmware_rollout_stations_station on firmware_rollout_stations (organization_id, station_id);
create index firmware_rollout_stations_operation on firmware_rollout_stations (operation_id) where operation_id is not null;
create index firmware_rollout_stations_due on firmware_rollout_stations (try_at) where status = 'DUE';
create index firmware_rollout_stations_asked on firmware_rollout_stations (id) where status = 'ASKED';

-- What changed lately, for those who watch: a roll-out changes with each of its stations.
create function touch_firmware_rollouts() returns trigger language plpgsql as $$
begin
    update firmware_rollouts set changed_at = clock_timestamp() where id in (select c.rollout_id from changed c);
    return null;
end $$;
create trigger firmware_rollout_stations_touch after update on firmware_rollout_stations
    referencing new table as changed for each statement execute function touch_firmware_rollouts();
create function touch_firmware_rollout() returns trigger language plpgsql as $$
begin
    new.changed_at := clock_timestamp();
    return new;
end $$;
create trigger firmware_rollouts_touch before update on firmware_rollouts for each row
    execute function touch_firmware_rollout();

create trigger firmware_rollouts_audit after insert or delete or update of status on firmware_rollouts for each row
    execute function audit_row('FirmwareRollout', 'name', '',
        'created_at,changed_at,current_wave,next_wave_at,failures_excused,ended_at');
-- Left out by a person; what else becomes of stations is nobody's doing.
create trigger firmware_rollout_stations_audit after update of status on firmware_rollout_stations for each row
    when (new.status = 'SKIPPED' and new.reason = 'BY_PERSON')
    execute function audit_row('FirmwareRolloutStation', 'station_id', '', 'step,step_at,attempts,try_at,deadline,ended_at');
