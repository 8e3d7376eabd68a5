-- A station that leaves an account stays there as what it was, with its sessions; should it turn up in another account, or
-- come back, that is a new row. So an id is unique among the stations that are in an account.
alter table stations
    add column removed_at timestamptz,
    -- One that is gone can be charged at by nobody.
    add check (removed_at is null or not is_active);
alter table stations drop constraint stations_charge_point_id_key;
create unique index stations_charge_point_id_key on stations (charge_point_id) where removed_at is null;
create index stations_removed on stations (charge_point_id, removed_at desc) where removed_at is not null;

-- Who tried to take over which station, written before anything is looked at, so that many at once count all.
create table claim_attempts (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations,
    -- Absent: somebody who is gone.
    user_id bigint references users on delete set null,
    -- As it was given; there may be no such station.
    charge_point_id text not null check (char_length(charge_point_id) between 1 and 48),
    has_succeeded boolean not null default false,
    attempted_at timestamptz not null default now()
);
create index claim_attempts_organization on claim_attempts (organization_id, attempted_at);
create index claim_attempts_charge_point_id on claim_attempts (charge_point_id, attempted_at);
create index claim_attempts_user on claim_attempts (user_id);
