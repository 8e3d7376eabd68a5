/// Input objects (section 3.10).
extension SchemaValidation {
    mutating func checkInputObject(_ type: NamedType, definition: TypeDefinition) {
        if definition.inputFields.isEmpty { report("input \"\(type.name)\" must have fields", at: type.offset) }
        checkUnique(definition.inputFields.map(\.name), what: "field", of: type.name)
        for field in type.inputFields {
            checkReserved(field.name, of: type.name, at: field.offset)
            checkInputValue(field, of: type.name)
            guard type.isOneOf else { continue }
            if field.type.isNonNull {
                report("field \"\(type.name).\(field.name)\" of a @oneOf input must be nullable", at: field.offset)
            }
            if field.defaultValue != nil {
                report("field \"\(type.name).\(field.name)\" of a @oneOf input cannot have a default", at: field.offset)
            }
        }
    }

    /// An input object that must contain itself could never be written.
    mutating func checkInputCycles() {
        for (index, type) in schema.types.enumerated() where type.kind == .inputObject {
            let id = TypeID(index: index)
            if reachable(from: id, through: { $0.type }).contains(id) {
                report("input \"\(type.name)\" must contain itself without end", at: type.offset)
            } else if reachable(from: id, through: defaultStep).contains(id) {
                report("the defaults of input \"\(type.name)\" contain themselves without end", at: type.offset)
            }
        }
    }

    /// Whether defaults of this type, or of one inside it, would never end.
    func hasEndlessDefaults(_ id: TypeID) -> Bool {
        let inside = reachable(from: id) { .nonNull(.named($0.type.named)) }.union([id])
        return inside.contains { reachable(from: $0, through: defaultStep).contains($0) }
    }

    private func defaultStep(_ field: InputValue) -> TypeReference? {
        field.defaultsToObject ? .nonNull(.named(field.type.named)) : nil
    }

    private func reachable(from start: TypeID, through step: (InputValue) -> TypeReference?) -> Set<TypeID> {
        var seen: Set<TypeID> = []
        var waiting = [start]
        while let id = waiting.popLast() {
            for field in schema[id].inputFields {
                guard case .nonNull(.named(let next))? = step(field), schema[next].kind == .inputObject else {
                    continue
                }
                if seen.insert(next).inserted { waiting.append(next) }
            }
        }
        return seen
    }
}

extension InputValue {
    fileprivate var defaultsToObject: Bool {
        guard let defaultValue else { return false }
        return switch defaultValue.kind {
        case .object, .list: true
        case .variable, .integer, .float, .string, .boolean, .null, .enumValue: false
        }
    }
}
