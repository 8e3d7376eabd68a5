-- A station at which nobody may reserve. What is reserved there stays until it is used, over or cancelled.
alter table stations add column takes_reservations boolean not null default true;
