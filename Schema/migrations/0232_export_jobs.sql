-- Exports that run behind the scenes: what is asked for, how far it is, and the file, which is on the server's disk.

create table export_jobs (
    id bigint generated always as identity primary key,
    organization_id bigint not null,
    user_id bigint not null,
    -- Whose rights count when the job runs; one that is not good any more has none.
    token_id bigint not null,
    -- As the address of an export names it, with its parameters: an array of name and value.
    list text not null check (char_length(list) between 1 and 50),
    parameters jsonb not null check (jsonb_typeof(parameters) = 'array'),
    format text not null check (format in ('CSV', 'WORKBOOK')),
    status text not null default 'QUEUED' check (status in ('QUEUED', 'RUNNING', 'DONE', 'FAILED')),
    -- Written so far.
    row_count bigint not null default 0,
    failure text check (char_length(failure) <= 500),
    attempts integer not null default 0,
    -- While it runs: somebody is at it.
    touched_at timestamptz,
    stored_name uuid unique,
    size_bytes bigint check (size_bytes > 0),
    sha256 bytea check (octet_length(sha256) = 32),
    created_at timestamptz not null default now(),
    started_at timestamptz,
    ended_at timestamptz,
    expires_at timestamptz,
    check ((status = 'DONE') = (stored_name is not null)),
    check (num_nulls(stored_name, size_bytes, sha256) in (0, 3)),
    check ((status in ('DONE', 'FAILED')) = (ended_at is not null and expires_at is not null)),
    check (status <> 'RUNNING' or touched_at is not null),
    foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create index export_jobs_user on export_jobs (organization_id, user_id);
create index export_jobs_time on export_jobs (user_id, created_at desc, id desc);
create index export_jobs_open on export_jobs (id) where status in ('QUEUED', 'RUNNING');
create index export_jobs_expiry on export_jobs (expires_at) where expires_at is not null;
