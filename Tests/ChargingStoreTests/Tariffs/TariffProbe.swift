import Charging
import ChargingStore
import JSON
import Postgres

extension TariffPrices {
    /// In euros, by the clock of Berlin.
    static func euros(
        session: String? = nil, kwh: String? = nil, minute: String? = nil, idle: String? = nil, free seconds: Int = 0,
        minutes: TariffMinutes = .connected, periods: [TariffPeriod] = [], currency: String = "EUR"
    ) throws -> TariffPrices {
        guard let currency = Currency(currency) else { throw TestFailure("no currency \(currency)") }
        var prices = TariffPrices(currency: currency, timeZone: "Europe/Berlin")
        prices.perSession = session.flatMap { ExactDecimal($0) }
        prices.perKwh = kwh.flatMap { ExactDecimal($0) }
        prices.perMinute = minute.flatMap { ExactDecimal($0) }
        prices.idleFeePerMinute = idle.flatMap { ExactDecimal($0) }
        prices.idleFreeSeconds = seconds
        prices.minutes = minutes
        prices.periods = periods
        return prices
    }
}

extension TariffPeriod {
    static func kwh(
        _ price: String, on days: Set<Int> = [1, 2, 3, 4, 5, 6, 7], from starts: Int, to ends: Int
    ) -> TariffPeriod {
        TariffPeriod(days: days, startsMinute: starts, endsMinute: ends, pricePerKwh: ExactDecimal(price))
    }
}

/// What something costs, written shortly: `ENERGY 10.000 × 0.39 = 3.90`, of a period `ENERGY/1 …`.
struct ReadCosts: Equatable {
    var total: String
    var lines: [String]
    var isFinal: Bool
}

extension StoreFixture {
    func tariff(
        _ name: String, _ prices: TariffPrices, from seconds: Int64 = 0, _ organization: TestOrganization
    ) async throws -> TariffID {
        try await directory.createTariff(
            TariffDraft(name: name, prices: prices), validFrom: at(seconds), viewer: try organization.owner)
    }

    /// Of the whole organization, unless stations or groups are named.
    func assign(
        _ tariff: TariffID?, stations: [StationRecord] = [], groups: [GroupID] = [], from seconds: Int64 = 0,
        _ organization: TestOrganization
    ) async throws {
        try await directory.assignTariff(
            TariffAssignment(
                tariff: tariff, stationIDs: stations.map(\.id), groupIDs: groups,
                isOfOrganization: stations.isEmpty && groups.isEmpty, validFrom: at(seconds)),
            viewer: try organization.owner)
    }

    /// A tariff that is in force in the whole organization.
    func charging(by prices: TariffPrices, _ organization: TestOrganization) async throws {
        try await assign(try await tariff("T", prices, organization), organization)
    }

    /// By which tariff and version a session is charged: `T 1`.
    func chargedBy(_ session: SessionID) async throws -> String? {
        try await client.query(
            """
            SELECT t.name || ' ' || v.number AS text FROM sessions s JOIN tariff_versions v ON v.id = s.tariff_version_id
            JOIN tariffs t ON t.id = v.tariff_id WHERE s.id = \(session.rawValue)
            """
        ).first.map { try $0.string("text") }
    }

    func costs(_ session: SessionID, at seconds: Int64, as viewer: Viewer) async throws -> ReadCosts? {
        let lists = try await reading.costs(
            ofSessions: [session], at: at(seconds), fields: Set(CostField.allCases), viewer: viewer)
        return try ReadCosts(lists.rows)
    }

    /// As they were written down.
    func keptCosts(_ session: SessionID) async throws -> String? {
        try await client.query(
            "SELECT total || ' ' || currency AS text FROM session_costs WHERE session_id = \(session.rawValue)"
        ).first.map { try $0.string("text") }
    }

    func status(
        _ writer: WriterProbe, _ station: StationRecord, _ status: ConnectorStatus, connector: Int = 1,
        at seconds: Int64
    ) async throws {
        let report = StatusReport(connector: connector, status: status, errorCode: nil, at: reported(seconds))
        _ = try await writer.commit(.statusChanged(report), from: station.source(at: seconds))
    }
}

extension ReadCosts {
    init?(_ rows: RowBatch<CostField>) throws {
        guard rows.count > 0 else { return nil }
        guard case .texts(let totals)? = rows[.total], case .documents(let documents)? = rows[.lines],
            case .booleans(let finals)? = rows[.isFinal]
        else { throw TestFailure("no columns") }
        total = totals[0] ?? ""
        isFinal = finals[0] ?? false
        lines = (documents[0]?.array ?? []).map { line in
            func text(_ name: String) -> String { line[name]?.string ?? "?" }
            let period = line["period"]?.integer ?? 0
            return "\(text("kind"))\(period > 0 ? "/\(period)" : "") \(text("quantity")) × \(text("unitPrice"))"
                + " = \(text("amount"))"
        }
    }
}
