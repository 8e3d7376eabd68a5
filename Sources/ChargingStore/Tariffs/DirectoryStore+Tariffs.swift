package import Charging
package import JSON
import Postgres

extension DirectoryStore: TariffWriting {
    package func createTariff(_ draft: TariffDraft, validFrom: Timestamp, viewer: Viewer) async throws -> TariffID {
        try viewer.require(.manageTariffs)
        return try await database.withTransaction { transaction in
            let organization = viewer.organizationID.rawValue
            // One after the other, so that the count holds.
            try await transaction.query(
                "SELECT r.id FROM organizations r WHERE r.id = \(organization) FOR NO KEY UPDATE")
            let count = try await transaction.query(
                "SELECT count(*) AS count FROM tariffs WHERE organization_id = \(organization) AND deleted_at IS NULL"
            ).single().int("count")
            guard count < TariffDraft.maximumPerOrganization else {
                throw ChargingError(
                    .limitExceeded,
                    "the organization has \(count) tariffs; up to \(TariffDraft.maximumPerOrganization) are allowed")
            }
            let id = try await transaction.query(
                "INSERT INTO tariffs (organization_id, name) VALUES (\(organization), \(draft.name)) RETURNING id"
            ).single().int64("id")
            try await transaction.add(
                draft.prices, number: 1, to: id, organization: organization, validFrom: validFrom, viewer: viewer)
            return TariffID(rawValue: id)
        }
    }

    package func updateTariff(
        _ id: TariffID, validFrom: Timestamp, viewer: Viewer, _ change: @Sendable (inout TariffDraft) throws -> Void
    ) async throws {
        try viewer.require(.manageTariffs)
        try await database.withTransaction { transaction in
            let tariff = try await transaction.lockTariff(id, viewer: viewer, field: "id")
            let newest = try await transaction.newestVersion(of: id)
            var draft = TariffDraft(name: tariff.name, prices: newest.prices)
            try change(&draft)
            if draft.name != tariff.name {
                try await transaction.query("UPDATE tariffs SET name = \(draft.name) WHERE id = \(id.rawValue)")
            }
            guard draft.prices != newest.prices else { return }
            guard newest.number < TariffDraft.maximumVersions else {
                throw ChargingError(
                    .limitExceeded,
                    "the tariff has \(newest.number) versions; up to \(TariffDraft.maximumVersions) are allowed")
            }
            try await transaction.add(
                draft.prices, number: newest.number + 1, to: id.rawValue, organization: tariff.organization,
                validFrom: validFrom, viewer: viewer)
        }
    }

    package func deleteTariffs(_ ids: [TariffID], viewer: Viewer) async throws {
        try viewer.require(.manageTariffs)
        let wanted = Set(ids.rawValues).sorted()
        try await database.withTransaction { transaction in
            let found = try await transaction.query(
                """
                SELECT r.id FROM tariffs r WHERE r.id = ANY(\(wanted)) AND r.deleted_at IS NULL
                AND \(viewer.condition(on: .tariffs)) ORDER BY r.id FOR NO KEY UPDATE
                """)
            guard found.count == wanted.count else {
                throw ChargingError(.notFound, "not all of these tariffs exist", field: "ids")
            }
            let used = try await transaction.query(
                """
                SELECT f.name, coalesce('the station ' || s.charge_point_id, 'the group ' || g.name, 'the organization')
                    AS place
                FROM tariff_assignments r JOIN tariffs f ON f.id = r.tariff_id
                LEFT JOIN stations s ON s.id = r.station_id LEFT JOIN groups g ON g.id = r.group_id
                WHERE r.tariff_id = ANY(\(wanted)) AND \(ReadStore.isNotReplaced) ORDER BY r.id LIMIT 1
                """)
            if let row = used.first {
                let name = try row.string("name"), place = try row.string("place")
                throw ChargingError(
                    .conflict, "the tariff \(name) is assigned to \(place); assign another one there first",
                    field: "ids")
            }
            try await transaction.query("UPDATE tariffs SET deleted_at = now() WHERE id = ANY(\(wanted))")
        }
    }

    /// Rows of stations are locked, by foreign keys, that flushes of the writer change.
    package func assignTariff(_ assignment: TariffAssignment, viewer: Viewer) async throws {
        try viewer.require(.manageTariffs)
        try await database.withYieldingTransaction { transaction in
            var organization: Int64?
            if let tariff = assignment.tariff {
                organization = try await transaction.lockTariff(tariff, viewer: viewer, field: "tariffId").organization
            }
            try await transaction.assign(
                assignment, to: "station_id", of: "stations r", reached: .stations,
                ids: assignment.stationIDs.rawValues,
                field: "stationIds", organization: organization, viewer: viewer)
            try await transaction.assign(
                assignment, to: "group_id", of: "groups r", reached: .groups, ids: assignment.groupIDs.rawValues,
                field: "groupIds", organization: organization, viewer: viewer)
            guard assignment.isOfOrganization else { return }
            try await transaction.query(
                """
                INSERT INTO tariff_assignments (organization_id, tariff_id, valid_from, created_at, created_by)
                VALUES (\(organization ?? viewer.organizationID.rawValue), \(assignment.tariff?.rawValue),
                    \(PostgresTimestamp(assignment.validFrom)), now(), \(viewer.userID.rawValue))
                """)
        }
    }
}

extension Database.Transaction {
    fileprivate func lockTariff(
        _ id: TariffID, viewer: Viewer, field: String
    ) async throws -> (name: String, organization: Int64) {
        let rows = try await query(
            """
            SELECT r.name, r.organization_id FROM tariffs r WHERE r.id = \(id.rawValue) AND r.deleted_at IS NULL
            AND \(viewer.condition(on: .tariffs)) FOR NO KEY UPDATE
            """)
        guard let row = rows.first else { throw ChargingError(.notFound, "this tariff does not exist", field: field) }
        return (try row.string("name"), try row.int64("organization_id"))
    }

    fileprivate func newestVersion(of id: TariffID) async throws -> (number: Int, prices: TariffPrices) {
        let selection = Selection(Set(TariffVersionField.allCases))
        let rows = try await query(
            """
            SELECT r.id AS id\(selection.list) FROM tariff_versions r WHERE r.tariff_id = \(id.rawValue)
            ORDER BY r.number DESC LIMIT 1
            """)
        guard let version = TariffPrices.Stored(try selection.batch(of: rows, id: 0, fields: 1)) else {
            throw ChargingError(.notFound, "this tariff has no version that can be read", field: "id")
        }
        return (version.number, version.prices)
    }

    fileprivate func add(
        _ prices: TariffPrices, number: Int, to tariff: Int64, organization: Int64, validFrom: Timestamp, viewer: Viewer
    ) async throws {
        let zones = try await query("SELECT 1 AS one FROM pg_timezone_names WHERE name = \(prices.timeZone)")
        guard !zones.isEmpty else {
            throw ChargingError(
                .badInput, "the time zone is not one of the IANA database, such as Europe/Berlin", field: "timeZone")
        }
        let version = try await query(
            """
            INSERT INTO tariff_versions (organization_id, tariff_id, number, currency, decimals, time_zone,
                price_per_session, price_per_kwh, price_per_minute, minutes, idle_fee_per_minute, idle_free_seconds,
                valid_from, created_at, created_by)
            VALUES (\(organization), \(tariff), \(Int32(clamping: number)), \(prices.currency.code),
                \(Int32(clamping: prices.currency.decimals)), \(prices.timeZone), \(prices.perSession?.text)::numeric,
                \(prices.perKwh?.text)::numeric, \(prices.perMinute?.text)::numeric, \(prices.minutes.rawValue),
                \(prices.idleFeePerMinute?.text)::numeric, \(Int32(clamping: prices.idleFreeSeconds)),
                \(PostgresTimestamp(validFrom)), now(), \(viewer.userID.rawValue))
            RETURNING id
            """
        ).single().int64("id")
        let periods = prices.periods
        guard !periods.isEmpty else { return }
        try await query(
            """
            INSERT INTO tariff_periods (organization_id, version_id, number, days, starts_minute, ends_minute, price_per_kwh,
                price_per_minute, idle_fee_per_minute)
            SELECT \(organization), \(version), p.number,
                ARRAY(SELECT d::int2 FROM generate_series(1, 7) d WHERE p.days & (1 << d) <> 0), p.starts, p.ends,
                p.per_kwh::numeric, p.per_minute::numeric, p.idle::numeric
            FROM unnest(\(periods.map { Int32($0.days.reduce(0) { $0 | 1 << ($1 & 7) }) }),
                \(periods.map { Int32(clamping: $0.startsMinute) }), \(periods.map { Int32(clamping: $0.endsMinute) }),
                \(periods.map { $0.pricePerKwh?.text }), \(periods.map { $0.pricePerMinute?.text }),
                \(periods.map { $0.idleFeePerMinute?.text }))
                WITH ORDINALITY AS p(days, starts, ends, per_kwh, per_minute, idle, number)
            """)
    }

    /// - Parameters:
    ///   - column: which names the place.
    ///   - source: the places as `r`.
    fileprivate func assign(
        _ assignment: TariffAssignment, to column: SQL, of source: SQL, reached: ReachedTable, ids: [Int64],
        field: String,
        organization: Int64?, viewer: Viewer
    ) async throws {
        let ids = Set(ids).sorted()
        guard !ids.isEmpty else { return }
        let assigned = try await query(
            """
            INSERT INTO tariff_assignments (organization_id, tariff_id, \(column), valid_from, created_at, created_by)
            SELECT r.organization_id, \(assignment.tariff?.rawValue)::int8, r.id,
                \(PostgresTimestamp(assignment.validFrom)), now(), \(viewer.userID.rawValue)
            FROM \(source) WHERE r.id = ANY(\(ids)) AND \(viewer.condition(on: reached))
                AND r.organization_id = coalesce(\(organization)::int8, r.organization_id) ORDER BY r.id
            RETURNING 1 AS one
            """)
        guard assigned.count == ids.count else {
            throw ChargingError(.badInput, "not all of these exist in the tariff's organization", field: field)
        }
    }
}

extension TariffPrices {
    /// A version as it is kept.
    struct Stored {
        let number: Int
        let prices: TariffPrices

        /// Nil for anything but one row that can be understood.
        init?(_ rows: RowBatch<TariffVersionField>) {
            func text(_ field: TariffVersionField) -> String? {
                guard case .texts(let values)? = rows[field] else { return nil }
                return values.first ?? nil
            }
            func number(_ field: TariffVersionField) -> Int? {
                guard case .integers(let values)? = rows[field] else { return nil }
                return values.first.flatMap { $0 }.map { Int(clamping: $0) }
            }
            guard rows.count == 1, let currency = text(.currency).flatMap(Currency.init), let zone = text(.timeZone),
                let version = number(.number), case .documents(let documents)? = rows[.periods]
            else { return nil }
            self.number = version
            var prices = TariffPrices(currency: currency, timeZone: zone)
            prices.perSession = text(.pricePerSession).flatMap(ExactDecimal.init)
            prices.perKwh = text(.pricePerKwh).flatMap(ExactDecimal.init)
            prices.perMinute = text(.pricePerMinute).flatMap(ExactDecimal.init)
            prices.minutes = text(.minutes).flatMap(TariffMinutes.init) ?? .connected
            prices.idleFeePerMinute = text(.idleFeePerMinute).flatMap(ExactDecimal.init)
            prices.idleFreeSeconds = number(.idleFreeSeconds) ?? 0
            prices.periods = (documents.first.flatMap { $0 }?.array ?? []).compactMap(TariffPeriod.init(described:))
            self.prices = prices
        }
    }
}
