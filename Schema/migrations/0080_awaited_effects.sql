-- An effect that is waited for outlives the server: what shows it, in a form from which the wait can be taken up again, and
-- until when. Absent where only the run that asked could have recognised it.
alter table operations add column awaited jsonb;
alter table operations add column effect_deadline timestamptz;
alter table operations add check ((awaited is null) = (effect_deadline is null));
