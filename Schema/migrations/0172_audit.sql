-- Who changed what, and who looked at a secret. Only ever added to; written by triggers, in the transaction of the change, so
-- that no change can forget it. Who it is stands in a setting of the transaction: `stationmaster.doer` is the id of the
-- person, and behind a bar the address it came from. Without it the server itself did it, or its command line.

create table audit_entries (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    happened_at timestamptz not null default now(),
    -- No foreign key: who did it is known when the person is gone.
    user_id bigint,
    user_email text,
    address text,
    action text not null check (action in ('CREATED', 'CHANGED', 'DELETED', 'REVEALED')),
    -- As the API calls it.
    object_type text not null,
    object_id bigint not null,
    -- What people know it by, as it was then.
    object_label text,
    -- Of what was changed, secrets masked; by the names that the API has for it.
    before jsonb,
    after jsonb,
    -- Of a look at a secret.
    reason text check (char_length(reason) between 1 and 500)
);
create index audit_entries_order on audit_entries (organization_id, happened_at desc, id desc);
create index audit_entries_order_everywhere on audit_entries (happened_at desc, id desc);
create index audit_entries_object on audit_entries (object_type, object_id, happened_at desc, id desc);
create index audit_entries_user on audit_entries (user_id, happened_at desc, id desc);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'entries of the audit trail are not changed';
end $$;
create trigger audit_entries_fixed before update on audit_entries for each row execute function refuse_audit_change();

-- `charge_point_id` as the API has it: `chargePointId`.
create function audit_name(name text) returns text language sql immutable parallel safe
    return left(name, 1) || substr(replace(initcap(replace(name, '_', ' ')), ' ', ''), 2);

create function audit_note(organization bigint, action text, object_type text, object_id bigint, object_label text,
    before jsonb, after jsonb) returns void language plpgsql as $$
declare
    doer text := coalesce(current_setting('stationmaster.doer', true), '');
    person bigint := nullif(split_part(doer, '|', 1), '')::bigint;
begin
    insert into audit_entries (organization_id, user_id, user_email, address, action, object_type, object_id, object_label,
        before, after)
    values (organization, nullif(person, 0), (select u.email from users u where u.id = person),
        nullif(split_part(doer, '|', 2), ''), action, object_type, object_id, object_label, before, after);
end $$;

-- For rows: the arguments are the type, the column of the label, the columns that are secret, and those that are nobody's
-- doing.
create function audit_row() returns trigger language plpgsql as $$
declare
    secrets text[] := string_to_array(tg_argv[2], ',');
    ignored text[] := string_to_array(tg_argv[3], ',') || '{id,organization_id}'::text[];
    old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
    new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
    present jsonb := coalesce(new_row, old_row);
    was jsonb;
    became jsonb;
begin
    select jsonb_object_agg(audit_name(k.key), case when k.was in ('null'::jsonb) or not k.key = any(secrets) then k.was
            else '"***"' end) filter (where k.was is not null and (tg_op = 'UPDATE' or k.was <> 'null')),
        jsonb_object_agg(audit_name(k.key), case when k.became in ('null'::jsonb) or not k.key = any(secrets) then k.became
            else '"***"' end) filter (where k.became is not null and (tg_op = 'UPDATE' or k.became <> 'null'))
    into was, became
    from (select key, old_row -> key as was, new_row -> key as became from jsonb_object_keys(present) key
        where not key = any(ignored)) k
    where k.was is distinct from k.became;
    if was is null and became is null then return null; end if;
    perform audit_note((present ->> 'organization_id')::bigint,
        case tg_op when 'INSERT' then 'CREATED' when 'UPDATE' then 'CHANGED' else 'DELETED' end, tg_argv[0],
        (present ->> 'id')::bigint, coalesce(present ->> tg_argv[1], old_row ->> tg_argv[1]), was, became);
    return null;
end $$;

-- Columns that people decide on; what chargers say of themselves, and their connections, change others. A minimum of the
-- security profile rises by a connection too, so that a change by a person is known by its time.
create trigger stations_audit after insert or delete or update of charge_point_id, description, admission, is_active,
    inactive_reason, password_verifier, modified_at, street, city, zip_code, country, installation_site,
    part_number, mes_serial_number, material_number, vendor_code, customer_number, reference_number
    on stations for each row execute function audit_row('Station', 'charge_point_id',
        'password_verifier,password_encrypted,pending_verifiers,pending_encrypted',
        'password_encrypted,pending_verifiers,pending_encrypted,onboarded_at,modified_at,inactive_since,vendor,model,'
        'serial_number,charge_box_serial_number,firmware_version,iccid,imsi,meter_type,meter_serial_number,ocpp_version,'
        'booted_at,generation,presence,last_seen_at,status,error_code,status_changed_at,security_profile,'
        'agreed_security_profile');
create trigger tags_audit after insert or update or delete on tags
    for each row execute function audit_row('Tag', 'id_tag', '', 'created_at');
create trigger groups_audit after insert or update or delete on groups
    for each row execute function audit_row('Group', 'name', '', 'created_at');
create trigger users_audit after insert or update or delete on users
    for each row execute function audit_row('User', 'email', 'password_hash,totp_encrypted',
        'created_at,preferences,last_sign_in_at,totp_last_step');
create trigger organizations_audit after update on organizations
    for each row execute function audit_row('Organization', 'name', '', 'created_at');
create trigger quirk_profiles_audit after insert or update or delete on quirk_profiles
    for each row execute function audit_row('QuirkProfile', 'name', '', 'created_at');
create trigger firmware_images_audit after insert or update or delete on firmware_images
    for each row execute function audit_row('FirmwareImage', 'file_name', '', 'created_at,stored_name');
-- Decisions of people on what stations asked for.
create trigger certificate_requests_audit after update of status, revoked_at on certificate_requests for each row
    when (new.decided_by is not null or new.revoked_by is not null)
    execute function audit_row('CertificateRequest', 'common_name', '', 'certificate,decided_at');
-- A browser's session is no token that somebody made; how people sign in is kept elsewhere.
create trigger api_tokens_audit after insert or update of revoked_at on api_tokens for each row when (new.kind = 'API')
    execute function audit_row('ApiToken', 'name', 'token_hash', 'created_at,last_used_at,address,user_agent,token_hash');
-- Ended by a person; other estimates are the server's.
create trigger sessions_audit after update of status on sessions for each row
    when (old.status = 'ACTIVE' and new.status = 'ESTIMATED'
        and coalesce(current_setting('stationmaster.doer', true), '') <> '')
    execute function audit_row('Session', 'transaction_id', '',
        'meter_start_wh,last_meter_wh,last_meter_at,energy_wh,opened_at,opened_month');

-- What belongs to a group, and where a tag is valid: one entry for each group or tag, however many stations.
create function audit_links() returns trigger language plpgsql as $$
begin
    -- With its group or tag that is gone, or is going, goes without saying.
    execute format(
        'select audit_note(c.organization_id, ''CHANGED'', %L, c.owner, o.label, c.was, c.became) from (
            select organization_id, %2$I as owner,
                case when %3$L = ''DELETE'' then jsonb_build_object(%4$L, jsonb_agg(%5$I order by %5$I)) end as was,
                case when %3$L = ''INSERT'' then jsonb_build_object(%4$L, jsonb_agg(%5$I order by %5$I)) end as became
            from linked group by organization_id, %2$I
        ) c join (select id, %6$I::text as label from %7$I) o on o.id = c.owner',
        tg_argv[0], tg_argv[1], tg_op, tg_argv[2], tg_argv[3], tg_argv[4], tg_argv[5]);
    return null;
end $$;
create trigger station_groups_audit_insert after insert on station_groups referencing new table as linked
    for each statement execute function audit_links('Group', 'group_id', 'stationIds', 'station_id', 'name', 'groups');
create trigger station_groups_audit_delete after delete on station_groups referencing old table as linked
    for each statement execute function audit_links('Group', 'group_id', 'stationIds', 'station_id', 'name', 'groups');
create trigger tag_groups_audit_insert after insert on tag_groups referencing new table as linked
    for each statement execute function audit_links('Group', 'group_id', 'tagIds', 'tag_id', 'name', 'groups');
create trigger tag_groups_audit_delete after delete on tag_groups referencing old table as linked
    for each statement execute function audit_links('Group', 'group_id', 'tagIds', 'tag_id', 'name', 'groups');
create trigger tag_stations_audit_insert after insert on tag_stations referencing new table as linked
    for each statement execute function audit_links('Tag', 'tag_id', 'stationIds', 'station_id', 'id_tag', 'tags');
create trigger tag_stations_audit_delete after delete on tag_stations referencing old table as linked
    for each statement execute function audit_links('Tag', 'tag_id', 'stationIds', 'station_id', 'id_tag', 'tags');
