-- Which of two versions is the newer one, so that a station can be told from the catalogue what it could run.

-- A text that sorts as the version does, whatever the collation (compare it with collate "C"): numbers by their value, 1.2 as
-- 1.2.0, and what comes before a version (alpha, beta, rc …) before it. What stands in front of the first number says nothing.
create function firmware_version_key(version text) returns text language sql immutable strict parallel safe as $$
    select coalesce(string_agg(case
            when part ~ '^[0-9]' then '3' || to_char(length(ltrim(part, '0')), 'FM000') || ltrim(part, '0')
            when part in ('alpha', 'beta', 'rc', 'pre', 'preview', 'dev', 'snapshot') then '0' || part || ' '
            else '2' || part || ' ' end, '' order by place), '') || '1'
    from (select regexp_replace(case when version ~ '[0-9]' then regexp_replace(lower(version), '^[^0-9]+', '')
        else lower(version) end, '(\.0+)+(?=$|[^0-9.]|\.[^0-9])', '', 'g')) as plain (text),
        regexp_matches(plain.text, '[0-9]+|[a-z]+', 'g') with ordinality as parts (found, place),
        lateral (select found[1]) as one (part)
$$;

alter table firmware_images add column version_key text collate "C" not null
    generated always as (firmware_version_key(version)) stored;
-- Makers and models as chargers and people write them.
create index firmware_images_fitting on firmware_images (organization_id, lower(vendor), lower(model), version_key desc);
