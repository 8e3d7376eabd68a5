import JSON

/// Arguments and input objects (sections 3.6.1 and 3.10).
extension SchemaValidation {
    mutating func checkInputValue(_ value: InputValue, of owner: String) {
        guard schema[value.type.named].isInput else {
            return report("\"\(value.name)\" of \"\(owner)\" must have an input type", at: value.offset)
        }
        if value.isRequired, value.deprecation != nil {
            report("\"\(value.name)\" of \"\(owner)\" is required and cannot be deprecated", at: value.offset)
        }
        guard let defaultValue = value.defaultValue else { return }
        do throws(InputProblem) {
            _ = try coercion.literal(defaultValue, as: value.type, variables: [:])
        } catch {
            report("default of \"\(value.name)\" of \"\(owner)\": \(error.message)", at: error.offset ?? value.offset)
        }
    }

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

    /// An input object that must contain itself could never be written, and defaults must end.
    mutating func checkInputCycles() {
        for (index, type) in schema.types.enumerated() where type.kind == .inputObject {
            if mustContain(TypeID(index: index)).contains(TypeID(index: index)) {
                report("input \"\(type.name)\" must contain itself without end", at: type.offset)
            }
        }
        for place in DefaultCycles(schema).places {
            let type = schema[place.type]
            let field = type.inputFields[place.field]
            report("the default of \"\(type.name).\(field.name)\" contains itself without end", at: field.offset)
        }
    }

    /// The input objects that one of this type cannot be without.
    private func mustContain(_ start: TypeID) -> Set<TypeID> {
        var seen: Set<TypeID> = []
        var waiting = [start]
        while let id = waiting.popLast() {
            for field in schema[id].inputFields {
                guard case .nonNull(.named(let next)) = field.type, schema[next].kind == .inputObject else { continue }
                if seen.insert(next).inserted { waiting.append(next) }
            }
        }
        return seen
    }
}
