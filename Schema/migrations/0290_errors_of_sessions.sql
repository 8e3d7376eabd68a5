-- What chargers said was wrong, for the errors of a session: most of what they say of their connectors is that nothing is.
create index status_notifications_errors on status_notifications (station_id, reported_at, id)
    where error_code <> 'NoError';
