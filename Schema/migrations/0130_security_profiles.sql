-- How securely stations connect: 0 nothing is proven, 1 a password, 2 a password over TLS, 3 a client certificate
-- (OCPP security whitepaper edition 2, section 2).
alter table stations
    -- Of the live connection, or the last.
    add column security_profile int check (security_profile between 0 and 3),
    -- Below it none of its connections is admitted; absent: as low as the server admits.
    add column minimum_security_profile int check (minimum_security_profile between 0 and 3),
    -- What it has agreed to connect with; its minimum from when it has.
    add column agreed_security_profile int check (agreed_security_profile between 0 and 3);
