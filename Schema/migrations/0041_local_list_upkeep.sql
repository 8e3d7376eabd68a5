-- Local lists are kept in step with the tags: what is believed of each charger, and when to look again.
alter table local_lists
    -- Of the entries; absent while it is in doubt what the charger holds.
    add column held_version integer check (held_version > 0),
    add column entry_count integer generated always as (jsonb_array_length(entries)) stored,
    -- It has once accepted a list; only then is it sent changes without being asked.
    add column is_kept boolean not null default false,
    -- Whether the entries were those of the tags when this was last looked at.
    add column is_in_step boolean not null default false,
    -- The organization's revision of tags that was looked at, and the next moment at which a tag expires by itself.
    add column revision bigint not null default -1,
    add column next_expiry_at timestamptz,
    -- When the charger last accepted a list or a part of one.
    add column sent_at timestamptz,
    -- Changes that were sent of our own accord and not accepted, and when to try again.
    add column attempts integer not null default 0,
    add column next_attempt_at timestamptz,
    -- SendLocalListMaxLength and LocalAuthListMaxLength as the charger told them, with the firmware that it had then;
    -- absent limits of limits that were asked for: it does not tell them.
    add column limits_asked_at timestamptz,
    add column limits_firmware text,
    add column message_limit integer check (message_limit > 0),
    add column entry_limit integer check (entry_limit >= 0);
update local_lists set held_version = version, is_kept = true where entries is not null and version > 0;
update local_lists set entries = null where held_version is null;
alter table local_lists add check ((held_version is null) = (entries is null)),
    add check (held_version is not null or not is_in_step);
create index local_lists_upkeep on local_lists (station_id) where is_kept;

-- Raised by every change of a tag or of its stations, whoever makes it.
create table tag_revisions (
    organization_id bigint primary key references organizations on delete cascade,
    revision bigint not null
);

create function raise_tag_revision() returns trigger language plpgsql as $$
begin
    insert into tag_revisions as v (organization_id, revision)
    select distinct organization_id, 1 from changed order by 1
    on conflict (organization_id) do update set revision = v.revision + 1;
    return null;
end $$;
create trigger tags_added after insert on tags
    referencing new table as changed for each statement execute function raise_tag_revision();
create trigger tags_changed after update on tags
    referencing new table as changed for each statement execute function raise_tag_revision();
create trigger tags_removed after delete on tags
    referencing old table as changed for each statement execute function raise_tag_revision();
create trigger tag_stations_added after insert on tag_stations
    referencing new table as changed for each statement execute function raise_tag_revision();
create trigger tag_stations_removed after delete on tag_stations
    referencing old table as changed for each statement execute function raise_tag_revision();

-- Nobody may charge at a station that is not active, so its list changes as a whole.
create function recheck_local_list() returns trigger language plpgsql as $$
begin
    update local_lists set revision = -1 where station_id = new.id;
    return null;
end $$;
create trigger stations_activity after update of is_active on stations
    for each row when (old.is_active is distinct from new.is_active) execute function recheck_local_list();
