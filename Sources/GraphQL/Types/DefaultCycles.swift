/// Finds defaults of input fields that need themselves.
///
/// InputObjectDefaultValueHasCycle of section 3.10, which as written looks at some fields again and again. Here a field
/// points to those whose defaults its own default needs, and what is left after all that lead nowhere are taken away is
/// in a circle, or between two.
struct DefaultCycles {
    struct Place: Hashable {
        var type: TypeID
        var field: Int
    }

    private let schema: Schema
    /// In the order of the schema.
    private(set) var places: [Place] = []

    init(_ schema: Schema) {
        self.schema = schema
        var needs: [Place: Set<Place>] = [:]
        var all: [Place] = []
        for (index, type) in schema.types.enumerated() where type.kind == .inputObject {
            for (position, field) in type.inputFields.enumerated() {
                guard let value = field.defaultValue else { continue }
                let place = Place(type: TypeID(index: index), field: position)
                all.append(place)
                needs[place] = self.needs(of: value, type: field.type.named)
            }
        }
        let left = Self.trimmed(Self.reversed(Self.trimmed(needs)))
        places = all.filter { left[$0] != nil }
    }

    /// The fields that the value leaves to their defaults, however deep. A literal is no deeper than the parser allows.
    private func needs(of value: ValueNode, type: TypeID) -> Set<Place> {
        guard schema[type].kind == .inputObject else { return [] }
        switch value.kind {
        case .list(let items): return items.reduce(into: []) { $0.formUnion(needs(of: $1, type: type)) }
        case .object(let given):
            var result: Set<Place> = []
            for (position, field) in schema[type].inputFields.enumerated() {
                if let value = given.first(where: { $0.name.text == field.name })?.value {
                    result.formUnion(needs(of: value, type: field.type.named))
                } else if field.defaultValue != nil {
                    result.insert(Place(type: type, field: position))
                }
            }
            return result
        case .variable, .integer, .float, .string, .boolean, .null, .enumValue: return []
        }
    }

    private static func trimmed(_ graph: [Place: Set<Place>]) -> [Place: Set<Place>] {
        let users = reversed(graph)
        var open = graph.mapValues(\.count)
        var ended = open.filter { $0.value == 0 }.map(\.key)
        var left = graph
        while let place = ended.popLast() {
            left[place] = nil
            for user in users[place] ?? [] {
                open[user, default: 0] -= 1
                if open[user] == 0 { ended.append(user) }
            }
        }
        return left.mapValues { targets in targets.filter { left[$0] != nil } }
    }

    private static func reversed(_ graph: [Place: Set<Place>]) -> [Place: Set<Place>] {
        var result = graph.mapValues { _ in Set<Place>() }
        for (place, targets) in graph {
            for target in targets { result[target, default: []].insert(place) }
        }
        return result
    }
}
