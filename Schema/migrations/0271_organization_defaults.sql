-- By whose clock and in whose money an organization counts, where nothing nearer says so. Null: nobody has chosen.
alter table organizations
    add column time_zone text check (char_length(time_zone) between 1 and 64),
    add column currency text check (currency ~ '^[A-Z]{3}$');

create or replace function audit_organization() returns trigger language plpgsql as $$
declare
    before jsonb := case when tg_op = 'UPDATE' then
        jsonb_build_object('name', old.name, 'time_zone', old.time_zone, 'currency', old.currency) end;
    after jsonb := jsonb_build_object('name', new.name, 'time_zone', new.time_zone, 'currency', new.currency);
begin
    perform audit_note(new.id, case tg_op when 'INSERT' then 'CREATED' else 'CHANGED' end, 'Organization', new.id, new.name,
        (select jsonb_object_agg(b.key, b.value) from jsonb_each(before) b where b.value is distinct from after -> b.key),
        (select jsonb_object_agg(a.key, a.value) from jsonb_each(case when before is null then jsonb_strip_nulls(after)
            else after end) a where a.value is distinct from before -> a.key));
    return null;
end $$;
drop trigger organizations_audit_update on organizations;
create trigger organizations_audit_update after update on organizations for each row
    when ((old.name, old.time_zone, old.currency) is distinct from (new.name, new.time_zone, new.currency))
    execute function audit_organization();
