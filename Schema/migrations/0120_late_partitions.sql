-- A partition that is made late, when the default one holds rows that belong in it: they move into it, rather than keep it
-- from being made for good.

-- Makes the partition of a span of the key, unless it is there.
create function ensure_partition(parent text, key text, name text, lower text, upper text) returns void
language plpgsql as $$
declare
    rest text := parent || '_default';
    is_late boolean;
    is_empty boolean;
begin
    if to_regclass(name) is not null then
        return;
    end if;
    execute format('select exists (select from %I where %I >= %L and %I < %L)', rest, key, lower, key, upper)
        into is_late;
    if not is_late then
        execute format('create table if not exists %I partition of %I for values from (%L) to (%L)',
            name, parent, lower, upper);
        return;
    end if;
    -- The parent first, as whoever writes does. Nothing more may come into the default partition meanwhile.
    execute format('lock table only %I in share update exclusive mode', parent);
    execute format('lock table %I in access exclusive mode', rest);
    execute format('create table %I (like %I including all)', name, parent);
    execute format('with moved as (delete from %I where %I >= %L and %I < %L returning *) insert into %I select * from moved',
        rest, key, lower, key, upper, name);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, name, lower, upper);
    execute format('select not exists (select from %I)', rest) into is_empty;
    if is_empty then
        -- Gives its room back at once.
        execute format('truncate only %I', rest);
    end if;
end $$;

create or replace function ensure_recordings_partition(day date) returns void language plpgsql as $$
begin
    perform ensure_partition('recordings', 'first_at', 'recordings_' || to_char(day, 'YYYY_MM_DD'),
        (day::timestamp at time zone 'UTC')::text, ((day + 1)::timestamp at time zone 'UTC')::text);
end $$;

create or replace function ensure_meter_values_partition(month date) returns void language plpgsql as $$
declare
    first date := date_trunc('month', month)::date;
begin
    perform ensure_partition('meter_values', 'opened_month', 'meter_values_' || to_char(first, 'YYYY_MM'),
        first::text, (first + interval '1 month')::date::text);
end $$;
