-- What changed in queues lately, for those who watch.
create index queue_places_changed on queue_places (greatest(joined_at, offered_at, ended_at));
