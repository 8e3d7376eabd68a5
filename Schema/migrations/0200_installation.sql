-- How a station was put in, by hand. Changes stand in the audit trail with those of the station (0173).
alter table stations
    add column installer text check (char_length(installer) between 1 and 200),
    add column installed_at timestamptz,
    add column fuse_a double precision check (fuse_a > 0 and fuse_a <= 10000),
    -- How the wires L1, L2 and L3 of the station are connected to the phases R, S and T of the grid.
    add column phase_order text check (phase_order in ('RST', 'RTS', 'SRT', 'STR', 'TRS', 'TSR')),
    add column grid_limit_w double precision check (grid_limit_w > 0 and grid_limit_w <= 1e9),
    add column installation_notes text check (char_length(installation_notes) between 1 and 2000);
