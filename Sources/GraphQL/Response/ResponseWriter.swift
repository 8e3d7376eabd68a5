import JSON

/// Writes the answers of an execution as JSON, in the order of the selection.
///
/// Sections 7.1 and 7.2.1. Walks the scopes once. It descends one level per level of the plan, whose depth is limited.
struct ResponseWriter {
    private let scopes: [ExecutedScope]
    private let plan: OperationPlan
    private let maximumBytes: Int
    private var writer: JSONWriter
    private(set) var isTooLong = false

    private init(scopes: [ExecutedScope], plan: OperationPlan, maximumBytes: Int, reserving: Int) {
        self.scopes = scopes
        self.plan = plan
        self.maximumBytes = maximumBytes
        writer = JSONWriter(reserving: reserving)
    }

    /// - Returns: `nil` when the response would be longer than allowed.
    static func bytes(
        scopes: [ExecutedScope], plan: OperationPlan, isNull: Bool, errors: [GraphQLError], maximumBytes: Int
    ) -> [UInt8]? {
        let fields = scopes.reduce(0) { $0 + $1.count * $1.fields.count }
        var response = ResponseWriter(
            scopes: scopes, plan: plan, maximumBytes: maximumBytes, reserving: min(256 + fields * 24, 1 << 20))
        response.writer.beginObject()
        if !errors.isEmpty { errors.write(to: &response.writer) }
        response.writer.name("data")
        if isNull { response.writer.null() } else { response.writeObject(scope: 0, position: 0) }
        response.writer.endObject()
        return response.isTooLong ? nil : response.writer.bytes
    }

    private mutating func writeObject(scope index: Int, position: Int) {
        guard index >= 0, writer.count <= maximumBytes else {
            if index >= 0 { isTooLong = true }
            return writer.null()
        }
        writer.beginObject()
        let keys = plan.selections[scopes[index].selection].fields
        for field in scopes[index].fields.indices {
            writer.rawName(keys[field].encodedKey)
            switch scopes[index].fields[field] {
            case .encoded(let bytes): writer.raw(bytes)
            case .leaf(let storage): write(storage, at: position)
            case .links(let links): write(links, depth: 0, index: position)
            case .waiting: writer.null()
            }
        }
        writer.endObject()
    }

    private mutating func write(_ links: ObjectLinks, depth: Int, index: Int) {
        guard depth < links.levels.count else {
            let target = Int(links.targets[index])
            return target < 0 ? writer.null() : writeObject(scope: links.scope(of: index), position: target)
        }
        guard !links.levels[depth].isNull(index) else { return writer.null() }
        writer.beginArray()
        for element in links.levels[depth].range(index) where !isTooLong {
            write(links, depth: depth + 1, index: element)
        }
        writer.endArray()
    }

    private mutating func write(_ storage: LeafColumn.Storage, at index: Int) {
        switch storage {
        case .strings(let values): writer.string(values[index])
        case .optionalStrings(let values): if let value = values[index] { writer.string(value) } else { writer.null() }
        case .integers(let values): writer.integer(values[index])
        case .optionalIntegers(let values):
            if let value = values[index] { writer.integer(value) } else { writer.null() }
        case .numbers(let values): writer.number(values[index])
        case .optionalNumbers(let values): if let value = values[index] { writer.number(value) } else { writer.null() }
        case .booleans(let values): writer.bool(values[index])
        case .optionalBooleans(let values): if let value = values[index] { writer.bool(value) } else { writer.null() }
        case .timestamps(let values): writer.timestamp(values[index])
        case .optionalTimestamps(let values):
            if let value = values[index] { writer.timestamp(value) } else { writer.null() }
        case .json(let values): writer.value(values[index])
        case .constant(let value): writer.value(value)
        case .lists(let elements, let offsets, let nullLists):
            guard nullLists?[index] != true else { return writer.null() }
            writer.beginArray()
            for element in Int(offsets[index])..<Int(offsets[index + 1]) { write(elements, at: element) }
            writer.endArray()
        }
    }
}
