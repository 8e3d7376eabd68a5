-- What a durable MeterValues of 4 samples inserts, 100 of them in a statement: the limit for the shared commits of the server.
-- Times are taken at random, so that no two runs insert the same key.
\set base random(0, 2000000000)
insert into meter_values (session_id, opened_month, sampled_at, kind_id, value)
select :session + n % 100, date_trunc('month', now())::date, timestamptz '2030-01-01' + (:base + n / 400) * interval '1 millisecond', :kind + n / 100 % 4, n
from generate_series(0, 399) n
on conflict do nothing;
