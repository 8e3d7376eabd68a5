-- Where uploads that were kept long enough, and addresses that are good for nothing any more, are found to be deleted.
create index station_uploads_received on station_uploads (received_at) where received_at is not null;
create index station_uploads_expected on station_uploads (expires_at) where received_at is null;
create index firmware_downloads_expiry on firmware_downloads (expires_at);
