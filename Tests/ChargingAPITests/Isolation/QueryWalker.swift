import ChargingAPI
import JSON

/// Writes a query that selects every field of every type, as deep as asked, from what introspection tells of the schema.
struct QueryWalker {
    private let types: [String: JSONValue]

    init(_ api: TestAPI) async throws {
        let data = try await api.data(
            of: """
                { __schema { types { name kind possibleTypes { name } fields { name args { name type { kind } defaultValue }
                  type { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }
                """)
        types = Dictionary(
            data["__schema"]?["types"]?.array?.compactMap { type in type["name"]?.string.map { ($0, type) } } ?? [],
            uniquingKeysWith: { first, _ in first })
    }

    /// Every field of the root that can be asked without an argument, down to `depth` levels.
    func query(depth: Int) -> String { "{ \(selection(of: "Query", depth: depth)) }" }

    /// The object with this id, whatever it is, and everything below it.
    func node(_ id: GlobalID, depth: Int) -> String {
        "{ node(id: \"\(id.text)\") { __typename ... on \(id.type.rawValue) { \(selection(of: id.type.rawValue, depth: depth)) } } }"
    }

    private func selection(of type: String, depth: Int) -> String {
        let fields = types[type]?["fields"]?.array ?? []
        let selected = fields.compactMap { field -> String? in
            guard let name = field["name"]?.string, !isArgumentRequired(field) else { return nil }
            let result = namedType(field["type"])
            guard types[result]?["fields"]?.array != nil else { return name }
            let below = depth > 1 ? selection(of: result, depth: depth - 1) : ""
            return below.isEmpty ? nil : "\(name) { \(below) }"
        }
        return selected.joined(separator: " ")
    }

    private func isArgumentRequired(_ field: JSONValue) -> Bool {
        // A station is asked for by one of two arguments, which the schema cannot say.
        if field["name"] == "station", field["args"]?.array?.isEmpty == false { return true }
        return field["args"]?.array?.contains { $0["type"]?["kind"] == "NON_NULL" && $0["defaultValue"] == .null }
            ?? false
    }

    private func namedType(_ type: JSONValue?) -> String {
        type?["name"]?.string ?? type?["ofType"].map { namedType($0) } ?? ""
    }
}
