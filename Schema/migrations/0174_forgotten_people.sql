-- The audit trail keeps what was done when a person is deleted, and forgets who the person was: entries stay fixed but for this
-- one change, which a transaction has to announce.
create or replace function refuse_audit_change() returns trigger language plpgsql as $$
begin
    if coalesce(current_setting('stationmaster.forgets', true), '') = 'on'
        and to_jsonb(old) - '{user_email,object_label,before,after}'::text[]
            = to_jsonb(new) - '{user_email,object_label,before,after}'::text[] then
        return new;
    end if;
    raise exception 'entries of the audit trail are not changed';
end $$;

-- Called behind the deletion, so that its own entry is forgotten too.
create function forget_people(people bigint[], their_tags bigint[]) returns void language plpgsql as $$
begin
    perform set_config('stationmaster.forgets', 'on', true);
    update audit_entries set object_label = null, before = null, after = null
        where object_type = 'User' and object_id = any(people);
    update audit_entries set user_email = null where user_id = any(people);
    update audit_entries set before = before - '{alias,note}'::text[], after = after - '{alias,note}'::text[]
        where object_type = 'Tag' and object_id = any(their_tags);
    perform set_config('stationmaster.forgets', '', true);
end $$;
