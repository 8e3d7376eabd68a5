-- Files that pass between stations and the server: what stations upload, and the firmware that they fetch. Each goes over
-- an address that is told to one station for one operation; of the secret in it only the SHA-256 is kept.

create table station_uploads (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null references stations on delete cascade,
    operation_id bigint not null unique references operations on delete cascade,
    token_hash bytea not null unique check (octet_length(token_hash) = 32),
    expires_at timestamptz not null,
    -- What came, once it is here whole. The name is the station's and only shown; on the disk the file has ours.
    file_name text check (char_length(file_name) <= 255),
    stored_name uuid unique,
    size_bytes bigint check (size_bytes >= 0),
    sha256 bytea check (octet_length(sha256) = 32),
    received_at timestamptz,
    check (num_nulls(stored_name, size_bytes, sha256, received_at) in (0, 4)),
    check (file_name is null or received_at is not null)
);
create index station_uploads_station on station_uploads (station_id, id);
create index station_uploads_organization on station_uploads (organization_id, id);

create table firmware_images (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    vendor text not null check (char_length(vendor) between 1 and 100),
    model text not null check (char_length(model) between 1 and 100),
    version text not null check (char_length(version) between 1 and 100),
    file_name text not null check (char_length(file_name) between 1 and 255),
    stored_name uuid not null unique,
    size_bytes bigint not null check (size_bytes > 0),
    sha256 bytea not null check (octet_length(sha256) = 32),
    -- Base64 of the signature over the whole file, and the certificate that it can be checked with, in PEM.
    signature text check (char_length(signature) between 1 and 800),
    signing_certificate text check (char_length(signing_certificate) between 1 and 5500),
    uploaded_by bigint references users on delete set null,
    created_at timestamptz not null default now(),
    unique (organization_id, id),
    unique (organization_id, vendor, model, version),
    check ((signature is null) = (signing_certificate is null))
);
create index firmware_images_time on firmware_images (organization_id, created_at desc, id desc);
create index firmware_images_time_everywhere on firmware_images (created_at desc, id desc);
create index firmware_images_uploaded_by on firmware_images (uploaded_by);

create table firmware_downloads (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    station_id bigint not null references stations on delete cascade,
    operation_id bigint not null references operations on delete cascade,
    image_id bigint not null,
    token_hash bytea not null unique check (octet_length(token_hash) = 32),
    expires_at timestamptz not null,
    foreign key (organization_id, image_id) references firmware_images (organization_id, id) on delete cascade
);
create index firmware_downloads_station on firmware_downloads (station_id, id);
create index firmware_downloads_operation on firmware_downloads (operation_id);
create index firmware_downloads_image on firmware_downloads (organization_id, image_id);

-- What a station told of an operation's progress is looked up among what it told since it was asked.
create index operations_sent on operations (station_id, kind, sent_at) where sent_at is not null;
