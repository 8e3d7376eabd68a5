package import Charging
import GraphQL
import JSON

extension Export {
    private static let repeated: Set = ["stationIds", "groupIds", "statuses", "kinds"]
    private static let flags: Set = [
        "isActive", "isInTimeout", "updateAvailable", "isBlocked", "isExpired", "problemsOnly",
    ]
    private static let filters: [String: Set<String>] = [
        "stations": [
            "chargePointId", "presence", "isActive", "groupIds", "model", "firmwareVersion", "onboardedFrom",
            "onboardedTo", "updateAvailable", "ownership", "text", "orderBy",
        ],
        "tags": [
            "idTag", "text", "type", "userId", "stationId", "medium", "isBlocked", "isExpired", "groupIds",
        ],
        "sessions": [
            "stationIds", "idTag", "sessionId", "status", "statuses", "groupIds", "tagText", "text", "logbook", "from",
            "to", "orderBy",
        ],
        "inventory": ["chargePointId", "mesSerialNumber", "model", "materialNumber", "isInTimeout", "orderBy"],
        "operations": ["stationIds", "kind", "status", "effect", "userId", "sessionId", "from", "to"],
        "meterValues": ["sessionId", "stationId", "from", "to"],
        "stationEvents": ["stationIds", "kinds", "from", "to"],
        "heartbeats": ["stationIds", "from", "to"],
        "ocppMessages": ["stationId", "from", "to", "direction", "action", "messageId", "text", "problemsOnly"],
    ]

    /// What there is to export.
    package static var lists: [String] { filters.keys.sorted() }

    /// What an address asks for: the members of the list's filter in the schema, lists by repeating the name, and `orderBy`
    /// where the list has an order to choose.
    ///
    /// - Throws: ``ChargingError`` `.notFound` for a list that there is not, `.badInput`.
    package init(_ list: String, _ parameters: [(name: String, value: String)]) throws {
        guard let known = Self.filters[list] else { throw ChargingError(.notFound, "There is no such list.") }
        var filter: JSONObject = [:]
        for (name, value) in parameters {
            guard known.contains(name) else {
                let names = known.sorted().joined(separator: ", ")
                throw ChargingError(.badInput, "\(name) is no filter of \(list); there are \(names).")
            }
            if Self.repeated.contains(name) {
                filter[name] = .array((filter[name]?.array ?? []) + [.string(value)])
            } else if filter[name] != nil {
                throw ChargingError(.badInput, "\(name) is given twice.")
            } else if Self.flags.contains(name) {
                guard value == "true" || value == "false" else {
                    throw ChargingError(.badInput, "\(name) is true or false.")
                }
                filter[name] = .bool(value == "true")
            } else {
                filter[name] = .string(value)
            }
        }
        do {
            self = try Self.read(list, InputReader(filter))
        } catch let error as FieldError {
            throw ChargingError(.badInput, error.message)
        }
    }

    private static func read(_ list: String, _ input: InputReader) throws -> Export {
        switch list {
        case "stations": .stations(try StationFilter(input), try StationOrder(input))
        case "tags": .tags(try TagFilter(input))
        case "inventory": .inventory(try InventoryFilter(input), try InventoryOrder(input))
        case "operations": .operations(try OperationFilter(input))
        case "meterValues": .meterValues(try MeterValueFilter(input))
        case "stationEvents": .stationEvents(try StationLogFilter(input))
        case "heartbeats": .heartbeats(try StationLogFilter(input))
        case "ocppMessages":
            .ocppMessages(
                StationID(rawValue: try input.required("stationId", input.id("stationId", .station))),
                try OcppMessageFilter(input))
        default: .sessions(try SessionFilter(input), try SessionOrder(input))
        }
    }
}

extension MeterValueFilter {
    fileprivate init(_ input: InputReader) throws {
        let session = try input.id("sessionId", .session), station = try input.id("stationId", .station)
        let from = try input.timestamp("from"), to = try input.timestamp("to")
        switch (session, station, from) {
        case (let session?, nil, nil) where to == nil: self = .session(SessionID(rawValue: session))
        case (nil, let station?, let from?): self = .station(StationID(rawValue: station), from: from, to: to)
        default:
            throw input.refusal(
                "sessionId", "alone is needed, or stationId and from, and to if it is to end before now.")
        }
    }
}

extension StationLogFilter {
    init(_ input: InputReader) throws {
        self.init()
        stationIDs = try input.ids("stationIds", .station)?.map(StationID.init(rawValue:))
        kinds = try input.words("kinds", as: StationEventKind.self)
        from = try input.timestamp("from")
        to = try input.timestamp("to")
    }
}
