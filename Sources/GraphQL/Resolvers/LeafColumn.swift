public import JSON

/// The values of a scalar or enum field (or of lists of these) for many objects.
///
/// It has one entry for each wanted object, or one for each row of the batch; the latter needs no copy.
public struct LeafColumn: Sendable {
    enum Storage: Sendable {
        case strings([String])
        case optionalStrings([String?])
        case integers([Int64])
        case optionalIntegers([Int64?])
        case numbers([Double])
        case optionalNumbers([Double?])
        case booleans([Bool])
        case optionalBooleans([Bool?])
        case timestamps([Timestamp])
        case optionalTimestamps([Timestamp?])
        case json([JSONValue])
        case constant(JSONValue)
        indirect case lists(Storage, offsets: [Int32], nullLists: [Bool]?)
    }

    var storage: Storage
    var errors: [(index: Int, error: FieldError)] = []

    init(_ storage: Storage) { self.storage = storage }

    public static func strings(_ values: [String]) -> LeafColumn { LeafColumn(.strings(values)) }
    public static func strings(_ values: [String?]) -> LeafColumn { LeafColumn(.optionalStrings(values)) }
    public static func integers(_ values: [Int64]) -> LeafColumn { LeafColumn(.integers(values)) }
    public static func integers(_ values: [Int64?]) -> LeafColumn { LeafColumn(.optionalIntegers(values)) }
    @_disfavoredOverload
    public static func integers(_ values: [Int]) -> LeafColumn { LeafColumn(.integers(values.map { Int64($0) })) }
    @_disfavoredOverload
    public static func integers(_ values: [Int?]) -> LeafColumn {
        LeafColumn(.optionalIntegers(values.map { $0.map { Int64($0) } }))
    }
    public static func numbers(_ values: [Double]) -> LeafColumn { LeafColumn(.numbers(values)) }
    public static func numbers(_ values: [Double?]) -> LeafColumn { LeafColumn(.optionalNumbers(values)) }
    public static func booleans(_ values: [Bool]) -> LeafColumn { LeafColumn(.booleans(values)) }
    public static func booleans(_ values: [Bool?]) -> LeafColumn { LeafColumn(.optionalBooleans(values)) }
    public static func timestamps(_ values: [Timestamp]) -> LeafColumn { LeafColumn(.timestamps(values)) }
    public static func timestamps(_ values: [Timestamp?]) -> LeafColumn { LeafColumn(.optionalTimestamps(values)) }
    /// `JSONValue.null` stands for null; fits any scalar that takes the value.
    public static func json(_ values: [JSONValue]) -> LeafColumn { LeafColumn(.json(values)) }
    /// The same value for every object.
    public static func constant(_ value: JSONValue) -> LeafColumn { LeafColumn(.constant(value)) }
    public static var null: LeafColumn { LeafColumn(.constant(.null)) }

    /// Lists of leaves: list i has the elements `offsets[i]..<offsets[i + 1]`; may be nested.
    public static func lists(
        of elements: LeafColumn, offsets: [Int32], nullLists: [Bool]? = nil
    ) -> LeafColumn {
        LeafColumn(.lists(elements.storage, offsets: offsets, nullLists: nullLists))
    }

    /// Puts an error in the place of one value.
    public func failing(_ error: FieldError, at index: Int) -> LeafColumn {
        var copy = self
        copy.errors.append((index, error))
        return copy
    }
}

extension LeafColumn.Storage {
    /// `nil`: any number of objects.
    var count: Int? {
        switch self {
        case .strings(let values): values.count
        case .optionalStrings(let values): values.count
        case .integers(let values): values.count
        case .optionalIntegers(let values): values.count
        case .numbers(let values): values.count
        case .optionalNumbers(let values): values.count
        case .booleans(let values): values.count
        case .optionalBooleans(let values): values.count
        case .timestamps(let values): values.count
        case .optionalTimestamps(let values): values.count
        case .json(let values): values.count
        case .constant: nil
        case .lists(_, let offsets, _): max(0, offsets.count - 1)
        }
    }

    /// Only these rows. Lists keep their elements where they are and get new bounds, so their elements are copied.
    func picking(_ rows: Rows) -> Self {
        switch self {
        case .strings(let values): .strings(rows.pick(values))
        case .optionalStrings(let values): .optionalStrings(rows.pick(values))
        case .integers(let values): .integers(rows.pick(values))
        case .optionalIntegers(let values): .optionalIntegers(rows.pick(values))
        case .numbers(let values): .numbers(rows.pick(values))
        case .optionalNumbers(let values): .optionalNumbers(rows.pick(values))
        case .booleans(let values): .booleans(rows.pick(values))
        case .optionalBooleans(let values): .optionalBooleans(rows.pick(values))
        case .timestamps(let values): .timestamps(rows.pick(values))
        case .optionalTimestamps(let values): .optionalTimestamps(rows.pick(values))
        case .json(let values): .json(rows.pick(values))
        case .constant: self
        case .lists(let elements, let offsets, let nullLists):
            {
                let level = ListLevel(offsets: offsets, nullLists: nullLists)
                let (picked, kept) = level.picking(rows)
                return .lists(
                    elements.picking(Rows(chosen: kept)), offsets: picked.offsets, nullLists: picked.nullLists)
            }()
        }
    }

    /// Whether the bounds of all lists ascend and stay inside; must hold before any row is read.
    var hasValidLists: Bool {
        guard case .lists(let elements, let offsets, let nullLists) = self else { return true }
        return ListLevel(offsets: offsets, nullLists: nullLists).isValid(elementCount: elements.count)
            && elements.hasValidLists
    }

    /// The value as JSON; the slow way, for values that need a look each.
    func value(at index: Int) -> JSONValue {
        switch self {
        case .strings(let values): .string(values[index])
        case .optionalStrings(let values): values[index].map { .string($0) } ?? .null
        case .integers(let values): .integer(values[index])
        case .optionalIntegers(let values): values[index].map { .integer($0) } ?? .null
        case .numbers(let values): .number(values[index])
        case .optionalNumbers(let values): values[index].map { .number($0) } ?? .null
        case .booleans(let values): .bool(values[index])
        case .optionalBooleans(let values): values[index].map { .bool($0) } ?? .null
        case .timestamps(let values): .string(values[index].description)
        case .optionalTimestamps(let values): values[index].map { .string($0.description) } ?? .null
        case .json(let values): values[index]
        case .constant(let value): value
        case .lists: .null
        }
    }

    func isNull(at index: Int) -> Bool {
        switch self {
        case .strings, .integers, .numbers, .booleans, .timestamps: false
        case .optionalStrings(let values): values[index] == nil
        case .optionalIntegers(let values): values[index] == nil
        case .optionalNumbers(let values): values[index] == nil
        case .optionalBooleans(let values): values[index] == nil
        case .optionalTimestamps(let values): values[index] == nil
        case .json(let values): values[index].isNull
        case .constant(let value): value.isNull
        case .lists(_, _, let nullLists): nullLists?[index] ?? false
        }
    }

    var canHaveNulls: Bool {
        switch self {
        case .strings, .integers, .numbers, .booleans, .timestamps: false
        case .constant(let value): value.isNull
        case .lists(_, _, let nullLists): nullLists != nil
        case .optionalStrings, .optionalIntegers, .optionalNumbers, .optionalBooleans, .optionalTimestamps, .json: true
        }
    }
}
