import Charging
import Postgres

/// A column of an exported table, and what PostgreSQL makes its cells of.
struct ExportCell {
    var name: String
    var value: SQL
    var kind = ExportColumn.Kind.text
    /// At which level it is shown of a station that is lent; nil for what is its owner's alone.
    var shownFrom: ShareLevel? = .view
    /// Reckoned from a session's values.
    var isOnDemand = false

    var column: ExportColumn { ExportColumn(name: name, kind: kind, isOnDemand: isOnDemand) }
    /// In place of `value`, where it depends on who exports.
    var valueForViewer: (@Sendable (Viewer) -> Statement)?

    func value(for viewer: Viewer) -> Statement {
        if let valueForViewer { return valueForViewer(viewer) }
        guard let condition = viewer.guarding(shownFrom) else { return Statement(value) }
        return "CASE WHEN \(condition) THEN \(value) END"
    }
}

extension Export {
    var cells: [ExportCell] {
        switch self {
        case .stations: ExportCell.stations
        case .sessions: ExportCell.sessions
        case .tags: ExportCell.tags
        case .inventory: ExportCell.inventory
        case .operations: ExportCell.operations
        case .meterValues: ExportCell.meterValues
        case .stationEvents: ExportCell.stationEvents
        case .heartbeats: ExportCell.heartbeats
        case .ocppMessages: ExportCell.ocppMessages
        }
    }
}

extension ExportCell {
    static func time(_ name: String, _ column: SQL) -> ExportCell {
        ExportCell(
            name: name,
            value: "to_char(" + column + #" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"#, kind: .time)
    }

    private static func lent(_ name: String, _ column: SQL, _ field: StationField) -> ExportCell {
        ExportCell(name: name, value: column, shownFrom: field.shownFrom)
    }

    fileprivate static let stations = [
        ExportCell(name: "chargePointId", value: "r.charge_point_id"),
        ExportCell(name: "description", value: "r.description"),
        ExportCell(name: "vendor", value: "r.vendor"), ExportCell(name: "model", value: "r.model"),
        lent("serialNumber", "r.serial_number", .serialNumber),
        ExportCell(name: "firmwareVersion", value: "r.firmware_version"),
        ExportCell(name: "isActive", value: "r.is_active", kind: .word),
        ExportCell(name: "presence", value: "r.presence", kind: .word), time("lastSeenAt", "r.last_seen_at"),
        time("onboardedAt", "r.onboarded_at"), ExportCell(name: "organization", value: "o.name"),
        ExportCell(name: "street", value: "r.street"), ExportCell(name: "zipCode", value: "r.zip_code"),
        ExportCell(name: "city", value: "r.city"), ExportCell(name: "country", value: "r.country"),
        ExportCell(name: "installationSite", value: "r.installation_site"),
        lent("customerNumber", "r.customer_number", .customerNumber),
        lent("referenceNumber", "r.reference_number", .referenceNumber),
        lent("partNumber", "r.part_number", .partNumber),
        lent("mesSerialNumber", "r.mes_serial_number", .mesSerialNumber),
        lent("materialNumber", "r.material_number", .materialNumber),
        lent("vendorCode", "r.vendor_code", .vendorCode),
        ExportCell(name: "admission", value: "r.admission", kind: .word),
        ExportCell(
            name: "groups",
            value: """
                (SELECT string_agg(g.name, '; ' ORDER BY g.name) FROM station_groups m JOIN groups g ON g.id = m.group_id
                WHERE m.station_id = r.id)
                """, shownFrom: nil),
        ExportCell(name: "status", value: "r.status", kind: .word),
        ExportCell(
            name: "connectors",
            value: """
                (SELECT string_agg(c.number || ': ' || c.status, '; ' ORDER BY c.number) FROM connectors c
                WHERE c.station_id = r.id)
                """),
        ExportCell(name: "ratedPowerW", value: ConnectorRatings.ofStation, kind: .number),
    ]

    /// Those that an import reads again are named as it names them.
    fileprivate static let tags = [
        ExportCell(name: "idTag", value: "r.id_tag"), ExportCell(name: "type", value: "r.type", kind: .word),
        ExportCell(name: "medium", value: "r.medium", kind: .word), ExportCell(name: "alias", value: "r.alias"),
        ExportCell(name: "note", value: "r.note"), time("expiresAt", "r.expires_at"),
        ExportCell(name: "isBlocked", value: "r.is_blocked", kind: .word),
        ExportCell(name: "allowConcurrent", value: "r.allows_concurrent", kind: .word),
        ExportCell(name: "parentIdTag", value: "r.parent_id_tag"), ExportCell(name: "userEmail", value: "u.email"),
        ExportCell(name: "firstName", value: "u.first_name"), ExportCell(name: "lastName", value: "u.last_name"),
        ExportCell(
            name: "groups",
            value: """
                (SELECT string_agg(g.name, '; ' ORDER BY g.name) FROM tag_groups m JOIN groups g ON g.id = m.group_id
                WHERE m.tag_id = r.id)
                """),
        ExportCell(
            name: "stations",
            value: """
                (SELECT string_agg(s.charge_point_id, '; ' ORDER BY s.charge_point_id) FROM tag_stations m
                JOIN stations s ON s.id = m.station_id WHERE m.tag_id = r.id)
                """),
    ]

    fileprivate static let inventory = [
        ExportCell(name: "chargePointId", value: "r.charge_point_id"), time("manufacturedAt", "r.manufactured_at"),
        ExportCell(name: "model", value: "r.model"), ExportCell(name: "partNumber", value: "r.part_number"),
        ExportCell(name: "mesSerialNumber", value: "r.mes_serial_number"),
        ExportCell(name: "materialNumber", value: "r.material_number"),
        ExportCell(name: "firmwareVersion", value: "r.firmware_version"),
        ExportCell(name: "vendorCode", value: "r.vendor_code"), time("createdAt", "r.onboarded_at"),
        time("modifiedAt", "r.modified_at"),
        ExportCell(name: "isInTimeout", value: InventoryFilter.inTimeout, kind: .word),
        time(
            "inTimeoutSince",
            "(CASE WHEN " + InventoryFilter.inTimeout + " THEN r.last_seen_at + interval '300 seconds' END)"),
        ExportCell(name: "hasPassword", value: "r.password_verifier IS NOT NULL", kind: .word),
        ExportCell(name: "hasAccessCode", value: "r.access_code_encrypted IS NOT NULL", kind: .word),
        ExportCell(name: "hasMasterPassword", value: "r.master_password_encrypted IS NOT NULL", kind: .word),
    ]

    fileprivate static let operations = [
        time("requestedAt", "r.requested_at"), ExportCell(name: "chargePointId", value: "s.charge_point_id"),
        ExportCell(name: "kind", value: "r.kind", kind: .word),
        ExportCell(name: "status", value: "r.status", kind: .word),
        ExportCell(name: "effect", value: "r.effect", kind: .word), ExportCell(name: "requestedBy", value: "u.email"),
        time("sentAt", "r.sent_at"), time("answeredAt", "r.answered_at"),
        ExportCell(name: "request", value: "r.request"), ExportCell(name: "answer", value: "r.answer"),
        ExportCell(name: "failure", value: "r.failure"),
    ]

    /// Here `r` is the value and `k` its kind.
    fileprivate static let meterValues = [
        time("sampledAt", "r.sampled_at"), ExportCell(name: "chargePointId", value: "s.charge_point_id"),
        ExportCell(name: "connector", value: "r.connector_number", kind: .number),
        ExportCell(name: "transactionId", value: "r.transaction_id", kind: .number),
        ExportCell(name: "measurand", value: "k.measurand"), ExportCell(name: "phase", value: "nullif(k.phase, '')"),
        ExportCell(name: "location", value: "nullif(k.location, '')"),
        ExportCell(name: "context", value: "nullif(k.context, '')"),
        ExportCell(name: "value", value: "r.value", kind: .number), ExportCell(name: "unit", value: "k.unit"),
        ExportCell(name: "signedData", value: "r.signed_data"),
    ]

    fileprivate static let stationEvents = [
        time("receivedAt", "r.received_at"), time("reportedAt", "r.reported_at"),
        ExportCell(name: "chargePointId", value: "s.charge_point_id"),
        ExportCell(name: "kind", value: "r.kind", kind: .word),
        ExportCell(name: "name", value: "r.name"), ExportCell(name: "vendorId", value: "r.vendor_id"),
        ExportCell(name: "requestId", value: "r.request_id", kind: .number),
        ExportCell(name: "detail", value: "r.detail"),
    ]

    fileprivate static let heartbeats = [
        time("receivedAt", "r.received_at"), ExportCell(name: "chargePointId", value: "s.charge_point_id"),
    ]

    /// Read out of blocks, not out of columns: see `exportMessages`.
    fileprivate static let ocppMessages = [
        ExportCell(name: "receivedAt", value: "NULL", kind: .time),
        ExportCell(name: "chargePointId", value: "NULL"), ExportCell(name: "direction", value: "NULL", kind: .word),
        ExportCell(name: "action", value: "NULL"), ExportCell(name: "messageId", value: "NULL"),
        ExportCell(name: "payload", value: "NULL"), ExportCell(name: "size", value: "NULL", kind: .number),
        ExportCell(name: "generation", value: "NULL", kind: .number),
    ]
}
