import JSON

/// Checks the values of a leaf field against its type and puts null where one is wrong.
///
/// Section 6.4.3 (CompleteValue) for scalars, enums and lists of these. Whole columns that are right, which is what
/// happens, pass after one scan and are not copied.
struct LeafCompletion {
    struct Problem {
        var index: Int
        /// Places in the lists inside.
        var path: [Int] = []
        var error: FieldError
        /// For the operator, if the resolver is to blame.
        var blame: String?
    }

    let kind: LeafKind
    /// `Station.name`, for messages.
    let field: String
    private(set) var problems: [Problem] = []

    init(kind: LeafKind, field: String) {
        self.kind = kind
        self.field = field
    }

    /// - Throws: ``ResolverFailure`` when the column as a whole does not fit.
    mutating func complete(
        _ column: LeafColumn, type: TypeReference, rows: Rows, batchCount: Int
    ) throws -> LeafColumn.Storage {
        var storage = column.storage
        guard storage.hasValidLists else { throw ResolverFailure("\(field): wrong list offsets") }
        var positions: [Int: Int]?
        if let count = storage.count, count != rows.count {
            guard count == batchCount else {
                throw ResolverFailure("\(field): \(count) values for \(rows.count) objects")
            }
            storage = storage.picking(rows)
            positions = Dictionary(rows.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }
        var failed: Set<Int> = []
        for (index, error) in column.errors {
            guard let position = positions.map({ $0[index] }) ?? index, (0..<rows.count).contains(position) else {
                continue
            }
            problems.append(Problem(index: position, error: error))
            failed.insert(position)
        }
        if !failed.isEmpty { storage = storage.withNulls(at: failed, count: rows.count) }
        return try complete(storage, type: type, count: rows.count, failed: &failed)
    }

    private mutating func complete(
        _ storage: LeafColumn.Storage, type: TypeReference, count: Int, failed: inout Set<Int>
    ) throws -> LeafColumn.Storage {
        var result = storage
        if let element = type.element {
            result = try completeLists(storage, element: element, count: count, failed: &failed)
        } else {
            switch kind.accepts(storage) {
            case true?: break
            case false?: throw ResolverFailure("\(field): lists for a field that is no list")
            case nil: result = try completeEach(storage, count: count, failed: &failed)
            }
        }
        if type.isNonNull, result.canHaveNulls {
            for index in 0..<count where result.isNull(at: index) && failed.insert(index).inserted {
                problems.append(
                    Problem(
                        index: index, error: .nullRefused(field), blame: "\(field): null for a type that is not null"))
            }
        }
        return result
    }

    private mutating func completeEach(
        _ storage: LeafColumn.Storage, count: Int, failed: inout Set<Int>
    ) throws -> LeafColumn.Storage {
        if case .constant(let value) = storage, count > 0 {
            let completed = try completeEach(.json([value]), count: 1, failed: &failed)
            guard problems.isEmpty else {
                failed = Set(0..<count)
                let first = problems.removeLast()
                for index in 0..<count {
                    problems.append(Problem(index: index, error: first.error, blame: index == 0 ? first.blame : nil))
                }
                return .constant(.null)
            }
            return .constant(completed.value(at: 0))
        }
        var values: [JSONValue] = []
        values.reserveCapacity(count)
        for index in 0..<count {
            let value = storage.value(at: index)
            guard !value.isNull else {
                values.append(.null)
                continue
            }
            let completed: Result<JSONValue?, any Error> = Result { try kind.serialize(value) }
            switch completed {
            case .success(let completed?): values.append(completed)
            case .failure(let error as any FieldErrorRepresentable):
                values.append(.null)
                if failed.insert(index).inserted { problems.append(Problem(index: index, error: error.fieldError)) }
            case .success(nil), .failure:
                values.append(.null)
                guard failed.insert(index).inserted else { continue }
                problems.append(
                    Problem(
                        index: index, error: FieldError("the value cannot be represented", code: .internal),
                        blame: "\(field): \(value) does not fit the type"))
            }
        }
        return .json(values)
    }

    private mutating func completeLists(
        _ storage: LeafColumn.Storage, element: TypeReference, count: Int, failed: inout Set<Int>
    ) throws -> LeafColumn.Storage {
        let elements: LeafColumn.Storage
        var level: ListLevel
        switch storage {
        case .lists(let inner, let offsets, let nullLists):
            elements = inner
            level = ListLevel(offsets: offsets, nullLists: nullLists)
        case .constant(.null): return storage
        case .json(let values): (elements, level) = try Self.lists(values, field: field)
        case .constant(let value):
            (elements, level) = try Self.lists(Array(repeating: value, count: count), field: field)
        default: throw ResolverFailure("\(field): single values for a list field")
        }
        let elementCount = elements.count ?? Int(level.offsets.last ?? 0)
        guard level.isValid(elementCount: elementCount) else { throw ResolverFailure("\(field): wrong list offsets") }
        let before = problems
        problems = []
        var failedElements: Set<Int> = []
        let completed = try complete(elements, type: element, count: elementCount, failed: &failedElements)
        let found = problems
        problems = before
        // An element that is an error need not have failed as a whole: the error may be in a list inside it.
        if !found.isEmpty {
            place(found, in: &level, element: element, completed: completed, failed: &failed)
        }
        return .lists(completed, offsets: level.offsets, nullLists: level.nullLists)
    }

    /// Says of problems with elements which list they are in; a list with a null that it must not have becomes null.
    private mutating func place(
        _ found: [Problem], in level: inout ListLevel, element: TypeReference, completed: LeafColumn.Storage,
        failed: inout Set<Int>
    ) {
        var byElement: [Int: [Problem]] = [:]
        for problem in found { byElement[problem.index, default: []].append(problem) }
        for list in 0..<level.count where !level.isNull(list) {
            let range = level.range(list)
            for index in range {
                for problem in byElement[index] ?? [] {
                    problems.append(
                        Problem(
                            index: list, path: [index - range.lowerBound] + problem.path, error: problem.error,
                            blame: problem.blame))
                }
                if element.isNonNull, completed.isNull(at: index) {
                    level.setNull(list)
                    failed.insert(list)
                }
            }
        }
    }

    /// Lists that came as JSON.
    private static func lists(_ values: [JSONValue], field: String) throws -> (LeafColumn.Storage, ListLevel) {
        var level = ListLevel(offsets: [0])
        var elements: [JSONValue] = []
        var nulls: [Int] = []
        for (index, value) in values.enumerated() {
            switch value {
            case .array(let items): elements += items
            case .null: nulls.append(index)
            default: throw ResolverFailure("\(field): a single value for a list field")
            }
            level.offsets.append(Int32(clamping: elements.count))
        }
        for index in nulls { level.setNull(index) }
        return (.json(elements), level)
    }
}

extension FieldError {
    /// Section 6.4.4.
    static func nullRefused(_ field: String) -> FieldError {
        FieldError("cannot return null for non-nullable field \(field)", code: .internal)
    }
}

extension LeafColumn.Storage {
    func withNulls(at indices: Set<Int>, count: Int) -> LeafColumn.Storage {
        if case .lists(let elements, let offsets, let nullLists) = self {
            var level = ListLevel(offsets: offsets, nullLists: nullLists)
            for index in indices where index < level.count { level.setNull(index) }
            return .lists(elements, offsets: offsets, nullLists: level.nullLists)
        }
        return switch self {
        case .timestamps(let values):
            .optionalTimestamps(values.enumerated().map { indices.contains($0) ? nil : $1 })
        case .optionalTimestamps(let values):
            .optionalTimestamps(values.enumerated().map { indices.contains($0) ? nil : $1 })
        default: .json((0..<count).map { indices.contains($0) ? .null : value(at: $0) })
        }
    }
}
