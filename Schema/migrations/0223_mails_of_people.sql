-- What somebody was mailed: for the person, and when the account goes.
create index mails_recipient on mails (lower(recipient));
