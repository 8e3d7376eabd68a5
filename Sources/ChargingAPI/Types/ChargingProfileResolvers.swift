import Charging
import GraphQL
import JSON

extension ResolverGroup<APIContext> {
    static var smartCharging: [ResolverGroup<APIContext>] {
        [
            chargingProfile, chargingSchedule, chargingSchedulePeriod, compositeSchedule, compositeSchedulePeriod,
            compositeScheduleSource, compositeScheduleComparison, compositeScheduleDifference,
        ]
    }

    private static var chargingProfile: ResolverGroup<APIContext> {
        var profile = ResolverGroup<APIContext>("ChargingProfile")
        profile.globalID(of: ChargingProfileField.self)
        profile.column("profileId", ChargingProfileField.profileID)
        profile.column("connector", ChargingProfileField.connectorNumber)
        profile.column("stackLevel", ChargingProfileField.stackLevel)
        profile.column("purpose", ChargingProfileField.purpose)
        profile.column("kind", ChargingProfileField.kind)
        profile.column("recurrency", ChargingProfileField.recurrency)
        profile.column("validFrom", ChargingProfileField.validFrom)
        profile.column("validTo", ChargingProfileField.validTo)
        profile["transactionId"] = .leaf(on: ChargingProfileRecords.self) { profiles, _, _ in
            .strings(try profiles.batch.integers(.transactionID).map { $0.map { String($0) } })
        }
        profile["schedule"] = .object(on: ChargingProfileRecords.self) { profiles, _, _ in
            .rows(profiles.map { _, row in Int32(clamping: row) }, of: profiles.batch)
        }
        profile.column("acceptedAt", ChargingProfileField.acceptedAt)
        profile["operation"] = reference(from: ChargingProfileField.operationID, to: OperationField.self)
        profile["station"] = reference(from: ChargingProfileField.stationID, to: StationField.self)
        return profile
    }

    /// A part of its profile's row.
    private static var chargingSchedule: ResolverGroup<APIContext> {
        var schedule = ResolverGroup<APIContext>("ChargingSchedule")
        schedule.column("unit", ChargingProfileField.unit)
        schedule.column("startAt", ChargingProfileField.startAt)
        schedule.column("durationSeconds", ChargingProfileField.durationSeconds)
        schedule.column("minimumRate", ChargingProfileField.minimumRate)
        schedule["periods"] = .list(on: ChargingProfileRecords.self) { profiles, _, _ in
            let documents = profiles.pick(try profiles.batch.documents(.periods))
            let lists = Items(documents.map { $0?.array ?? [] }, RequestedProfile.Period.init(described:))
            return .rows(of: lists, offsets: lists.offsets)
        }
        return schedule
    }

    private static var chargingSchedulePeriod: ResolverGroup<APIContext> {
        var period = ResolverGroup<APIContext>("ChargingSchedulePeriod")
        typealias Periods = Items<RequestedProfile.Period>
        period["startSeconds"] = .leaf(on: Periods.self) { periods, _, _ in
            .integers(periods.batch.items.map(\.startSeconds))
        }
        period["limit"] = .leaf(on: Periods.self) { periods, _, _ in .numbers(periods.batch.items.map(\.limit)) }
        period["phases"] = .leaf(on: Periods.self) { periods, _, _ in .integers(periods.batch.items.map(\.phases)) }
        return period
    }
}

/// Parts of a row that are objects of their own, for all rows of a level.
struct Items<Item: Sendable>: ObjectBatch {
    let items: [Item]
    /// Where each row's parts begin and end.
    let offsets: [Int32]
    var count: Int { items.count }

    /// Parts that cannot be read are left out.
    init(_ lists: [[JSONValue]], _ read: (JSONValue) -> Item?) { self.init(lists.map { $0.compactMap(read) }) }

    init(_ lists: [[Item]]) {
        items = lists.flatMap(\.self)
        offsets = lists.reduce(into: [0]) { offsets, list in
            offsets.append((offsets.last ?? 0) + Int32(clamping: list.count))
        }
    }
}

extension ChargingProfileField: NodeField {
    static let nodeType = NodeType.chargingProfile
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.chargingProfiles.chargingProfiles(
            ids: ids.map(ChargingProfileID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [ChargingProfileField]] = [
        "profileId": [.profileID], "connector": [.connectorNumber], "stackLevel": [.stackLevel], "purpose": [.purpose],
        "kind": [.kind], "recurrency": [.recurrency], "validFrom": [.validFrom], "validTo": [.validTo],
        "transactionId": [.transactionID],
        "schedule": [.unit, .startAt, .durationSeconds, .minimumRate, .periods], "operation": [.operationID],
        "acceptedAt": [.acceptedAt], "station": [.stationID],
    ]
}
