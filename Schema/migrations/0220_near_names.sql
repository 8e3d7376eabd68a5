-- What names have in common that differ as slips of the hand do: the name without case and separators, with signs that look
-- alike as one, and each name that is left when one sign of it is missing. Two names are near when they share one of these.
-- Of short names that would be too many.
create function near_names(name text) returns text[] language sql immutable parallel safe strict cost 100
    return (
        with plain as (
            select case when bare = '' then lower(name) else bare end as bare
            from (select translate(lower(name), 'oil -_.:/', '011') as bare) folded)
        select array_agg(distinct near.name)
        from plain cross join lateral (
            select plain.bare as name
            union all
            select left(plain.bare, place - 1) || substr(plain.bare, place + 1)
            from generate_series(1, char_length(plain.bare)) place where char_length(plain.bare) >= 5) near);

-- With the stations that have left their account: they may be dialling still. New ones are few, and a list of what is pending
-- would have to be read whole by each search.
create index stations_near_names on stations using gin (near_names(charge_point_id)) with (fastupdate = off);
