-- Stations that are lent to another organization, or to one person of it.
alter table users add unique (organization_id, id);
create table station_shares (
    id bigint generated always as identity primary key,
    -- Whose the station is.
    organization_id bigint not null references organizations,
    station_id bigint not null,
    borrower_id bigint not null references organizations,
    -- Absent: everybody of the borrowing organization.
    user_id bigint,
    level text not null check (level in ('VIEW', 'CHARGE', 'OPERATE')),
    -- When it ends by itself.
    ends_at timestamptz,
    -- When somebody ended it.
    ended_at timestamptz,
    created_by bigint references users on delete set null,
    created_at timestamptz not null default now(),
    foreign key (organization_id, station_id) references stations (organization_id, id) on delete cascade,
    foreign key (borrower_id, user_id) references users (organization_id, id) on delete cascade,
    check (borrower_id <> organization_id)
);
-- One for each borrower.
create unique index station_shares_borrower on station_shares (station_id, borrower_id, coalesce(user_id, 0))
    where ended_at is null;
create index station_shares_lent on station_shares (borrower_id) where ended_at is null;
create index station_shares_station on station_shares (organization_id, station_id, id);
create index station_shares_user on station_shares (borrower_id, user_id);
create index station_shares_created_by on station_shares (created_by);

-- One that goes with its station, or with the person who borrows it, goes without saying: who deleted them is no concern of the
-- owner's trail.
create trigger station_shares_audit after insert or update on station_shares
    for each row execute function audit_row('StationShare', 'level', '', 'created_at');
