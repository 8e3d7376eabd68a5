-- An index by blocks finds old rows only until their room is used again: a block that ever held an old row looks as if it did
-- for good, and after one time of retention every block does. What is too old is found by station, where these rows have an
-- index already, or by their ids, which rise with time.
drop index heartbeats_received;
drop index station_events_received;
drop index status_notifications_received;
drop index station_meter_values_sampled;
