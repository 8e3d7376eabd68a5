package import JSON

package struct TariffID: RowIdentifier {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

package struct TariffVersionID: RowIdentifier {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Which minutes a tariff asks for.
package enum TariffMinutes: String, Sendable, CaseIterable {
    /// Those in which power flowed.
    case charging = "CHARGING"
    /// All from the start to the stop.
    case connected = "CONNECTED"
}

/// Times of the week with other prices.
package struct TariffPeriod: Sendable, Hashable {
    /// ISO days on which it begins: Monday is 1.
    package var days: Set<Int>
    /// In minutes of the day; one that does not end after its beginning ends on the next day.
    package var startsMinute: Int
    package var endsMinute: Int
    package var pricePerKwh: ExactDecimal?
    package var pricePerMinute: ExactDecimal?
    package var idleFeePerMinute: ExactDecimal?

    package init(
        days: Set<Int>, startsMinute: Int, endsMinute: Int, pricePerKwh: ExactDecimal? = nil,
        pricePerMinute: ExactDecimal? = nil, idleFeePerMinute: ExactDecimal? = nil
    ) {
        self.days = days
        self.startsMinute = startsMinute
        self.endsMinute = endsMinute
        self.pricePerKwh = pricePerKwh
        self.pricePerMinute = pricePerMinute
        self.idleFeePerMinute = idleFeePerMinute
    }
}

/// What a version of a tariff says. What has no price is not asked for.
package struct TariffPrices: Sendable, Hashable {
    package static let maximumPeriods = 20

    package var currency: Currency
    /// Of the IANA database.
    package var timeZone: String
    package var perSession: ExactDecimal?
    package var perKwh: ExactDecimal?
    package var perMinute: ExactDecimal?
    package var minutes = TariffMinutes.connected
    package var idleFeePerMinute: ExactDecimal?
    /// After charging ended.
    package var idleFreeSeconds = 0
    /// Of several that hold, the first.
    package var periods: [TariffPeriod] = []

    package init(currency: Currency, timeZone: String) {
        self.currency = currency
        self.timeZone = timeZone
    }
}

package struct TariffDraft: Sendable, Hashable {
    /// Tariffs of an organization, and versions of a tariff.
    package static let maximumPerOrganization = 500
    package static let maximumVersions = 1_000

    package var name: String
    package var prices: TariffPrices

    package init(name: String, prices: TariffPrices) {
        self.name = name
        self.prices = prices
    }
}

/// Where a tariff is in force from a moment on.
package struct TariffAssignment: Sendable, Hashable {
    /// Nil: none of its own any more.
    package var tariff: TariffID?
    package var stationIDs: [StationID]
    package var groupIDs: [GroupID]
    package var isOfOrganization: Bool
    package var validFrom: Timestamp

    package init(
        tariff: TariffID?, stationIDs: [StationID] = [], groupIDs: [GroupID] = [], isOfOrganization: Bool = false,
        validFrom: Timestamp
    ) {
        self.tariff = tariff
        self.stationIDs = stationIDs
        self.groupIDs = groupIDs
        self.isOfOrganization = isOfOrganization
        self.validFrom = validFrom
    }
}

/// A charge that may come: what would it cost?
package struct TariffQuestion: Sendable, Hashable {
    package var tariff: TariffID
    package var energyWh: Double
    /// Of charging, evenly.
    package var durationSeconds: Int
    /// Thereafter.
    package var idleSeconds: Int
    package var startsAt: Timestamp

    package init(tariff: TariffID, energyWh: Double, durationSeconds: Int, idleSeconds: Int, startsAt: Timestamp) {
        self.tariff = tariff
        self.energyWh = energyWh
        self.durationSeconds = durationSeconds
        self.idleSeconds = idleSeconds
        self.startsAt = startsAt
    }
}

package enum TariffField: Sendable, Hashable, CaseIterable { case name, currentVersionID, createdAt, deletedAt }

/// Prices are decimals as texts; `periods` is an array of objects with the members of ``TariffPeriod``.
package enum TariffVersionField: Sendable, Hashable, CaseIterable {
    case tariffID, number, currency, timeZone, pricePerSession, pricePerKwh, pricePerMinute, minutes, idleFeePerMinute
    case idleFreeSeconds, periods, validFrom, createdAt, createdBy
}

package enum TariffAssignmentField: Sendable, Hashable, CaseIterable {
    case stationID, groupID, validFrom, createdAt, createdBy
}

/// `lines` is an array of objects: `kind`, `period`, `quantity`, `unit`, `unitPrice`, `amount`; decimals are texts.
package enum CostField: Sendable, Hashable, CaseIterable { case versionID, currency, total, lines, isFinal }

package protocol TariffReading: Sendable {
    /// By name, without those that are deleted.
    func tariffs(
        text: String?, page: PageRequest, fields: Set<TariffField>, viewer: Viewer
    ) async throws -> RowPages<TariffField>
    /// Also those that are deleted: sessions remember them.
    func tariffs(ids: [TariffID], fields: Set<TariffField>, viewer: Viewer) async throws -> RowBatch<TariffField>
    func tariffVersions(
        ids: [TariffVersionID], fields: Set<TariffVersionField>, viewer: Viewer
    ) async throws -> RowBatch<TariffVersionField>
    /// Newest first, one page per tariff.
    func tariffVersions(
        ofTariffs tariffs: [TariffID], page: PageRequest, fields: Set<TariffVersionField>, viewer: Viewer
    ) async throws -> RowPages<TariffVersionField>
    /// Where it is in force, or will be; one page per tariff.
    func assignments(
        ofTariffs tariffs: [TariffID], page: PageRequest, fields: Set<TariffAssignmentField>, viewer: Viewer
    ) async throws -> RowPages<TariffAssignmentField>
    /// At most one for each session: none where no tariff was in force at its start.
    ///
    /// - Parameter moment: as far as which sessions are counted that go on.
    func costs(
        ofSessions sessions: [SessionID], at moment: Timestamp, fields: Set<CostField>, viewer: Viewer
    ) async throws -> RowLists<CostField>
    /// Empty when there is no such tariff, or none of its versions is in force at that moment.
    func costs(
        of question: TariffQuestion, fields: Set<CostField>, viewer: Viewer
    ) async throws -> RowBatch<CostField>
}

package protocol TariffWriting: Sendable {
    /// - Throws: ``ChargingError`` `.forbidden`, `.conflict` when the organization has one of this name, `.badInput` for a time
    ///   zone that there is not, `.limitExceeded`.
    func createTariff(_ draft: TariffDraft, validFrom: Timestamp, viewer: Viewer) async throws -> TariffID
    /// Makes a new version where prices change; sessions keep the one that they began with.
    ///
    /// - Parameter change: of what the newest version says.
    func updateTariff(
        _ id: TariffID, validFrom: Timestamp, viewer: Viewer, _ change: @Sendable (inout TariffDraft) throws -> Void
    ) async throws
    /// All of them or none. - Throws: ``ChargingError`` `.conflict` when one is in force somewhere, or will be.
    func deleteTariffs(_ ids: [TariffID], viewer: Viewer) async throws
    /// All of them or none. - Throws: ``ChargingError`` `.notFound` for the tariff, `.badInput` for what is out of reach or of
    /// another organization.
    func assignTariff(_ assignment: TariffAssignment, viewer: Viewer) async throws
}

extension TariffPeriod {
    /// As a store describes it.
    package init?(described: JSONValue) {
        guard let starts = described["startsMinute"]?.integer, let ends = described["endsMinute"]?.integer else {
            return nil
        }
        func price(_ name: String) -> ExactDecimal? { described[name]?.string.flatMap { ExactDecimal($0) } }
        self.init(
            days: Set((described["days"]?.array ?? []).compactMap { $0.integer.map { Int(clamping: $0) } }),
            startsMinute: Int(clamping: starts), endsMinute: Int(clamping: ends), pricePerKwh: price("pricePerKwh"),
            pricePerMinute: price("pricePerMinute"), idleFeePerMinute: price("idleFeePerMinute"))
    }
}
