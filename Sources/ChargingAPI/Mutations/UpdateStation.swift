import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var updateStation: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.changeStation)
            let change = try StationChange(InputReader(field.object("input")))
            let record = try await context.stores.directory.updateStation(change, viewer: context.viewer)
            await context.changed([record])
            return .one(Payload<StationField>(id: record.id.rawValue))
        }
    }

    static var activateStations: FieldResolver<APIContext> { activity(isActive: true) }
    static var deactivateStations: FieldResolver<APIContext> { activity(isActive: false) }

    static var moveStations: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.changeStation)
            let input = InputReader(field.object("input"))
            let ids = try input.required("ids", try input.ids("ids", .station))
            guard !ids.isEmpty else { throw input.refusal("ids", "is empty.") }
            let group = try input.required("groupId", try input.id("groupId", .group))
            let move = StationMove(
                ids: ids.map(StationID.init(rawValue:)), to: GroupID(rawValue: group),
                keepsOthers: input.boolean("keepsOthers") ?? false)
            await context.changed(try await context.stores.directory.move(move, viewer: context.viewer))
            return .one(StationsPayload(ids: ids))
        }
    }

    private static func activity(isActive: Bool) -> FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.changeStation)
            let input = InputReader(field.object("input"))
            let ids = try input.required("ids", try input.ids("ids", .station))
            guard !ids.isEmpty else { throw input.refusal("ids", "is empty.") }
            let activity = StationActivity(
                ids: ids.map(StationID.init(rawValue:)), isActive: isActive, reason: try input.name("reason", upTo: 200)
            )
            await context.changed(try await context.stores.directory.setActivity(activity, viewer: context.viewer))
            return .one(StationsPayload(ids: ids))
        }
    }

    static var stationsPayload: ResolverGroup<APIContext> {
        var payload = ResolverGroup<APIContext>("StationsPayload")
        payload["stations"] = .loadList(on: StationsPayload.self) { payloads, field, context in
            let wanted = StationField.wanted(field.selectedFields())
            let (found, records) = try await StationField.rows(payloads.batch.ids, wanted, context)
            let rows = found.filter { $0 >= 0 }
            return .rows(rows, of: records, offsets: [0, Int32(clamping: rows.count)])
        }
        return payload
    }
}

/// The stations that a mutation changed, in the order in which they were named.
struct StationsPayload: ObjectBatch {
    let ids: [Int64]
    var count: Int { 1 }
}

extension APIContext {
    /// After the commit: the registry, and all who watch these stations.
    fileprivate func changed(_ stations: [StationRecord]) async {
        await services.stationsChanged(stations)
        for station in stations {
            services.events.publish(
                .stationChanged(services.liveStatus.snapshot(of: station.id) ?? StationSnapshot(station)))
        }
    }
}

extension StationChange {
    fileprivate init(_ input: InputReader) throws {
        self.init(id: try input.required("id", try input.id("id", .station).map(StationID.init(rawValue:))))
        admission = try input.word("admission", as: StationAdmission.self)
        groupIDs = try input.ids("groupIds", .group)?.map(GroupID.init(rawValue:))
        isActive = input.boolean("isActive")
        inactiveReason = try input.name("inactiveReason", upTo: 200)
        guard inactiveReason == nil || isActive == false else {
            throw input.refusal("inactiveReason", "is for a station that is deactivated: give isActive as false.")
        }
        isLogbookEnabled = input.boolean("logbookEnabled")
        hasSecondSeating = input.boolean("secondSeating")
        takesReservations = input.boolean("takesReservations")
        seatHoldMinutes = try input.integer("seatHoldMinutes", in: 1...120)
        logbookRule = try input.word("logbookRule", as: LogbookRule.self)
        minimumSecurityProfile = try input.change("minimumSecurityProfile") { input, name in
            try input.integer(name, in: 0...3).flatMap(SecurityProfile.init(rawValue:))
        }
        for attribute in StationAttribute.allCases where input.isGiven(attribute.rawValue) {
            attributes[attribute] = .some(try input.attribute(attribute))
        }
    }
}

extension InputReader {
    /// An empty text is none.
    fileprivate func attribute(_ attribute: StationAttribute) throws -> String? {
        let text = try text(attribute.rawValue, length: 0...attribute.longest)
        guard let text, !text.isEmpty else { return nil }
        if attribute == .country, !(text.utf8.count == 2 && text.utf8.allSatisfy { (65...90).contains($0) }) {
            throw refusal("country", "is not a code of two capital letters, such as DE.")
        }
        return text
    }
}
