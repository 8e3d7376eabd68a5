import ChargingAPI
import JSON

/// Writes a query that selects every field of every type, as deep as asked, from what introspection tells of the schema.
struct QueryWalker {
    private let types: [String: JSONValue]
    private let samples: ArgumentSamples

    init(_ api: TestAPI) async throws {
        let type = "type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }"
        let data = try await api.data(
            of: """
                { __schema { types { name kind enumValues { name } inputFields { name defaultValue \(type) }
                  fields { name args { name defaultValue \(type) } \(type) } } } }
                """)
        types = Dictionary(
            data["__schema"]?["types"]?.array?.compactMap { type in type["name"]?.string.map { ($0, type) } } ?? [],
            uniquingKeysWith: { first, _ in first })
        samples = ArgumentSamples(types: types)
    }

    /// Every field of the root that can be asked without an argument, and all that is below it, down to `depth` levels.
    func query(depth: Int) -> String { "{ \(selection(of: "Query", depth: depth)) }" }

    /// The object with this id, whatever it is, and everything below it.
    func node(_ id: GlobalID, depth: Int) -> String {
        "{ node(id: \"\(id.text)\") { __typename ... on \(id.type.rawValue) { \(selection(of: id.type.rawValue, depth: depth)) } } }"
    }

    /// A field of a root type with an id among its arguments, which names a thing of another organization, or none at all; and
    /// a field that takes no id, which is the same both times.
    struct Call {
        let name: String
        let hasID: Bool
        let foreign: String
        let unknown: String
        /// What the field gives.
        let type: String
    }

    /// Every field of `Query` or `Mutation` with each id that it takes, one at a time.
    func calls(of root: String, depth: Int) -> [Call] {
        (types[root]?["fields"]?.array ?? []).flatMap { field -> [Call] in
            let paths = samples.idPaths(of: field)
            return (paths.isEmpty ? [[]] : paths).map { call(of: field, at: $0, root, depth) }
        }
    }

    /// Every field of `Subscription` by its name, with the viewer's own ids where one is needed and no other argument.
    func openings() -> [(name: String, document: String)] {
        (types["Subscription"]?["fields"]?.array ?? []).map { field in
            let call = call(of: field, at: [], "Subscription", 1)
            return (call.name, call.foreign)
        }
    }

    private func call(of field: JSONValue, at path: [String], _ root: String, _ depth: Int) -> Call {
        let (name, type) = (field["name"]?.string ?? "", namedType(field["type"]))
        let below = type == "Node" ? "id __typename" : selection(of: type, depth: depth)
        func text(_ side: ArgumentSamples.Side) -> String {
            let arguments = samples.arguments(of: field, ArgumentSamples.Question(path: path, side: side))
            return "\(root.lowercased()) { \(name)\(arguments)\(below.isEmpty ? "" : " { \(below) }") }"
        }
        return Call(
            name: name, hasID: !path.isEmpty, foreign: text(.foreign), unknown: text(.unknown), type: type)
    }

    private func selection(of type: String, depth: Int) -> String {
        let fields = types[type]?["fields"]?.array ?? []
        let selected = fields.compactMap { field -> String? in
            guard let name = field["name"]?.string, type != "Query" || !isArgumentRequired(field) else { return nil }
            let result = namedType(field["type"])
            let asked = name + samples.arguments(of: field)
            guard types[result]?["fields"]?.array != nil else { return asked }
            let below = depth > 1 ? selection(of: result, depth: depth - 1) : ""
            return below.isEmpty ? nil : "\(asked) { \(below) }"
        }
        return selected.joined(separator: " ")
    }

    private func isArgumentRequired(_ field: JSONValue) -> Bool {
        // A station is asked for by one of two arguments, which the schema cannot say.
        if field["name"] == "station", field["args"]?.array?.isEmpty == false { return true }
        return field["args"]?.array?.contains(where: ArgumentSamples.isRequired) ?? false
    }

    private func namedType(_ type: JSONValue?) -> String { ArgumentSamples.namedType(type) }
}
