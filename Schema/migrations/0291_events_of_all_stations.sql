-- Events of all stations, newest first: an organization's, those of some kinds, and everybody's.
create index station_events_newest_of_all on station_events (organization_id, received_at desc, id desc);
create index station_events_newest_of_kind on station_events (organization_id, kind, received_at desc, id desc);
create index station_events_newest_everywhere on station_events (received_at desc, id desc);
-- The first of them finds an organization's rows as well.
drop index station_events_organization;
