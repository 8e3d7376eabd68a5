-- Local lists have the tags of guests too, so what changes of a share changes the lists of its owner.
create trigger station_shares_made after insert on station_shares
    referencing new table as changed for each statement execute function raise_tag_revision();
create trigger station_shares_changed after update on station_shares
    referencing new table as changed for each statement execute function raise_tag_revision();

-- The revision of those to whom nothing was ever lent counts no more, and what is compared with may only rise.
create function raise_tag_revision_beyond_guests() returns trigger language plpgsql as $$
begin
    insert into tag_revisions as v (organization_id, revision)
    select c.organization_id, 1 + coalesce(sum(g.revision), 0) from changed c
    join organizations o on o.id = c.organization_id
    left join tag_revisions g on g.organization_id = c.borrower_id
    group by c.organization_id order by c.organization_id
    on conflict (organization_id) do update set revision = v.revision + excluded.revision;
    return null;
end $$;
create trigger station_shares_removed after delete on station_shares
    referencing old table as changed for each statement execute function raise_tag_revision_beyond_guests();
