-- What people write down of a session.
alter table sessions add column note text;
alter table sessions add constraint sessions_note_length check (char_length(note) between 1 and 1000) not valid;
