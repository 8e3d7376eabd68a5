-- What an organization writes down of a station, besides what the station says of itself, and why one is inactive.

alter table stations
    add column street text check (char_length(street) between 1 and 200),
    add column city text check (char_length(city) between 1 and 100),
    add column zip_code text check (char_length(zip_code) between 1 and 20),
    -- ISO 3166-1 alpha-2.
    add column country text check (country ~ '^[A-Z]{2}$'),
    add column installation_site text check (char_length(installation_site) between 1 and 200),
    add column part_number text check (char_length(part_number) between 1 and 100),
    add column mes_serial_number text check (char_length(mes_serial_number) between 1 and 100),
    add column material_number text check (char_length(material_number) between 1 and 100),
    add column vendor_code text check (char_length(vendor_code) between 1 and 100),
    -- Of the organization's own customer.
    add column customer_number text check (char_length(customer_number) between 1 and 100),
    add column reference_number text check (char_length(reference_number) between 1 and 100),
    add column inactive_since timestamptz,
    add column inactive_reason text check (char_length(inactive_reason) between 1 and 200),
    add column modified_at timestamptz not null default now();
update stations set inactive_since = now() where not is_active;
alter table stations
    add check (not is_active or inactive_since is null),
    add check (not is_active or inactive_reason is null);
create index stations_onboarded_order on stations (organization_id, onboarded_at desc, id desc);
