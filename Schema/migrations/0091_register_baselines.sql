-- Energy is counted from another state of the register than the start told, where the register was found so far above it
-- that no connector can have given the difference. What the start told stays: it is part of the key of a repeated start.
alter table sessions add column meter_baseline_wh double precision;

-- The charger's clock cannot have been right at the start: started_at is when we heard of it, and the charge may have begun
-- long before.
alter table sessions add column is_start_time_assumed boolean not null default false;
update sessions r set is_start_time_assumed = true
where (not r.is_stopped_by_charger or r.is_stop_guessed)
    and exists (select from session_facts f where f.session_id = r.id and f.kind = 'START' and f.occurred_at = f.received_at);

alter table session_facts drop constraint session_facts_kind_check;
alter table session_facts add constraint session_facts_kind_check check (kind in
    ('START', 'STOP', 'LATE_STOP', 'SECOND_STOP', 'ORPHAN_STOP', 'ESTIMATE', 'CORRECTION', 'BASELINE', 'NOTE'));
