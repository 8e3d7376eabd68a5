-- A meter's own signed records, as the charger sent them, beside the numbers. OCPP 1.6 edition 2, section 7.34.

alter table meter_values
    alter column value drop not null,
    add column signed_data text,
    -- Not checked again for what is there, whose values are never absent.
    add constraint meter_values_content check ((value is null) = (signed_data is not null)) not valid;
alter table station_meter_values
    alter column value drop not null,
    add column signed_data text,
    add constraint station_meter_values_content check ((value is null) = (signed_data is not null)) not valid;
