-- Operations are listed newest first, by the moment at which they were asked for.
create index operations_time on operations (organization_id, requested_at desc, id desc);
create index operations_time_everywhere on operations (requested_at desc, id desc);
create index operations_station_time on operations (station_id, requested_at desc, id desc);
create index operations_requested_by_time on operations (requested_by, requested_at desc, id desc);
drop index operations_order;
drop index operations_station;
drop index operations_requested_by;

-- Passwords that the charger was told and may have taken over, good beside its own until it has connected with one of them;
-- each with the copy that only the server can decrypt, in the same place.
alter table stations add column pending_verifiers bytea[];
alter table stations add column pending_encrypted bytea[];
alter table stations add check (cardinality(pending_verifiers) = cardinality(pending_encrypted)
    and (pending_verifiers is null) = (pending_encrypted is null));
