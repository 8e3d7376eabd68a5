/// Checks what an object or list resolver answered and brings it into the order of the scope's objects.
///
/// Section 6.4.3 (CompleteValue) for objects, interfaces, unions and lists of these.
struct CompositeCompletion {
    struct Problem {
        var position: Int
        var path: [Int] = []
        var error: FieldError
        var isNullRefused = false
    }

    private(set) var levels: [ListLevel]
    private(set) var references: [ObjectReference]
    private(set) var problems: [Problem] = []

    /// - Throws: ``ResolverFailure`` when the result as a whole does not fit.
    init(
        _ result: CompositeResult, type: TypeReference, rows: Rows, batchCount: Int, field: String
    ) throws {
        levels = result.levels
        references = Self.references(result.elements)
        if case .shared(let shared) = result.elements {
            if result.isList {
                levels.append(
                    ListLevel(offsets: (0...rows.count).map { Int32(clamping: $0 * shared.count) }))
            }
            references = Array(repeating: shared, count: rows.count).flatMap(\.self)
        } else if case .null = result.elements {
            levels =
                type.listDepth == 0
                ? [] : Array(repeating: ListLevel(offsets: Array(repeating: 0, count: rows.count + 1)), count: 1)
            if levels.isEmpty {
                references = Array(repeating: .null, count: rows.count)
            } else {
                for index in 0..<rows.count { levels[0].setNull(index) }
                // Levels below the null have nothing in them.
                for _ in 1..<max(1, type.listDepth) { levels.append(ListLevel(offsets: [0])) }
            }
        }
        guard levels.count == type.listDepth else {
            throw ResolverFailure("\(field): \(levels.count) levels of lists, the type has \(type.listDepth)")
        }
        for (depth, level) in levels.enumerated() {
            let inside = depth + 1 < levels.count ? levels[depth + 1].count : references.count
            guard level.isValid(elementCount: inside) else { throw ResolverFailure("\(field): wrong list offsets") }
        }
        try align(with: rows, batchCount: batchCount, errors: result.errors, field: field)
        try checkRows(of: result.batches, field: field)
        refuseNulls(type, field: field)
    }

    private static func references(_ elements: CompositeResult.Elements) -> [ObjectReference] {
        switch elements {
        case .inOrder(let count): (0..<count).map { ObjectReference(batch: 0, row: Int32(clamping: $0)) }
        case .rows(let rows): rows.map { $0 < 0 ? .null : ObjectReference(batch: 0, row: $0) }
        case .references(let references): references
        case .shared, .null: []
        }
    }

    private mutating func align(
        with rows: Rows, batchCount: Int, errors: [(index: Int, error: FieldError)], field: String
    ) throws {
        let count = levels.first?.count ?? references.count
        var positions: [Int: Int]?
        if count != rows.count {
            guard count == batchCount else {
                throw ResolverFailure("\(field): \(count) results for \(rows.count) objects")
            }
            pick(rows)
            positions = Dictionary(rows.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }
        for (index, error) in errors {
            guard let position = positions.map({ $0[index] }) ?? index, (0..<rows.count).contains(position) else {
                continue
            }
            problems.append(Problem(position: position, error: error))
            if levels.isEmpty { references[position] = .null } else { levels[0].setNull(position) }
        }
    }

    private mutating func pick(_ rows: Rows) {
        var kept = rows
        for depth in levels.indices {
            let (level, elements) = levels[depth].picking(kept)
            levels[depth] = level
            kept = Rows(chosen: elements)
        }
        references = kept.pick(references)
    }

    private mutating func checkRows(
        of batches: [(type: String?, batch: any ObjectBatch)], field: String
    ) throws {
        let counts = batches.map(\.batch.count)
        for (index, reference) in references.enumerated() {
            if reference.batch < 0 || reference.row < 0 {
                references[index] = .null
                continue
            }
            guard Int(reference.batch) < counts.count, Int(reference.row) < counts[Int(reference.batch)] else {
                throw ResolverFailure("\(field): row \(reference.row) is outside its batch")
            }
        }
    }

    /// Finds nulls where the type has none; what follows from them is done when all is known.
    private mutating func refuseNulls(_ type: TypeReference, field: String) {
        guard references.contains(.null) || levels.contains(where: { $0.nullLists != nil }) else { return }
        let failed = Set(problems.map(\.position))
        var types = [type]
        while let element = types.last?.element { types.append(element) }
        let count = levels.first?.count ?? references.count
        for position in 0..<count where !failed.contains(position) {
            visit(position, depth: 0, types: types, position: position, path: [], field: field)
        }
    }

    /// As deep as the type has lists.
    private mutating func visit(
        _ index: Int, depth: Int, types: [TypeReference], position: Int, path: [Int], field: String
    ) {
        let isLeaf = depth == levels.count
        guard isLeaf ? references[index] == .null : levels[depth].isNull(index) else {
            guard !isLeaf else { return }
            let range = levels[depth].range(index)
            for element in range {
                visit(
                    element, depth: depth + 1, types: types, position: position,
                    path: path + [element - range.lowerBound], field: field)
            }
            return
        }
        guard types[depth].isNonNull else { return }
        problems.append(Problem(position: position, path: path, error: .nullRefused(field), isNullRefused: true))
    }
}

extension TypeReference {
    var listDepth: Int {
        var depth = 0
        var type = self
        while let element = type.element {
            depth += 1
            type = element
        }
        return depth
    }
}
