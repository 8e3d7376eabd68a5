-- When a station's list was last compared with its tags: the one that waited longest comes first.
alter table local_lists add column reviewed_at timestamptz;

-- Nobody knew the tag when the session began. Other sessions without a tag had one that was deleted since.
alter table sessions add column is_tag_unknown boolean not null default false;
update sessions set is_tag_unknown = true where tag_id is null and "authorization" = 'INVALID';
drop index sessions_orphans;
create index sessions_orphans on sessions (organization_id, lower(id_tag)) where is_tag_unknown;

-- The few reservations that are live, among all that ever were.
create index reservations_live_order on reservations (organization_id, requested_at desc, id desc)
    where status in ('REQUESTED', 'ACTIVE');
-- Its operation is not the first that was about it.
alter table reservations add column was_to_be_replaced boolean not null default false;
