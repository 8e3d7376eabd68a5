-- What people write down of a firmware image (what is new in it), and of a reservation (what or whom it is for).
alter table firmware_images add column notes text check (char_length(notes) between 1 and 10000);
alter table reservations add column note text check (char_length(note) between 1 and 1000);

create trigger reservations_audit after update of note on reservations for each row
    when (old.note is distinct from new.note)
    execute function audit_row('Reservation', 'number', '', 'status,reason,ended_at,session_id,operation_id');
