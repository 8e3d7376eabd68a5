-- What refers to another table is found from there without reading everything.
create index group_roles_organization on group_roles (organization_id);
create index logbook_armings_station on logbook_armings (organization_id, station_id);
create index sign_in_events_organization on sign_in_events (organization_id) where organization_id is not null;
create index tariff_assignments_of_organization on tariff_assignments (organization_id, tariff_id);
