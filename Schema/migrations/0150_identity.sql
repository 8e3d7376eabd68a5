-- People: what is known of them, how they signed in, and what signs them in.

alter table users
    add column mobile_number text check (char_length(mobile_number) <= 40),
    add column employee_number text check (char_length(employee_number) <= 100),
    add column language text check (language in ('en', 'de', 'fr')),
    -- Asked by mail to set a password, and has not yet.
    add column is_invited boolean not null default false,
    add column last_sign_in_at timestamptz,
    -- What the pages remember for this person, by keys.
    add column preferences jsonb not null default '{}' check (jsonb_typeof(preferences) = 'object'),
    -- The secret of one-time codes (RFC 6238), encrypted. Asked for once it is confirmed.
    add column totp_encrypted bytea,
    add column totp_confirmed_at timestamptz,
    -- A code is good once: the number of the last step that was used.
    add column totp_last_step bigint not null default 0,
    add constraint users_in_organization unique (organization_id, id);
create index users_order on users (lower(email), id);
create index users_sign_ins on users
    (organization_id, coalesce(last_sign_in_at, '1970-01-01T00:00:00Z'::timestamptz) desc, id desc);

create table recovery_codes (
    user_id bigint not null references users on delete cascade,
    code_hash bytea not null check (octet_length(code_hash) = 32),
    primary key (user_id, code_hash)
);

-- A browser's session is a token that a cookie carries and nobody ever sees.
alter table api_tokens
    add column kind text not null default 'API' check (kind in ('API', 'SESSION')),
    add column name text check (char_length(name) <= 100),
    add column is_read_only boolean not null default false,
    add column last_used_at timestamptz,
    add column address text check (char_length(address) <= 64),
    add column user_agent text check (char_length(user_agent) <= 300);
create index api_tokens_of_user on api_tokens (user_id, kind, id desc) where revoked_at is null;

-- Each attempt is a row before its password is looked at: attempts at the same time count each other.
create table sign_in_events (
    id bigint generated always as identity primary key,
    -- Null where nobody has this e-mail.
    user_id bigint references users on delete cascade,
    organization_id bigint references organizations,
    -- SHA-256 of the e-mail in small letters: attempts at accounts that are not there are limited like all others.
    account_key bytea not null check (octet_length(account_key) = 32),
    address text not null check (char_length(address) <= 64),
    user_agent text check (char_length(user_agent) <= 300),
    outcome text not null check (outcome in
        ('SIGNED_IN', 'WRONG_PASSWORD', 'SECOND_FACTOR_FAILED', 'SIGNED_OUT', 'PASSWORD_RESET', 'MAIL_REQUESTED')),
    occurred_at timestamptz not null default now()
);
create index sign_in_events_of_account on sign_in_events (account_key, occurred_at desc);
create index sign_in_events_from_address on sign_in_events (address, occurred_at desc);
create index sign_in_events_of_user on sign_in_events (user_id, occurred_at desc, id desc);
create index sign_in_events_age on sign_in_events (occurred_at);

-- Captchas and other sealed tickets that are good once: those that were used.
create table used_tickets (
    ticket_hash bytea primary key check (octet_length(ticket_hash) = 32),
    expires_at timestamptz not null
);
create index used_tickets_age on used_tickets (expires_at);

-- Secrets that leave by mail and come back once: links to set a password, codes to sign in with.
create table mailed_secrets (
    id bigint generated always as identity primary key,
    user_id bigint not null references users on delete cascade,
    purpose text not null check (purpose in ('RESET_PASSWORD', 'INVITATION', 'SIGN_IN_CODE')),
    secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
    expires_at timestamptz not null,
    created_at timestamptz not null default now()
);
create index mailed_secrets_user on mailed_secrets (user_id, purpose);
create index mailed_secrets_age on mailed_secrets (expires_at);

-- Mails to be sent: written in the commit of their cause, sent afterwards. Their text is encrypted, since it may hold links
-- that let somebody in; it goes when the mail has been sent.
create table mails (
    id bigint generated always as identity primary key,
    recipient text not null check (char_length(recipient) between 3 and 254),
    subject text not null check (char_length(subject) between 1 and 200),
    body_encrypted bytea,
    created_at timestamptz not null default now(),
    next_attempt_at timestamptz not null default now(),
    attempts integer not null default 0,
    sent_at timestamptz,
    -- Why it was given up, or why the last attempt failed.
    failure text check (char_length(failure) <= 500)
);
create index mails_due on mails (next_attempt_at, id) where body_encrypted is not null;
create index mails_age on mails (created_at);
