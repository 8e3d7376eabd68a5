package import Charging
import GraphQL
import JSON

extension Export {
    private static let lists: Set = ["stationIds", "groupIds", "statuses"]
    private static let flags: Set = ["isActive"]
    private static let filters: [String: Set<String>] = [
        "stations": [
            "chargePointId", "presence", "isActive", "groupIds", "model", "firmwareVersion", "onboardedFrom",
            "onboardedTo", "text",
        ],
        "tags": ["idTag", "text", "type", "userId", "stationId"],
        "sessions": [
            "stationIds", "idTag", "sessionId", "status", "statuses", "groupIds", "tagText", "text", "logbook", "from",
            "to",
        ],
    ]

    /// What an address asks for: the members of the list's filter in the schema, lists by repeating the name.
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
            if Self.lists.contains(name) {
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
            let input = InputReader(filter)
            self =
                switch list {
                case "stations": .stations(try StationFilter(input))
                case "tags": .tags(try TagFilter(input))
                default: .sessions(try SessionFilter(input))
                }
        } catch let error as FieldError {
            throw ChargingError(.badInput, error.message)
        }
    }
}
