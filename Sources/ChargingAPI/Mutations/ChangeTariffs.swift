import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var createTariff: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.manageTariffs)
            let input = InputReader(field.object("input"))
            let (currency, zone) = try await context.tariffDefaults(input)
            var draft = TariffDraft(
                name: try input.required("name", try input.name("name", upTo: 100)),
                prices: TariffPrices(currency: currency, timeZone: zone))
            try draft.prices.change(input)
            let id = try await context.stores.tariffChanges.createTariff(
                draft, validFrom: try input.validFrom(now: context.services.now()), viewer: context.viewer)
            return .one(Payload<TariffField>(id: id.rawValue))
        }
    }

    static var updateTariff: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.manageTariffs)
            let input = InputReader(field.object("input"))
            let id = try input.required("id", try input.id("id", .tariff).map(TariffID.init(rawValue:)))
            let validFrom = try input.validFrom(now: context.services.now())
            try await context.stores.tariffChanges.updateTariff(id, validFrom: validFrom, viewer: context.viewer) {
                $0.name = try input.name("name", upTo: 100) ?? $0.name
                $0.prices.currency = try input.currency("currency") ?? $0.prices.currency
                $0.prices.timeZone = try input.name("timeZone", upTo: 64) ?? $0.prices.timeZone
                try $0.prices.change(input)
            }
            return .one(Payload<TariffField>(id: id.rawValue))
        }
    }

    static var deleteTariffs: FieldResolver<APIContext> {
        deletion(.tariff, right: .manageTariffs) { ids, context in
            try await context.stores.tariffChanges.deleteTariffs(
                ids.map(TariffID.init(rawValue:)), viewer: context.viewer)
        }
    }

    static var assignTariff: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.manageTariffs)
            let input = InputReader(field.object("input"))
            let assignment = TariffAssignment(
                tariff: try input.id("tariffId", .tariff).map(TariffID.init(rawValue:)),
                stationIDs: try input.ids("stationIds", .station)?.map(StationID.init(rawValue:)) ?? [],
                groupIDs: try input.ids("groupIds", .group)?.map(GroupID.init(rawValue:)) ?? [],
                isOfOrganization: input.boolean("organization") ?? false,
                validFrom: try input.validFrom(now: context.services.now()))
            guard !assignment.stationIDs.isEmpty || !assignment.groupIDs.isEmpty || assignment.isOfOrganization else {
                throw input.refusal("stationIds", "is empty: name stations, groups or the organization.")
            }
            try await context.stores.tariffChanges.assignTariff(assignment, viewer: context.viewer)
            return .one(AssignedTariff(id: assignment.tariff?.rawValue))
        }
    }

    static var assignTariffPayload: ResolverGroup<APIContext> {
        var payload = ResolverGroup<APIContext>("AssignTariffPayload")
        payload["tariff"] = .load(on: AssignedTariff.self, by: TariffField.loader) { payloads, _, _ in
            [payloads.batch.id]
        }
        return payload
    }
}

/// The tariff that is in force now where the input says, if any.
private struct AssignedTariff: ObjectBatch {
    let id: Int64?
    var count: Int { 1 }
}

extension TariffPrices {
    /// Takes over what the input names; what can be taken away is taken away by null.
    fileprivate mutating func change(_ input: InputReader) throws {
        func take(_ name: String, _ price: inout ExactDecimal?) throws {
            if input.isGiven(name) { price = try input.price(name) }
        }
        try take("pricePerSession", &perSession)
        try take("pricePerKwh", &perKwh)
        try take("pricePerMinute", &perMinute)
        try take("idleFeePerMinute", &idleFeePerMinute)
        minutes = try input.word("minutes", as: TariffMinutes.self) ?? minutes
        idleFreeSeconds = try input.integer("idleFreeSeconds", in: 0...604_800) ?? idleFreeSeconds
        if input.isGiven("periods") {
            let members = input.members("periods")
            guard members.count <= Self.maximumPeriods else {
                throw input.refusal(
                    "periods", "has \(members.count) periods; up to \(Self.maximumPeriods) are allowed.")
            }
            periods = try members.map { try $0.tariffPeriod() }
        }
    }
}

extension APIContext {
    /// What was given, or else what the organization has chosen.
    fileprivate func tariffDefaults(_ input: InputReader) async throws -> (Currency, zone: String) {
        var currency = try input.currency("currency"), zone = try input.name("timeZone", upTo: 64)
        if currency == nil { currency = try await organizationDefault(.currency).flatMap(Currency.init) }
        if zone == nil { zone = try await organizationDefault(.timeZone) }
        let advice = "is missing: give it here, or choose one for the organization."
        guard let currency else { throw input.refusal("currency", advice) }
        guard let zone else { throw input.refusal("timeZone", advice) }
        return (currency, zone)
    }
}
