-- Tags that were presented and are not known: the inbox from which tags are made. One row for each station and tag.
create table unknown_tags (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null references stations on delete cascade,
    -- As the charger sent it last.
    id_tag text not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    count bigint not null check (count > 0)
);
create unique index unknown_tags_key on unknown_tags (station_id, lower(id_tag));
create index unknown_tags_id_tag on unknown_tags (organization_id, lower(id_tag));
create index unknown_tags_order on unknown_tags (organization_id, last_seen_at desc, id desc);
create index unknown_tags_order_everywhere on unknown_tags (last_seen_at desc, id desc);

-- However many tags somebody tries, an organization keeps the newest thousand. Rows that another commit holds are left to it.
create function trim_unknown_tags() returns trigger language plpgsql as $$
begin
    delete from unknown_tags where id in (
        select l.id from unknown_tags l where l.id in (
            select o.id from (select distinct organization_id from added) a cross join lateral (
                select u.id from unknown_tags u where u.organization_id = a.organization_id
                order by u.last_seen_at desc, u.id desc offset 1000) o)
        for update skip locked);
    return null;
end $$;
create trigger unknown_tags_trim after insert on unknown_tags
    referencing new table as added for each statement execute function trim_unknown_tags();

-- Refused sessions of a tag that nobody knew are looked up when the tag is made.
create index sessions_orphans on sessions (organization_id, lower(id_tag))
    where tag_id is null and "authorization" = 'INVALID';
