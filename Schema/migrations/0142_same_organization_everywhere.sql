-- Rows that were there before the constraints. Reading and writing go on meanwhile.
alter table unknown_tags validate constraint unknown_tags_station;
alter table station_uploads validate constraint station_uploads_station;
alter table firmware_downloads validate constraint firmware_downloads_station;
alter table certificate_requests validate constraint certificate_requests_station;
