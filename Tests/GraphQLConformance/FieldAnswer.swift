import GraphQL
import JSON

/// Brings the values of one field into columns and batches.
struct FieldAnswer: Sendable {
    let world: DeterministicWorld
    let type: String
    let field: String
    let fieldType: ValueType
    /// Decides which form a column takes.
    let road: UInt32

    func keys(_ objects: Objects<KeyedObjects>) -> [UInt32] {
        // A column may have a value for each row of the batch or for each object that is wanted.
        road % 3 == 0 ? objects.batch.keys : objects.pick(objects.batch.keys)
    }

    func rootKeys(_ context: DeterministicContext) -> [UInt32] {
        [type == world.mutation ? context.nextMutation() : 0]
    }

    private func values(_ keys: [UInt32], _ request: FieldRequest) -> (values: [DeterministicValue], errors: [Int]) {
        let arguments = JSONValue.object(request.arguments).canonical
        var errors: [Int] = []
        let values = keys.enumerated().map { index, key in
            let seed = world.seed(parent: key, type: type, field: field, arguments: arguments)
            guard !world.isError(seed) else {
                errors.append(index)
                return DeterministicValue.null
            }
            return world.value(fieldType, seed: seed, arguments: arguments)
        }
        return (values, errors)
    }

    // MARK: Leaves

    func leaves(_ keys: [UInt32], _ request: FieldRequest) -> LeafColumn {
        let (values, errors) = values(keys, request)
        var column = column(values, depth: fieldType.depth)
        for index in errors { column = column.failing(FieldError("refused", code: .conflict), at: index) }
        return column
    }

    private func column(_ values: [DeterministicValue], depth: Int) -> LeafColumn {
        let json = values.map { Self.json($0) }
        if road % 5 == 0 { return .json(json) }
        if depth > 0 {
            var offsets: [Int32] = [0]
            var elements: [DeterministicValue] = []
            var nulls: [Bool] = []
            for value in values {
                if case .list(let items) = value { elements += items }
                if case .null = value { nulls.append(true) } else { nulls.append(false) }
                offsets.append(Int32(clamping: elements.count))
            }
            return .lists(of: column(elements, depth: depth - 1), offsets: offsets, nullLists: nulls)
        }
        if json.allSatisfy({ $0.isNull || $0.string != nil }) { return .strings(json.map(\.string)) }
        if json.allSatisfy({ $0.isNull || $0.bool != nil }) { return .booleans(json.map(\.bool)) }
        let areWhole = json.allSatisfy { if case .integer = $0 { true } else { $0.isNull } }
        if areWhole { return .integers(json.map(\.integer)) }
        let areFractions = json.allSatisfy { if case .number = $0 { true } else { $0.isNull } }
        return areFractions && fieldType.name == "Float" ? .numbers(json.map(\.number)) : .json(json)
    }

    static func json(_ value: DeterministicValue) -> JSONValue {
        switch value {
        case .null, .object: .null
        case .leaf(let leaf): leaf
        case .list(let items): .array(items.map { json($0) })
        }
    }

    // MARK: Objects

    func objects(_ keys: [UInt32], _ request: FieldRequest) -> ObjectResult {
        let (values, errors) = values(keys, request)
        return objects(values, errors: errors)
    }

    func objects(_ values: [DeterministicValue], errors: [Int]) -> ObjectResult {
        var found = ObjectTable()
        let references = values.map { found.reference($0) }
        var result =
            world.possibleTypes[fieldType.name] != nil
            ? ObjectResult.abstract(references, of: found.batches)
            : .rows(references.map(\.row), of: found.batches.first?.batch ?? KeyedObjects(keys: []))
        for index in errors { result = result.failing(FieldError("refused", code: .conflict), at: index) }
        return result
    }

    func lists(_ keys: [UInt32], _ request: FieldRequest) -> ListResult {
        let (values, errors) = values(keys, request)
        return lists(values, errors: errors)
    }

    func lists(_ values: [DeterministicValue], errors: [Int]) -> ListResult {
        var result = lists(values, depth: fieldType.depth)
        for index in errors { result = result.failing(FieldError("refused", code: .conflict), at: index) }
        return result
    }

    private func lists(_ values: [DeterministicValue], depth: Int) -> ListResult {
        var offsets: [Int32] = [0]
        var elements: [DeterministicValue] = []
        var nulls: [Bool] = []
        for value in values {
            if case .list(let items) = value { elements += items }
            if case .null = value { nulls.append(true) } else { nulls.append(false) }
            offsets.append(Int32(clamping: elements.count))
        }
        guard depth == 1 else {
            return .lists(of: lists(elements, depth: depth - 1), offsets: offsets).withNullLists(nulls)
        }
        var found = ObjectTable()
        let references = elements.map { found.reference($0) }
        let result =
            world.possibleTypes[fieldType.name] != nil
            ? ListResult.abstract(references, of: found.batches, offsets: offsets)
            : .rows(
                references.map(\.row), of: found.batches.first?.batch ?? KeyedObjects(keys: []), offsets: offsets)
        return result.withNullLists(nulls)
    }
}

/// Objects by type, each once, so that parents share them.
private struct ObjectTable {
    private var types: [String] = []
    private var keys: [[UInt32]] = []

    var batches: [TypedBatch] { zip(types, keys).map { TypedBatch(type: $0, KeyedObjects(keys: $1)) } }

    mutating func reference(_ value: DeterministicValue) -> ObjectReference {
        guard case .object(let type, let key) = value else { return .null }
        if !types.contains(type) {
            types.append(type)
            keys.append([])
        }
        let batch = types.firstIndex(of: type) ?? 0
        if !keys[batch].contains(key) { keys[batch].append(key) }
        let row = keys[batch].firstIndex(of: key) ?? 0
        return ObjectReference(batch: Int32(clamping: batch), row: Int32(clamping: row))
    }
}
