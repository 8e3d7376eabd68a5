-- A start may repeat one whose session has been stopped since: it is looked up among all sessions of its station.

drop index sessions_stopped_start_key;
create index sessions_start_lookup on sessions (station_id, started_at_sent);
