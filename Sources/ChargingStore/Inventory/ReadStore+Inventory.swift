package import Charging
import Postgres

extension ReadStore: InventoryReading {
    package func inventory(
        _ filter: InventoryFilter, order: InventoryOrder, page: PageRequest, fields: Set<InventoryField>, viewer: Viewer
    ) async throws -> RowPages<InventoryField> {
        try await Listing<InventoryField>(
            source: "stations r", conditions: [viewer.condition(on: .inventory)] + filter.conditions,
            order: order.listOrder
        ).page(page, fields: fields, in: database)
    }
}

extension InventoryFilter {
    var conditions: [Statement] {
        var conditions: [Statement] = []
        if let pattern = chargePointID?.containedPattern { conditions.append("r.charge_point_id ILIKE \(pattern)") }
        if let pattern = mesSerialNumber?.containedPattern { conditions.append("r.mes_serial_number ILIKE \(pattern)") }
        if let pattern = model?.containedPattern { conditions.append("r.model ILIKE \(pattern)") }
        if let pattern = materialNumber?.containedPattern { conditions.append("r.material_number ILIKE \(pattern)") }
        if let isInTimeout { conditions.append("\(Self.inTimeout) = \(isInTimeout)") }
        return conditions
    }

    /// Not heard for longer than the interval of heartbeats that the server tells chargers allows. One that is connected
    /// answers pings at the least, and is found out otherwise.
    static let inTimeout: SQL = """
        coalesce(r.presence <> 'ONLINE' AND r.last_seen_at < now() - interval '300 seconds', false)
        """
}

extension InventoryOrder {
    var listOrder: ListOrder {
        switch self {
        case .chargePointID: ListOrder(key: "r.charge_point_id", kind: .text)
        case .mesSerialNumber: ListOrder(key: "coalesce(r.mes_serial_number, '')", kind: .text)
        case .createdAtDescending: ListOrder(key: "r.onboarded_at", kind: .timestamp, isDescending: true)
        case .modifiedAtDescending: ListOrder(key: "r.modified_at", kind: .timestamp, isDescending: true)
        }
    }
}

extension InventoryField: StoredField {
    var column: StoredColumn {
        switch self {
        case .chargePointID: .text("r.charge_point_id")
        case .manufacturedAt: .timestamp("r.manufactured_at")
        case .model: .text("r.model")
        case .partNumber: .text("r.part_number")
        case .mesSerialNumber: .text("r.mes_serial_number")
        case .materialNumber: .text("r.material_number")
        case .firmwareVersion: .text("r.firmware_version")
        case .vendorCode: .text("r.vendor_code")
        case .createdAt: .timestamp("r.onboarded_at")
        case .modifiedAt: .timestamp("r.modified_at")
        case .isInTimeout: .boolean(InventoryFilter.inTimeout)
        case .inTimeoutSince:
            .timestamp(
                "CASE WHEN " + InventoryFilter.inTimeout + " THEN r.last_seen_at + interval '300 seconds' END")
        case .hasPassword: .boolean("r.password_verifier IS NOT NULL")
        case .hasAccessCode: .boolean("r.access_code_encrypted IS NOT NULL")
        case .hasMasterPassword: .boolean("r.master_password_encrypted IS NOT NULL")
        }
    }
}
