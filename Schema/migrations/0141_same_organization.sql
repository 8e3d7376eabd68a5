-- What belongs to a station belongs to its organization; a row that says otherwise is refused. Rows that are there are looked
-- through by the next migration, which keeps nobody from writing meanwhile; here every lock is short.
alter table unknown_tags add constraint unknown_tags_station
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade not valid;
alter table station_uploads add constraint station_uploads_station
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade not valid;
alter table firmware_downloads add constraint firmware_downloads_station
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade not valid;
alter table certificate_requests add constraint certificate_requests_station
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade not valid;

-- They say less, and would be checked beside the others.
alter table unknown_tags drop constraint unknown_tags_station_id_fkey;
alter table station_uploads drop constraint station_uploads_station_id_fkey;
alter table firmware_downloads drop constraint firmware_downloads_station_id_fkey;
alter table certificate_requests drop constraint certificate_requests_station_id_fkey;
