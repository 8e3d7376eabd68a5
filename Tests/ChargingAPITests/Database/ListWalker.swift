import Charging
import ChargingAPI
import JSON
import Testing

/// Writes the queries that a list can be asked, from what introspection tells of the schema.
struct ListWalker {
    struct List {
        let name: String
        let arguments: [JSONValue]
        let nodeType: String
    }

    let lists: [List]
    private let types: [String: JSONValue]

    init(_ api: DatabaseAPI) async throws {
        let type = "type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }"
        let answer = try await api.execute(
            """
            { __schema { types { name kind enumValues { name } inputFields { name \(type) }
                fields { name args { name defaultValue \(type) } \(type) } } } }
            """, as: .alphaManager)
        let found = answer["data"]?["__schema"]?["types"]?.array ?? []
        types = Dictionary(
            found.compactMap { type in type["name"]?.string.map { ($0, type) } },
            uniquingKeysWith: { first, _ in first })
        let queries = types["Query"]?["fields"]?.array ?? []
        lists = queries.compactMap { [types] field in Self.list(field, types) }
    }

    private static func list(_ field: JSONValue, _ types: [String: JSONValue]) -> List? {
        guard let name = field["name"]?.string, namedType(field["type"]).hasSuffix("Connection") else { return nil }
        let connection = types[namedType(field["type"])]?["fields"]?.array ?? []
        guard let nodes = connection.first(where: { $0["name"] == "nodes" }) else { return nil }
        return List(name: name, arguments: field["args"]?.array ?? [], nodeType: namedType(nodes["type"]))
    }

    /// By every order, both ways; by every filter, where asked for; and with the lists of what is listed.
    func queries(of list: List, filtered: Bool) -> [String] {
        let required = list.arguments.compactMap { argument -> String? in
            guard argument["type"]?["kind"] == "NON_NULL", let name = argument["name"]?.string else { return nil }
            return "\(name): \(samples(name, argument["type"])[0])"
        }
        func query(_ arguments: [String], _ selection: String = "__typename") -> String {
            "{ list: \(list.name)(\((required + arguments).joined(separator: ", "))) { nodes { \(selection) } pageInfo { endCursor } } }"
        }
        var queries = [query(["first: 20"])]
        let canGoBack = list.arguments.contains { $0["name"] == "last" }
        for argument in list.arguments {
            let name = argument["name"]?.string ?? ""
            switch name {
            case "orderBy":
                for order in enumValues(argument["type"]) where !Self.ordersWithoutIndex.contains(order) {
                    queries.append(query(["first: 20", "orderBy: \(order)"]))
                    if canGoBack { queries.append(query(["last: 20", "orderBy: \(order)"])) }
                }
            case "filter" where filtered:
                for (field, sample) in filters(argument["type"]) {
                    queries.append(query(["first: 20", "filter: {\(field): \(sample)}"]))
                }
            default: break
            }
        }
        if canGoBack { queries.append(query(["last: 20"])) }
        for nested in nestedLists(of: list.nodeType) { queries.append(query(["first: 20"], nested)) }
        return queries
    }

    private func filters(_ type: JSONValue?) -> [(field: String, sample: String)] {
        (types[Self.namedType(type)]?["inputFields"]?.array ?? []).flatMap {
            field -> [(field: String, sample: String)] in
            let name = field["name"]?.string ?? ""
            return samples(name, field["type"]).map { (field: name, sample: $0) }
        }
    }

    /// Lists and fields that need no arguments, one level down.
    private func nestedLists(of type: String) -> [String] {
        (types[type]?["fields"]?.array ?? []).compactMap { field in
            guard let name = field["name"]?.string, Self.list(field, types) != nil else { return nil }
            let isArgumentRequired = field["args"]?.array?.contains {
                $0["type"]?["kind"] == "NON_NULL" && $0["defaultValue"] == .null
            }
            return isArgumentRequired == true ? nil : "\(name)(first: 5) { nodes { __typename } }"
        }
    }

    private func enumValues(_ type: JSONValue?) -> [String] {
        (types[Self.namedType(type)]?["enumValues"]?.array ?? []).compactMap { $0["name"]?.string }
    }

    private func samples(_ name: String, _ type: JSONValue?) -> [String] {
        let named = Self.namedType(type)
        switch (named, name) {
        case ("Boolean", _): return ["true", "false"]
        case ("DateTime", "to"): return ["\"2026-06-01T00:00:00Z\""]
        case ("DateTime", _): return ["\"2026-01-01T00:00:00Z\""]
        case ("Int", _), ("Float", _): return ["1"]
        case ("String", "objectTypes"): return ["\"Station\""]
        case ("String", "chargePointId"): return ["\"cp-77\""]
        case ("String", _): return ["\"tag-77\""]
        case ("ID", _):
            guard let id = Self.ids[name] else {
                Issue.record("the walk needs a sample for the filter \(name)")
                return ["\"\""]
            }
            return ["\"\(id.text)\""]
        default:
            guard let value = enumValues(type).first else {
                Issue.record("the walk needs a sample of \(named) for \(name)")
                return ["null"]
            }
            return [value]
        }
    }

    /// Of sessions. Every meter value changes them, and would have to move a session within such an index; they are sorted as far
    /// as the filter lets them, within the statement's deadline.
    private static let ordersWithoutIndex: Set<String> = ["ENERGY", "ENERGY_DESC", "DURATION", "DURATION_DESC"]

    private static let ids: [String: GlobalID] = [
        "stationIds": GlobalID(.station, 1_001), "stationId": GlobalID(.station, 1_001),
        "groupIds": GlobalID(.group, 11),
        "groupId": GlobalID(.group, 11), "userId": GlobalID(.user, 102), "requestedBy": GlobalID(.user, 102),
        "createdBy": GlobalID(.user, 102),
        "tagId": GlobalID(.tag, 11), "tagIds": GlobalID(.tag, 11), "objectId": GlobalID(.station, 1_001),
        "parentId": GlobalID(.group, 11), "sessionId": GlobalID(.session, 100_100),
    ]

    private static func namedType(_ type: JSONValue?) -> String {
        type?["name"]?.string ?? type?["ofType"].map { namedType($0) } ?? ""
    }
}

/// What a plan does that grows with the table instead of with the page.
struct PlanFaults {
    private(set) var list: [String] = []

    init(in explained: JSONValue, large: Set<String>) {
        for each in explained.array ?? [] { visit(each["Plan"] ?? .null, large) }
    }

    /// They grow with the fleet and its people, not with time: a few milliseconds, where a filter has no index of its own.
    private static let boundByFleet: Set<String> = [
        "stations", "connectors", "tags", "groups", "users", "station_groups", "tag_groups", "unknown_tags",
        "certificate_requests", "service_requests",
    ]
    /// Rows that may be sorted for a page: the connectors of a large fleet.
    private static let sortable: Double = 20_000

    private mutating func visit(_ node: JSONValue, _ large: Set<String>) {
        let (kind, table) = (node["Node Type"]?.string ?? "", node["Relation Name"]?.string ?? "")
        let below = node["Plans"]?.array ?? []
        // Partitions that are empty cost nothing, and are left out when the statement runs.
        if kind == "Seq Scan", large.contains(table), !Self.boundByFleet.contains(table),
            node["Total Cost"]?.number ?? 0 > 0
        {
            list.append("reads all of \(table)")
        }
        let sorted = below.first?["Plan Rows"]?.number ?? 0
        if kind == "Sort", sorted > Self.sortable {
            list.append("sorts \(sorted) rows by \(node["Sort Key"] ?? .null)")
        }
        for each in below { visit(each, large) }
    }
}

extension JSONValue {
    fileprivate var number: Double? { description.isEmpty ? nil : Double(description) }
}
