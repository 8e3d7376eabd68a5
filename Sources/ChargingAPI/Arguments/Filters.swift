import Charging
import GraphQL

// The filters of the schema as the stores take them.

extension StationFilter {
    init(_ field: FieldRequest) throws { try self.init(InputReader(field.object("filter"))) }

    init(_ input: InputReader) throws {
        self.init()
        chargePointID = try input.searchText("chargePointId")
        presence = try input.word("presence", as: Presence.self)
        isActive = input.boolean("isActive")
        groupIDs = try input.ids("groupIds", .group)?.map(GroupID.init(rawValue:))
        model = try input.searchText("model")
        firmwareVersion = try input.searchText("firmwareVersion")
        onboardedFrom = try input.timestamp("onboardedFrom")
        onboardedTo = try input.timestamp("onboardedTo")
        hasUpdate = input.boolean("updateAvailable")
        ownership = try input.word("ownership", as: StationOwnership.self)
        text = try input.searchText("text")
    }
}

extension SessionFilter {
    init(_ field: FieldRequest) throws { try self.init(InputReader(field.object("filter"))) }

    init(_ input: InputReader) throws {
        self.init()
        stationIDs = try input.ids("stationIds", .station)?.map(StationID.init(rawValue:))
        idTag = try input.searchText("idTag")
        sessionID = try input.id("sessionId", .session).map(SessionID.init(rawValue:))
        status = try input.word("status", as: SessionStatus.self)
        statuses = try input.words("statuses", as: SessionStatus.self)
        groupIDs = try input.ids("groupIds", .group)?.map(GroupID.init(rawValue:))
        tagText = try input.searchText("tagText")
        logbook = try input.word("logbook", as: LogbookStatus.self)
        text = try input.searchText("text")
        from = try input.timestamp("from")
        to = try input.timestamp("to")
    }
}

extension ConnectorFilter {
    init(_ field: FieldRequest) throws {
        self.init()
        let input = InputReader(field.object("filter"))
        stationIDs = try input.ids("stationIds", .station)?.map(StationID.init(rawValue:))
        groupIDs = try input.ids("groupIds", .group)?.map(GroupID.init(rawValue:))
        statuses = try input.words("status", as: ConnectorStatus.self)
        presence = try input.word("presence", as: Presence.self)
        unchangedSince = try input.timestamp("unchangedSince")
        text = try input.searchText("text")
    }
}

extension UnknownTagFilter {
    init(_ field: FieldRequest) throws {
        self.init()
        let input = InputReader(field.object("filter"))
        stationIDs = try input.ids("stationIds", .station)?.map(StationID.init(rawValue:))
        text = try input.searchText("text")
    }
}

extension TagFilter {
    init(_ field: FieldRequest) throws { try self.init(InputReader(field.object("filter"))) }

    init(_ input: InputReader) throws {
        self.init()
        idTag = try input.searchText("idTag")
        text = try input.searchText("text")
        type = try input.word("type", as: TagType.self)
        userID = try input.id("userId", .user).map(UserID.init(rawValue:))
        stationID = try input.id("stationId", .station).map(StationID.init(rawValue:))
        medium = try input.word("medium", as: TagMedium.self)
        isBlocked = input.boolean("isBlocked")
        isExpired = input.boolean("isExpired")
        groupIDs = try input.ids("groupIds", .group)?.map(GroupID.init(rawValue:))
    }
}
