-- The ledger of transactions: every fact says which message it came with, and none is ever changed or taken away.

-- The message id of the frame; with the time of receipt it names the frame. Absent for what came before this column.
alter table session_facts add column message_id text;
alter table session_facts drop constraint session_facts_kind_check;
alter table session_facts add constraint session_facts_kind_check check (kind in
    ('START', 'STOP', 'LATE_STOP', 'SECOND_STOP', 'ORPHAN_STOP', 'ESTIMATE', 'CORRECTION', 'NOTE'));
-- Where a start finds the stop that came before it.
create index session_facts_orphans on session_facts (station_id, occurred_at) where session_id is null;

create function refuse_change_of_ledger() returns trigger language plpgsql as $$
begin
    raise exception 'facts of the ledger are only ever added' using errcode = 'restrict_violation';
end $$;
create trigger session_facts_stay_the_same before update on session_facts
    for each row execute function refuse_change_of_ledger();
-- What goes with its station is deleted from within the trigger of a foreign key.
create trigger session_facts_stay before delete on session_facts
    for each row when (pg_trigger_depth() = 0) execute function refuse_change_of_ledger();
create trigger session_facts_stay_all before truncate on session_facts
    for each statement execute function refuse_change_of_ledger();

-- The stop that completed the session did not name it: we concluded that it was meant. Its own stop overrules such a one,
-- and a start that comes again is still a repetition.
alter table sessions add column is_stop_guessed boolean not null default false;
alter table sessions add check (not is_stop_guessed or is_stopped_by_charger);
update sessions r set is_stop_guessed = true
where r.is_stopped_by_charger
    and not exists (select from session_facts f where f.session_id = r.id and f.kind in ('STOP', 'LATE_STOP')
        and f.transaction_id = r.transaction_id)
    and not exists (select from sessions x where x.id <> r.id and x.station_id = r.station_id
        and x.connector_number = r.connector_number and lower(x.id_tag) = lower(r.id_tag)
        and x.started_at_sent = r.started_at_sent and x.meter_start_wh = r.meter_start_wh);
drop index sessions_start_key;
create unique index sessions_start_key on sessions
    (station_id, connector_number, lower(id_tag), started_at_sent, meter_start_wh)
    where (not is_stopped_by_charger or is_stop_guessed) and (started_at_sent <> '' or status = 'ACTIVE');
