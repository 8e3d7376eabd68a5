alter table sessions validate constraint sessions_note_length;
