-- Which role a person has within a group and all groups below it, beside the one in the organization.
create table group_roles (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    group_id bigint not null,
    user_id bigint not null,
    role text not null check (role in ('MANAGER', 'INSTALLER', 'SUPPORT')),
    given_by bigint references users on delete set null,
    given_at timestamptz not null default now(),
    unique (user_id, group_id),
    foreign key (organization_id, group_id) references groups (organization_id, id) on delete cascade,
    foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create index group_roles_group on group_roles (group_id);
create index group_roles_given_by on group_roles (given_by) where given_by is not null;

-- One entry of the person for each role that is given, changed or taken away. With the group or the person that is gone it goes
-- without saying.
create function audit_group_role() returns trigger language plpgsql as $$
declare
    present group_roles := case when tg_op = 'DELETE' then old else new end;
    person text := (select u.email from users u where u.id = present.user_id);
    place text := (select g.name from groups g where g.id = present.group_id);
begin
    if person is null or place is null then return null; end if;
    perform audit_note(present.organization_id, 'CHANGED', 'User', present.user_id, person,
        case when tg_op <> 'INSERT' then jsonb_build_object('groupRole', old.role) else '{}' end
            || jsonb_build_object('groupId', present.group_id, 'group', place),
        case when tg_op <> 'DELETE' then jsonb_build_object('groupRole', new.role) else '{}' end
            || jsonb_build_object('groupId', present.group_id, 'group', place));
    return null;
end $$;
create trigger group_roles_audit after insert or delete or update of role on group_roles
    for each row execute function audit_group_role();
