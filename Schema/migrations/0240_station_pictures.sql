-- What a station looks like where it stands: one or two pictures, made anew from what people sent. The files lie on the disk.
create table station_pictures (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null references stations on delete cascade,
    position smallint not null check (position in (1, 2)),
    -- For those who cannot see it.
    alternative_text text not null check (char_length(alternative_text) between 1 and 300),
    stored_name uuid not null unique,
    size_bytes bigint not null check (size_bytes > 0),
    sha256 bytea not null check (octet_length(sha256) = 32),
    width integer not null check (width > 0),
    height integer not null check (height > 0),
    uploaded_by bigint references users on delete set null,
    created_at timestamptz not null default now(),
    unique (station_id, position)
);
create index station_pictures_organization on station_pictures (organization_id);
create index station_pictures_uploaded_by on station_pictures (uploaded_by) where uploaded_by is not null;
create trigger station_pictures_audit after insert or update or delete on station_pictures
    for each row execute function audit_row('StationPicture', 'alternative_text', '', 'created_at,stored_name,sha256');
