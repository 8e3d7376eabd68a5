-- What each charger holds of our tags.
create table local_lists (
    station_id bigint primary key references stations on delete cascade,
    -- The last that we sent, or heard of; versions only rise.
    version integer not null check (version >= 0),
    -- What the charger has accepted with that version; absent while that is in doubt.
    entries jsonb
);
