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
        place.column("connectorNumber", QueuePlaceField.connectorNumber)
        place.column("heldConnectorNumber", QueuePlaceField.heldConnectorNumber)
        place.column("chargerHold", QueuePlaceField.chargerHold)
        place["tag"] = reference(from: QueuePlaceField.tagID, to: TagField.self)
        place["reservation"] = reference(from: QueuePlaceField.reservationID, to: ReservationField.self)
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
            let wanted = try WantedPlace(InputReader(field.object("input")))
            try await context.stores.upkeep.queueChanges.joinQueue(wanted, viewer: context.viewer)
            return .one(Payload<StationField>(id: wanted.station.rawValue))
        }
    }

    static var leaveQueue: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            let wanted = try WantedPlace(input)
            for name in ["connector", "idTag"] where input.isGiven(name) {
                throw input.refusal(name, "leaveQueue takes only stationId and userId")
            }
            try await context.stores.upkeep.queueChanges.leaveQueue(
                of: wanted.station, user: wanted.user, viewer: context.viewer)
            return .one(Payload<StationField>(id: wanted.station.rawValue))
        }
    }
}

extension WantedPlace {
    fileprivate init(_ input: InputReader) throws {
        self.init(
            station: StationID(rawValue: try input.required("stationId", try input.id("stationId", .station))),
            connector: try input.integer("connector", in: 1...1000), idTag: try input.text("idTag", length: 1...20),
            user: try input.id("userId", .user).map(UserID.init(rawValue:)))
    }
}

extension QueuePlaceField: APIField {
    static let columnsByName: [String: [QueuePlaceField]] = [
        "position": [.position], "status": [.status], "joinedAt": [.joinedAt], "heldUntil": [.heldUntil],
        "isOwn": [.userID], "user": [.userID], "connectorNumber": [.connectorNumber],
        "heldConnectorNumber": [.heldConnectorNumber], "chargerHold": [.chargerHold], "tag": [.tagID],
        "reservation": [.reservationID],
    ]
}
