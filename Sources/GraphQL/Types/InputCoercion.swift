import JSON

/// Turns what clients send into what resolvers get: sections 3.5 to 3.12 (input coercion) and 6.4.1.
///
/// Enum values and IDs become strings, input objects get their defaults, a single value becomes a list where one is
/// expected. A result of `nil` means: not given.
struct InputCoercion: Sendable {
    let schema: Schema
    /// By type; only custom scalars that were registered have one.
    private let scalars: [TypeID: ScalarCoercion]
    /// Off, values are only checked.
    private let fillsDefaults: Bool

    init(schema: Schema, scalars: [String: ScalarCoercion] = [:], fillsDefaults: Bool = true) {
        self.schema = schema
        self.fillsDefaults = fillsDefaults
        var byType: [TypeID: ScalarCoercion] = [:]
        for (name, scalar) in scalars {
            if let id = schema.typeIDs[name] { byType[id] = scalar }
        }
        self.scalars = byType
    }

    func scalar(_ id: TypeID) -> ScalarCoercion? { scalars[id] }

    /// CoerceArgumentValues, section 6.4.1.
    func arguments(
        _ nodes: [ArgumentNode], for definitions: [InputValue], variables: JSONObject
    ) throws(InputProblem) -> JSONObject {
        var result = JSONObject()
        for definition in definitions {
            let node = nodes.first { $0.name.text == definition.name }
            var value: JSONValue?
            if let node {
                do throws(InputProblem) {
                    value = try literal(node.value, as: definition.type, variables: variables)
                } catch {
                    throw InputProblem(
                        message: "argument \"\(definition.name)\(error.pathWords)\": \(error.message)",
                        offset: error.offset ?? node.name.offset)
                }
            }
            if value == nil { value = try defaultValue(of: definition) }
            if let value {
                result[definition.name] = value
            } else if definition.type.isNonNull {
                throw InputProblem(
                    message: "argument \"\(definition.name)\" of type \(schema.words(definition.type)) is required",
                    offset: node?.value.offset)
            }
        }
        return result
    }

    private func defaultValue(of definition: InputValue) throws(InputProblem) -> JSONValue? {
        guard let node = definition.defaultValue else { return nil }
        return try literal(node, as: definition.type, variables: JSONObject())
    }

    // MARK: From a document

    func literal(
        _ node: ValueNode, as type: TypeReference, variables: JSONObject
    ) throws(InputProblem) -> JSONValue? {
        if case .variable(let name) = node.kind {
            guard let value = variables[name] else { return nil }
            if value.isNull, type.isNonNull { throw mustNotBeNull(type, at: node.offset) }
            return value
        }
        if node.isNull {
            if type.isNonNull { throw mustNotBeNull(type, at: node.offset) }
            return .null
        }
        switch type.nullable {
        case .list(let element): return try listLiteral(node, element: element, variables: variables)
        case .named(let id), .nonNull(.named(let id)):
            guard schema[id].kind == .inputObject else { return try leaf(node, type: id, variables: variables) }
            return try objectLiteral(node, type: id, variables: variables)
        case .nonNull(let inner): return try literal(node, as: inner, variables: variables)
        }
    }

    private func listLiteral(
        _ node: ValueNode, element: TypeReference, variables: JSONObject
    ) throws(InputProblem) -> JSONValue? {
        guard case .list(let items) = node.kind else {
            return try literal(node, as: element, variables: variables).map { .array([$0]) }
        }
        var values: [JSONValue] = []
        values.reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            do throws(InputProblem) {
                let value = try literal(item, as: element, variables: variables)
                if value == nil, element.isNonNull { throw mustNotBeNull(element, at: item.offset) }
                values.append(value ?? .null)
            } catch {
                throw error.inside(.index(index))
            }
        }
        return .array(values)
    }

    private func objectLiteral(
        _ node: ValueNode, type: TypeID, variables: JSONObject
    ) throws(InputProblem) -> JSONValue {
        let definition = schema[type]
        guard case .object(let fields) = node.kind else {
            throw InputProblem(message: "expected an object of type \(definition.name)", offset: node.offset)
        }
        for field in fields where definition.inputField(field.name.text) == nil {
            throw InputProblem(message: unknownField(field.name.text, of: definition), offset: field.name.offset)
        }
        // A variable without a value leaves a field out, but one that is written counts.
        if definition.isOneOf, fields.count != 1 { throw notExactlyOne(of: definition, at: node.offset) }
        var given = JSONObject(reserving: definition.inputFields.count)
        for inputField in definition.inputFields {
            guard let field = fields.first(where: { $0.name.text == inputField.name }) else { continue }
            do throws(InputProblem) {
                given[inputField.name] = try literal(field.value, as: inputField.type, variables: variables)
            } catch {
                throw error.inside(.field(inputField.name))
            }
        }
        return .object(try complete(given, type: definition, offset: node.offset))
    }

    /// A scalar or enum value as written.
    func leaf(_ node: ValueNode, type: TypeID, variables: JSONObject) throws(InputProblem) -> JSONValue {
        let definition = schema[type]
        if definition.kind == .enumeration {
            guard case .enumValue(let name) = node.kind else {
                throw InputProblem(message: expected(definition), offset: node.offset)
            }
            return try enumValue(name, type: definition, offset: node.offset)
        }
        if BuiltInTypes.scalars.contains(definition.name) {
            guard let value = builtInLiteral(node.kind, type: definition.name) else {
                throw InputProblem(message: expected(definition), offset: node.offset)
            }
            return value
        }
        return try parse(type: type, offset: node.offset) { scalar in
            let literal = ScalarLiteral(node, variables: variables)
            return try scalar?.parseLiteral.map { try $0(literal) } ?? scalar?.parse(literal.plainValue)
                ?? literal.plainValue
        }
    }

    private func builtInLiteral(_ kind: ValueNode.Kind, type: String) -> JSONValue? {
        switch (type, kind) {
        case ("Int", .integer(let digits)): Int32(digits).map { .integer(Int64($0)) }
        case ("Float", .integer(let digits)), ("Float", .float(let digits)):
            // An optional JSONValue has two nils; only this one means "wrong".
            Double(digits).flatMap { $0.isFinite ? JSONValue.number($0) : .none }
        case ("String", .string(let text, _)), ("ID", .string(let text, _)), ("ID", .integer(let text)): .string(text)
        case ("Boolean", .boolean(let value)): .bool(value)
        default: .none
        }
    }

    // MARK: From a variable

    func value(_ value: JSONValue, as type: TypeReference) throws(InputProblem) -> JSONValue {
        if value.isNull {
            if type.isNonNull { throw mustNotBeNull(type, at: nil) }
            return .null
        }
        switch type {
        case .nonNull(let inner): return try self.value(value, as: inner)
        case .list(let element):
            guard case .array(let items) = value else { return .array([try self.value(value, as: element)]) }
            var values: [JSONValue] = []
            values.reserveCapacity(items.count)
            for (index, item) in items.enumerated() {
                do throws(InputProblem) {
                    values.append(try self.value(item, as: element))
                } catch {
                    throw error.inside(.index(index))
                }
            }
            return .array(values)
        case .named(let id):
            return schema[id].kind == .inputObject ? try object(value, type: id) : try leaf(value, type: id)
        }
    }

    private func object(_ value: JSONValue, type: TypeID) throws(InputProblem) -> JSONValue {
        let definition = schema[type]
        guard case .object(let object) = value else {
            throw InputProblem(message: "expected an object of type \(definition.name)")
        }
        for member in object.members where definition.inputField(member.name) == nil {
            throw InputProblem(message: unknownField(member.name, of: definition))
        }
        var given = JSONObject(reserving: definition.inputFields.count)
        for inputField in definition.inputFields {
            guard let member = object[inputField.name] else { continue }
            do throws(InputProblem) {
                given[inputField.name] = try self.value(member, as: inputField.type)
            } catch {
                throw error.inside(.field(inputField.name))
            }
        }
        return .object(try complete(given, type: definition, offset: nil))
    }

    private func leaf(_ value: JSONValue, type: TypeID) throws(InputProblem) -> JSONValue {
        let definition = schema[type]
        if definition.kind == .enumeration {
            guard case .string(let name) = value else { throw InputProblem(message: expected(definition)) }
            return try enumValue(name, type: definition, offset: nil)
        }
        guard BuiltInTypes.scalars.contains(definition.name) else {
            return try parse(type: type, offset: nil) { try $0?.parse(value) ?? value }
        }
        guard let result = builtInValue(value, type: definition.name) else {
            throw InputProblem(message: expected(definition))
        }
        return result
    }

    private func builtInValue(_ value: JSONValue, type: String) -> JSONValue? {
        switch (type, value) {
        case ("Int", .integer(let number)): Int32(exactly: number).map { .integer(Int64($0)) }
        case ("Int", .number(let number)): Int32(exactly: number).map { .integer(Int64($0)) }
        case ("Float", .integer(let number)): Double(exactly: number).map { .number($0) }
        case ("Float", .number(let number)) where number.isFinite: value
        case ("String", .string), ("ID", .string), ("Boolean", .bool): value
        case ("ID", .integer(let number)): .string(String(number))
        case ("ID", .number(let number)):
            // Some senders write whole numbers with a fraction of nothing; beyond 2^53 digits may have been lost.
            number.magnitude <= 0x1p53 ? Int64(exactly: number).map { .string(String($0)) } : .none
        default: .none
        }
    }

    // MARK: Both ways

    /// Fills in defaults and checks what must be given (section 3.10).
    private func complete(
        _ given: JSONObject, type: NamedType, offset: Int32?
    ) throws(InputProblem) -> JSONObject {
        if type.isOneOf {
            guard given.count == 1, given.members.first?.value.isNull == false else {
                throw notExactlyOne(of: type, at: offset)
            }
            return given
        }
        var result = JSONObject(reserving: type.inputFields.count)
        for field in type.inputFields {
            if let value = given[field.name] {
                result[field.name] = value
            } else if fillsDefaults, let value = try defaultValue(of: field) {
                result[field.name] = value
            } else if field.type.isNonNull, fillsDefaults || field.isRequired {
                throw InputProblem(
                    message: "field \"\(field.name)\" of type \(schema.words(field.type)) is required", offset: offset)
            }
        }
        return result
    }

    private func notExactlyOne(of type: NamedType, at offset: Int32?) -> InputProblem {
        InputProblem(message: "exactly one field of \"\(type.name)\" must be given, and not null", offset: offset)
    }

    private func enumValue(_ name: String, type: NamedType, offset: Int32?) throws(InputProblem) -> JSONValue {
        guard type.values.contains(where: { $0.name == name }) else {
            throw InputProblem(message: "\"\(name)\" is no value of enum \"\(type.name)\"", offset: offset)
        }
        return .string(name)
    }

    private func parse(
        type: TypeID, offset: Int32?, _ work: (ScalarCoercion?) throws -> JSONValue
    ) throws(InputProblem) -> JSONValue {
        let result: Result<JSONValue, any Error> = Result { try work(scalars[type]) }
        switch result {
        case .success(let parsed): return parsed
        case .failure(let error as any FieldErrorRepresentable):
            throw InputProblem(message: error.fieldError.message, offset: offset)
        case .failure: throw InputProblem(message: expected(schema[type]), offset: offset)
        }
    }

    private func mustNotBeNull(_ type: TypeReference, at offset: Int32?) -> InputProblem {
        InputProblem(message: "expected \(schema.words(type)), found null", offset: offset)
    }

    private func expected(_ type: NamedType) -> String { "expected a value of type \(type.name)" }

    private func unknownField(_ name: String, of type: NamedType) -> String {
        "field \"\(name)\" is not defined by type \"\(type.name)\""
    }
}
