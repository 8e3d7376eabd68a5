import Charging
import GraphQL
import JSON

typealias TariffVersionRecords = Records<TariffVersionField>

extension ResolverGroup<APIContext> {
    static var tariffs: [ResolverGroup<APIContext>] {
        [tariff, tariffVersion, tariffPeriod, tariffAssignment, costs, costLine, money, assignTariffPayload]
    }

    private static var tariff: ResolverGroup<APIContext> {
        var tariff = ResolverGroup<APIContext>("Tariff")
        tariff.globalID(of: TariffField.self)
        tariff.column("name", TariffField.name)
        tariff.column("createdAt", TariffField.createdAt)
        tariff.column("deletedAt", TariffField.deletedAt)
        tariff["current"] = reference(from: TariffField.currentVersionID, to: TariffVersionField.self)
        tariff["versions"] = pages(of: TariffField.self, as: .tariffVersions) { tariffs, page, fields, _, context in
            try await context.stores.tariffs.tariffVersions(
                ofTariffs: tariffs.map(TariffID.init(rawValue:)), page: page, fields: fields, viewer: context.viewer)
        }
        tariff["assignments"] = pages(of: TariffField.self, as: .tariffAssignments) {
            tariffs, page, fields, _, context in
            try await context.stores.tariffs.assignments(
                ofTariffs: tariffs.map(TariffID.init(rawValue:)), page: page, fields: fields, viewer: context.viewer)
        }
        return tariff
    }

    private static var tariffVersion: ResolverGroup<APIContext> {
        var version = ResolverGroup<APIContext>("TariffVersion")
        version.globalID(of: TariffVersionField.self)
        version["tariff"] = reference(from: TariffVersionField.tariffID, to: TariffField.self)
        version.column("number", TariffVersionField.number)
        version.column("currency", TariffVersionField.currency)
        version.column("timeZone", TariffVersionField.timeZone)
        for (name, field) in TariffVersionField.prices {
            version[name] = .object(on: TariffVersionRecords.self) { versions, _, _ in
                .money(
                    versions.pick(try versions.batch.texts(field)),
                    versions.pick(try versions.batch.texts(.currency)))
            }
        }
        version.column("minutes", TariffVersionField.minutes)
        version.column("idleFreeSeconds", TariffVersionField.idleFreeSeconds)
        version["periods"] = .list(on: TariffVersionRecords.self) { versions, _, _ in
            let documents = versions.pick(try versions.batch.documents(.periods))
            let currencies = versions.pick(try versions.batch.texts(.currency))
            let lists = Items(
                zip(documents, currencies).map { document, currency in
                    (document?.array ?? []).compactMap { PeriodObject($0, currency: currency) }
                })
            return .rows(of: lists, offsets: lists.offsets)
        }
        version.column("validFrom", TariffVersionField.validFrom)
        version.column("createdAt", TariffVersionField.createdAt)
        version["createdBy"] = reference(from: TariffVersionField.createdBy, to: UserField.self)
        return version
    }

    private static var tariffPeriod: ResolverGroup<APIContext> {
        var period = ResolverGroup<APIContext>("TariffPeriod")
        typealias Periods = Items<PeriodObject>
        period["number"] = .leaf(on: Periods.self) { periods, _, _ in .integers(periods.batch.items.map(\.number)) }
        period["days"] = .leaf(on: Periods.self) { periods, _, _ in
            let days = Items(periods.batch.items.map { $0.period.days.sorted().compactMap(DayOfWeek.init(rawValue:)) })
            return .lists(of: .strings(days.items.map(\.name)), offsets: days.offsets)
        }
        period["from"] = .leaf(on: Periods.self) { periods, _, _ in
            .strings(periods.batch.items.map { TimeOfDay(minute: $0.period.startsMinute).text })
        }
        period["to"] = .leaf(on: Periods.self) { periods, _, _ in
            .strings(periods.batch.items.map { TimeOfDay(minute: $0.period.endsMinute).text })
        }
        func price(_ price: @escaping @Sendable (TariffPeriod) -> ExactDecimal?) -> FieldResolver<APIContext> {
            .object(on: Periods.self) { periods, _, _ in
                let items = periods.pick(periods.batch.items)
                return .money(items.map { price($0.period)?.text }, items.map(\.currency))
            }
        }
        period["pricePerKwh"] = price { $0.pricePerKwh }
        period["pricePerMinute"] = price { $0.pricePerMinute }
        period["idleFeePerMinute"] = price { $0.idleFeePerMinute }
        return period
    }

    private static var tariffAssignment: ResolverGroup<APIContext> {
        var assignment = ResolverGroup<APIContext>("TariffAssignment")
        assignment["station"] = reference(from: TariffAssignmentField.stationID, to: StationField.self)
        assignment["group"] = reference(from: TariffAssignmentField.groupID, to: GroupField.self)
        assignment.column("validFrom", TariffAssignmentField.validFrom)
        assignment.column("createdAt", TariffAssignmentField.createdAt)
        assignment["createdBy"] = reference(from: TariffAssignmentField.createdBy, to: UserField.self)
        return assignment
    }
}

/// One period of a version, and the currency of its prices.
private struct PeriodObject: Sendable {
    var number: Int64
    var period: TariffPeriod
    var currency: String?

    init?(_ described: JSONValue, currency: String?) {
        guard let period = TariffPeriod(described: described) else { return nil }
        self.period = period
        self.currency = currency
        number = described["number"]?.integer ?? 0
    }
}

extension TariffField: NodeField {
    static let nodeType = NodeType.tariff
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.tariffs.tariffs(
            ids: ids.map(TariffID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [TariffField]] = [
        "name": [.name], "createdAt": [.createdAt], "deletedAt": [.deletedAt], "current": [.currentVersionID],
    ]
}

extension TariffVersionField: NodeField {
    static let nodeType = NodeType.tariffVersion
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.tariffs.tariffVersions(
            ids: ids.map(TariffVersionID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let prices: KeyValuePairs<String, TariffVersionField> = [
        "pricePerSession": .pricePerSession, "pricePerKwh": .pricePerKwh, "pricePerMinute": .pricePerMinute,
        "idleFeePerMinute": .idleFeePerMinute,
    ]

    static let columnsByName: [String: [TariffVersionField]] = prices.reduce(
        into: [
            "tariff": [.tariffID], "number": [.number], "currency": [.currency], "timeZone": [.timeZone],
            "minutes": [.minutes], "idleFreeSeconds": [.idleFreeSeconds], "periods": [.periods, .currency],
            "validFrom": [.validFrom], "createdAt": [.createdAt], "createdBy": [.createdBy],
        ]
    ) { $0[$1.key] = [$1.value, .currency] }
}

extension TariffAssignmentField: APIField {
    static let columnsByName: [String: [TariffAssignmentField]] = [
        "station": [.stationID], "group": [.groupID], "validFrom": [.validFrom], "createdAt": [.createdAt],
        "createdBy": [.createdBy],
    ]
}
