-- How makes of charger depart from the standard, as an organization has found out.
create table quirk_profiles (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    name text not null check (char_length(name) between 1 and 100),
    -- Patterns in which * stands for anything.
    vendor text not null default '*' check (char_length(vendor) between 1 and 100),
    model text not null default '*' check (char_length(model) between 1 and 100),
    firmware_version text not null default '*' check (char_length(firmware_version) between 1 and 100),
    reverses_id_tag boolean not null default false,
    id_tag_suffix_separator text check (char_length(id_tag_suffix_separator) between 1 and 8),
    reports_session_energy boolean not null default false,
    knows_only_stack_level_zero boolean not null default false,
    utc_offset_minutes integer check (utc_offset_minutes between -840 and 840),
    is_on boolean not null default false,
    created_at timestamptz not null default now()
);
create unique index quirk_profiles_name on quirk_profiles (organization_id, lower(name));
create index quirk_profiles_order on quirk_profiles (organization_id, name, id);
create index quirk_profiles_order_everywhere on quirk_profiles (name, id);
