-- Certificates that were taken back: who did, and why.
alter table certificate_requests
    -- Absent: somebody who is gone.
    add column revoked_by bigint references users on delete set null,
    add column revocation_reason text,
    add check (revoked_at is not null or num_nonnulls(revoked_by, revocation_reason) = 0);
create index certificate_requests_revoked_by on certificate_requests (revoked_by) where revoked_by is not null;
