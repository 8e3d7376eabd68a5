public import JSON

/// What a client asks of a field: its arguments, and what it will want of the objects that come out.
public struct FieldRequest: Sendable {
    let schema: Schema
    let plan: OperationPlan
    let selection: Int
    let resolution: Int
    /// After coercion, with defaults; an argument that was not given and has no default is absent.
    public let arguments: JSONObject
    /// Other fields that one load answers together with this one, as places in the plan.
    var united: [(selection: Int, resolution: Int)] = []

    public var name: String { plan.selections[selection].resolutions[resolution].name }
    public var parentType: String { schema[plan.selections[selection].type].name }

    /// The name in the response; of several aliases with the same arguments the first.
    public var responseKey: String { answers.first?.responseKey ?? name }

    private var answers: [PlannedField] {
        let selection = plan.selections[selection]
        return selection.resolutions[resolution].answers.map { selection.fields[$0] }
    }

    // MARK: Arguments

    /// `nil` when not given, `.null` when given as null.
    public func argument(_ name: String) -> JSONValue? { arguments[name] }

    public func string(_ name: String) -> String? { arguments[name]?.string }
    public func integer(_ name: String) -> Int? { arguments[name]?.integer.flatMap { Int(exactly: $0) } }
    public func number(_ name: String) -> Double? { arguments[name]?.number }
    public func boolean(_ name: String) -> Bool? { arguments[name]?.bool }
    public func object(_ name: String) -> JSONObject? { arguments[name]?.object }
    public func array(_ name: String) -> [JSONValue]? { arguments[name]?.array }
    public func timestamp(_ name: String) -> Timestamp? { arguments[name]?.string.flatMap { Timestamp(parsing: $0) } }

    // MARK: Look-ahead

    /// Whether the client wants this field of the result, at any depth: `selects("nodes", "energyWh")`.
    ///
    /// Names are those of fields, not aliases. A field that is wanted for one of several possible types counts.
    public func selects(_ path: String...) -> Bool {
        guard let last = path.last else { return true }
        return selections(at: Array(path.dropLast())).contains { selection in
            plan.selections[selection].resolutions.contains { $0.name == last }
        }
    }

    /// The fields that the client wants at this path of the result, `__typename` left out.
    public func selectedFields(at path: [String] = []) -> Set<String> {
        var names: Set<String> = []
        for selection in selections(at: path) {
            for resolution in plan.selections[selection].resolutions where resolution.field != nil {
                names.insert(resolution.name)
            }
        }
        return names
    }

    private func selections(at path: [String]) -> Set<Int> {
        var current = Set(answers.flatMap { $0.children.map(\.selection) })
        for other in united {
            let fields = plan.selections[other.selection].fields
            for answer in plan.selections[other.selection].resolutions[other.resolution].answers {
                current.formUnion(fields[answer].children.map(\.selection))
            }
        }
        for name in path {
            var next: Set<Int> = []
            for index in current {
                let selection = plan.selections[index]
                for field in selection.fields where selection.resolutions[field.resolution].name == name {
                    next.formUnion(field.children.map(\.selection))
                }
            }
            current = next
        }
        return current
    }
}
