import Charging
import Postgres

/// Which column each field of tariffs, their versions and costs is.
enum TariffColumns {
    /// By the tariffs' own times, which the database's clock decides.
    static let tariffOfStation: SQL =
        "(SELECT v.tariff_id FROM tariff_versions v WHERE v.id = tariff_version_in_force(r.id, now()))"

    /// A price without zeros that say nothing.
    fileprivate static func price(_ column: SQL) -> StoredColumn { .text("trim_scale(" + column + ")::text") }

    fileprivate static let periods: SQL = """
        (SELECT coalesce(jsonb_agg(jsonb_build_object('number', p.number, 'days', p.days, 'startsMinute', p.starts_minute,
            'endsMinute', p.ends_minute, 'pricePerKwh', trim_scale(p.price_per_kwh)::text,
            'pricePerMinute', trim_scale(p.price_per_minute)::text,
            'idleFeePerMinute', trim_scale(p.idle_fee_per_minute)::text) ORDER BY p.number), '[]')
        FROM tariff_periods p WHERE p.version_id = r.id)
        """
}

extension TariffField: StoredField {
    var column: StoredColumn {
        switch self {
        case .name: .text("r.name")
        case .currentVersionID:
            .integer(
                """
                (SELECT v.id FROM tariff_versions v WHERE v.tariff_id = r.id AND v.valid_from <= now()
                    ORDER BY v.valid_from DESC, v.number DESC LIMIT 1)
                """)
        case .createdAt: .timestamp("r.created_at")
        case .deletedAt: .timestamp("r.deleted_at")
        }
    }
}

extension TariffVersionField: StoredField {
    var column: StoredColumn {
        switch self {
        case .tariffID: .integer("r.tariff_id")
        case .number: .integer("r.number")
        case .currency: .text("r.currency")
        case .timeZone: .text("r.time_zone")
        case .pricePerSession: TariffColumns.price("r.price_per_session")
        case .pricePerKwh: TariffColumns.price("r.price_per_kwh")
        case .pricePerMinute: TariffColumns.price("r.price_per_minute")
        case .minutes: .text("r.minutes")
        case .idleFeePerMinute: TariffColumns.price("r.idle_fee_per_minute")
        case .idleFreeSeconds: .integer("r.idle_free_seconds")
        case .periods: .document(TariffColumns.periods)
        case .validFrom: .timestamp("r.valid_from")
        case .createdAt: .timestamp("r.created_at")
        case .createdBy: .integer("r.created_by")
        }
    }
}

extension TariffAssignmentField: StoredField {
    var column: StoredColumn {
        switch self {
        case .stationID: .integer("r.station_id")
        case .groupID: .integer("r.group_id")
        case .validFrom: .timestamp("r.valid_from")
        case .createdAt: .timestamp("r.created_at")
        case .createdBy: .integer("r.created_by")
        }
    }
}

/// Here `c` is the costs, and `r` the session, or whatever else was charged.
extension CostField: StoredField {
    var column: StoredColumn {
        switch self {
        case .versionID: .integer("r.tariff_version_id")
        case .currency: .text("c.currency")
        case .total: .text("c.total::text")
        case .lines: .document("c.lines")
        case .isFinal: .boolean("c.is_final")
        }
    }
}
