-- The few among many cards that one looks for.
create index tags_blocked on tags (organization_id, id_tag, id) where is_blocked;
create index tags_virtual on tags (organization_id, id_tag, id) where medium = 'VIRTUAL';
create index tags_expiry on tags (organization_id, expires_at) where expires_at is not null;
