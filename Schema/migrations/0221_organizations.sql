-- Organizations are made and renamed by people; what became of one stands in its own trail. Its row names no other
-- organization that it belongs to, by which `audit_row` would file it.
create index organizations_order on organizations (lower(name), id);
create function audit_organization() returns trigger language plpgsql as $$
begin
    perform audit_note(new.id, case tg_op when 'INSERT' then 'CREATED' else 'CHANGED' end, 'Organization', new.id, new.name,
        case when tg_op = 'UPDATE' then jsonb_build_object('name', old.name) end, jsonb_build_object('name', new.name));
    return null;
end $$;
drop trigger organizations_audit on organizations;
create trigger organizations_audit_insert after insert on organizations
    for each row execute function audit_organization();
create trigger organizations_audit_update after update on organizations
    for each row when (old.name is distinct from new.name) execute function audit_organization();
