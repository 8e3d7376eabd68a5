-- Whether a tag is valid at its stations alone. Without it, a tag whose last station was deleted was valid everywhere. Only
-- whoever takes the list of stations away on purpose takes this back.
alter table tags add column is_restricted_to_stations boolean not null default false;
update tags t set is_restricted_to_stations = true where exists (select from tag_stations v where v.tag_id = t.id);

-- However a station comes to a tag, the tag is restricted from then on.
create function restrict_tags_to_stations() returns trigger language plpgsql as $$
begin
    update tags t set is_restricted_to_stations = true
    where t.id in (select tag_id from added) and not t.is_restricted_to_stations;
    return null;
end $$;
create trigger tag_stations_restrict after insert on tag_stations
    referencing new table as added for each statement execute function restrict_tags_to_stations();
