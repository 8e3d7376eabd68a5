package import Charging
import Postgres

extension DirectoryStore: InventoryWriting {
    package func updateInventory(_ changes: [InventoryChange], viewer: Viewer) async throws -> [StationID] {
        try viewer.requireSomewhere(.keepInventory)
        return try await database.withYieldingTransaction { transaction in
            let rows = try await transaction.query(Self.update(changes, viewer: viewer))
            guard rows.count == changes.count else {
                throw ChargingError(.notFound, "not all of these stations exist", field: "items")
            }
            return try rows.map { StationID(rawValue: try $0.int64("id")) }
        }
    }

    /// A station that is named twice is changed once, and so not all are found.
    private static func update(_ changes: [InventoryChange], viewer: Viewer) -> Statement {
        let ids = changes.map { if case .id(let id) = $0.station { id.rawValue } else { nil } as Int64? }
        let names = changes.map { if case .chargePointID(let id) = $0.station { id } else { nil } as String? }
        var sets: Statement = "modified_at = now()", arrays: Statement = "\(ids), \(names)"
        var columns: SQL = "id, name"
        func add(_ column: SQL, _ flag: SQL, _ value: SQL, _ isChange: [Bool], _ values: Statement) {
            sets += ", \(column) = CASE WHEN i.\(flag) THEN i.\(value) ELSE r.\(column) END"
            arrays += ", \(isChange), \(values)"
            columns += ", " + flag + ", " + value
        }
        for text in InventoryText.allCases {
            let (column, flag, value) = text.columns
            add(column, flag, value, changes.map { $0.texts[text] != nil }, "\(changes.map { $0.texts[text] ?? nil })")
        }
        let times = changes.map { ($0.manufacturedAt.value ?? nil).map { PostgresTimestamp($0) } }
        add("manufactured_at", "c5", "v5", changes.map(\.manufacturedAt.isChange), "\(times)")
        add(
            "access_code_encrypted", "c6", "v6", changes.map(\.accessCode.isChange),
            "\(changes.map { $0.accessCode.value ?? nil })")
        add(
            "master_password_encrypted", "c7", "v7", changes.map(\.masterPassword.isChange),
            "\(changes.map { $0.masterPassword.value ?? nil })")
        return """
            WITH found AS MATERIALIZED (
                SELECT r.id AS station_id, i.* FROM unnest(\(arrays)) AS i(\(columns))
                JOIN stations r ON r.id = i.id OR r.charge_point_id = i.name
                WHERE \(viewer.condition(on: .inventory, for: .keepInventory)) ORDER BY r.id FOR NO KEY UPDATE OF r
            )
            UPDATE stations r SET \(sets) FROM found i WHERE r.id = i.station_id RETURNING r.id
            """
    }
}

extension InventoryText {
    /// The column, whether it is changed, and to what.
    fileprivate var columns: (SQL, SQL, SQL) {
        switch self {
        case .partNumber: ("part_number", "c1", "v1")
        case .mesSerialNumber: ("mes_serial_number", "c2", "v2")
        case .materialNumber: ("material_number", "c3", "v3")
        case .vendorCode: ("vendor_code", "c4", "v4")
        }
    }
}
