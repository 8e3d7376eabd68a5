-- Where one kind is rare, its operations are found without reading all others.

create index operations_kind_order on operations (organization_id, kind, requested_at desc, id desc);
