import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var queuePlace: ResolverGroup<APIContext> {
        var place = ResolverGroup<APIContext>("QueuePlace")
        place.column("position", QueuePlaceField.position)
        place.column("status", QueuePlaceField.status)
        place.column("joinedAt", QueuePlaceField.joinedAt)
        place.column("heldUntil", QueuePlaceField.heldUntil)
        place["isOwn"] = .leaf(on: Records<QueuePlaceField>.self) { places, _, context in
            let own = context.viewer.userID.rawValue
            return .booleans(try places.batch.integers(.userID).map { $0 == own })
        }
        // Null for those who do not see the person.
        place["user"] = reference(from: QueuePlaceField.userID, to: UserField.self)
        return place
    }

    static var stationQueue: FieldResolver<APIContext> {
        list(of: StationField.self) { stations, fields, context in
            try await context.stores.upkeep.queues.queues(
                ofStations: stations.map(StationID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
    }

    static var joinQueue: FieldResolver<APIContext> {
        .loadObject { field, context in
            let id = try field.stationOfQueue
            try await context.stores.upkeep.queueChanges.joinQueue(of: StationID(rawValue: id), viewer: context.viewer)
            return .one(Payload<StationField>(id: id))
        }
    }

    static var leaveQueue: FieldResolver<APIContext> {
        .loadObject { field, context in
            let id = try field.stationOfQueue
            try await context.stores.upkeep.queueChanges.leaveQueue(of: StationID(rawValue: id), viewer: context.viewer)
            return .one(Payload<StationField>(id: id))
        }
    }
}

extension FieldRequest {
    fileprivate var stationOfQueue: Int64 {
        get throws {
            let input = InputReader(object("input"))
            return try input.required("stationId", try input.id("stationId", .station))
        }
    }
}

extension QueuePlaceField: APIField {
    static let columnsByName: [String: [QueuePlaceField]] = [
        "position": [.position], "status": [.status], "joinedAt": [.joinedAt], "heldUntil": [.heldUntil],
        "isOwn": [.userID], "user": [.userID],
    ]
}
