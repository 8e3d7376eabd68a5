-- Prices, where they are in force, and what is written down of sessions are decided by people: the audit trail tells who did.

-- What a version of a tariff says, by the names that the API has for it.
create function audit_of_tariff_version(version bigint) returns jsonb language sql stable as $$
    select jsonb_object_agg(audit_name(e.key), case jsonb_typeof(e.value) when 'number'
            then to_jsonb(trim_scale(e.value::text::numeric)) else e.value end)
        || jsonb_build_object('version', max(v.number), 'periods',
            (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('days', p.days,
                'from', to_char(p.starts_minute * interval '1 minute', 'HH24:MI'),
                'to', to_char(p.ends_minute * interval '1 minute', 'HH24:MI'),
                'pricePerKwh', trim_scale(p.price_per_kwh), 'pricePerMinute', trim_scale(p.price_per_minute),
                'idleFeePerMinute', trim_scale(p.idle_fee_per_minute))) order by p.number)
            from tariff_periods p where p.version_id = version))
    from tariff_versions v, jsonb_each(to_jsonb(v)
        - '{id,organization_id,tariff_id,number,decimals,created_at,created_by}'::text[]) e
    where v.id = version
$$;

-- A tariff is made with its first version, and changed by the next.
create function audit_tariff_version() returns trigger language plpgsql as $$
declare
    became jsonb := audit_of_tariff_version(new.id);
    was jsonb := audit_of_tariff_version(
        (select v.id from tariff_versions v where v.tariff_id = new.tariff_id and v.number = new.number - 1));
    tariff text := (select t.name from tariffs t where t.id = new.tariff_id);
begin
    if was is null then
        perform audit_note(new.organization_id, 'CREATED', 'Tariff', new.tariff_id, tariff, null,
            jsonb_build_object('name', tariff) || jsonb_strip_nulls(became));
    else
        perform audit_note(new.organization_id, 'CHANGED', 'Tariff', new.tariff_id, tariff,
            (select jsonb_object_agg(e.key, e.value) from jsonb_each(was) e where e.value <> became -> e.key),
            (select jsonb_object_agg(e.key, e.value) from jsonb_each(became) e where e.value <> was -> e.key));
    end if;
    return null;
end $$;
-- At the end of the transaction, when its periods are there.
create constraint trigger tariff_versions_audit after insert on tariff_versions deferrable initially deferred
    for each row execute function audit_tariff_version();

create function audit_tariff() returns trigger language plpgsql as $$
begin
    if new.deleted_at is not null then
        perform audit_note(new.organization_id, 'DELETED', 'Tariff', new.id, new.name,
            jsonb_build_object('name', new.name), null);
    else
        perform audit_note(new.organization_id, 'CHANGED', 'Tariff', new.id, new.name,
            jsonb_build_object('name', old.name), jsonb_build_object('name', new.name));
    end if;
    return null;
end $$;
create trigger tariffs_audit after update on tariffs for each row
    when ((old.name, old.deleted_at) is distinct from (new.name, new.deleted_at)) execute function audit_tariff();

-- An entry of the place: what a station, a group or the whole organization charges by since when, and by what before.
create function audit_tariff_assignment() returns trigger language plpgsql as $$
declare
    was bigint := (select r.tariff_id from tariff_assignments r where r.organization_id = new.organization_id
        and r.station_id is not distinct from new.station_id and r.group_id is not distinct from new.group_id
        and r.id <> new.id and r.valid_from <= new.valid_from order by r.valid_from desc, r.id desc limit 1);
begin
    perform audit_note(new.organization_id, 'CHANGED',
        case when new.station_id is not null then 'Station' when new.group_id is not null then 'Group' else 'Organization' end,
        coalesce(new.station_id, new.group_id, new.organization_id),
        coalesce((select s.charge_point_id from stations s where s.id = new.station_id),
            (select g.name from groups g where g.id = new.group_id),
            (select o.name from organizations o where o.id = new.organization_id)),
        jsonb_build_object('tariffId', was, 'tariff', (select t.name from tariffs t where t.id = was)),
        jsonb_build_object('tariffId', new.tariff_id, 'tariff', (select t.name from tariffs t where t.id = new.tariff_id),
            'tariffValidFrom', new.valid_from));
    return null;
end $$;
create trigger tariff_assignments_audit after insert on tariff_assignments
    for each row execute function audit_tariff_assignment();

create trigger sessions_note_audit after update of note on sessions for each row
    when (old.note is distinct from new.note) execute function audit_row('Session', 'transaction_id', '', '');
