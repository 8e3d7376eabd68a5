-- People are told of what is theirs at stations that are lent to them, which belong to somebody else.
alter table notifications
    -- Whose the station is, with what there is of it.
    add column owner_id bigint,
    drop constraint notifications_organization_id_station_id_fkey,
    drop constraint notifications_organization_id_reservation_id_fkey,
    drop constraint notifications_organization_id_session_id_fkey;
update notifications set owner_id = organization_id;
alter table notifications
    add constraint notifications_station foreign key (owner_id, station_id)
        references stations (organization_id, id) on delete cascade,
    add constraint notifications_reservation foreign key (owner_id, reservation_id)
        references reservations (organization_id, id) on delete set null (reservation_id),
    add constraint notifications_session foreign key (owner_id, session_id)
        references sessions (organization_id, id) on delete set null (session_id);
drop index notifications_station;
drop index notifications_reservation;
drop index notifications_session;
create index notifications_station on notifications (owner_id, station_id);
create index notifications_reservation on notifications (owner_id, reservation_id) where reservation_id is not null;
create index notifications_session on notifications (owner_id, session_id) where session_id is not null;
