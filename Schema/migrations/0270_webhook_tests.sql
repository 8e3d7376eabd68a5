-- A delivery by which a person tries a webhook: sent once, and before what waits.
create index webhook_deliveries_tests on webhook_deliveries (webhook_id, created_at) where event = 'TEST';
