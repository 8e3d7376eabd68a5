-- What is kept of a station as a piece of equipment, by hand or by import. The codes are encrypted; only the server can read
-- them.
alter table stations
    add column manufactured_at timestamptz,
    add column access_code_encrypted bytea,
    add column master_password_encrypted bytea;
create index stations_modified_order on stations (organization_id, modified_at desc, id desc);
create index stations_mes_order on stations (organization_id, coalesce(mes_serial_number, ''), id);

drop trigger stations_audit on stations;
create trigger stations_audit after insert or delete or update of charge_point_id, description, admission, is_active,
    inactive_reason, password_verifier, modified_at, street, city, zip_code, country, installation_site, part_number,
    mes_serial_number, material_number, vendor_code, customer_number, reference_number, manufactured_at,
    access_code_encrypted, master_password_encrypted
    on stations for each row execute function audit_row('Station', 'charge_point_id',
        'password_verifier,access_code_encrypted,master_password_encrypted',
        'password_encrypted,pending_verifiers,pending_encrypted,onboarded_at,modified_at,inactive_since,vendor,model,'
        'serial_number,charge_box_serial_number,firmware_version,iccid,imsi,meter_type,meter_serial_number,ocpp_version,'
        'booted_at,generation,presence,last_seen_at,status,error_code,status_changed_at,security_profile,'
        'agreed_security_profile');
