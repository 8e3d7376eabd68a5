-- What a connector is made for, as people wrote it down: OCPP 1.6 has no message that tells it.
alter table connectors
    add column type text check (type in ('TYPE1', 'TYPE2', 'CCS1', 'CCS2', 'CHADEMO', 'GBT_AC', 'GBT_DC', 'NACS', 'SCHUKO',
        'CEE', 'OTHER')),
    add column rated_power_w double precision check (rated_power_w > 0),
    add column maximum_current_a double precision check (maximum_current_a > 0),
    add column current_kind text check (current_kind in ('AC', 'DC')),
    add column phases integer check (phases between 1 and 3);
-- Whether both can be is looked at where they are changed: a check would need to name the field.

-- Those alone that people decide on; the rest is what the charger says.
create trigger connectors_audit after update of type, rated_power_w, maximum_current_a, current_kind, phases on connectors
    for each row execute function audit_row('Connector', 'number', '',
        'status,error_code,vendor_error_code,info,status_changed_at');
