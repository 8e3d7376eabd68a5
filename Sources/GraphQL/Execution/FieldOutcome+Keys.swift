/// What a load answered for its keys, brought to the objects that have them.
extension FieldOutcome {
    /// - Parameter keyCount: how many keys the load had, of this field and of others.
    /// - Throws: ``ResolverFailure`` when the answer does not fit the keys.
    func distributed(to places: KeyPlaces, keyCount: Int) throws -> FieldOutcome {
        switch places {
        case .inOrder(let count) where count == keyCount: return self
        case .inOrder(let count):
            return try distributed(to: (0..<Int32(clamping: count)).map { $0 }, keyCount: keyCount)
        case .each(let places): return try distributed(to: places, keyCount: keyCount)
        }
    }

    private func distributed(to places: [Int32], keyCount: Int) throws -> FieldOutcome {
        switch self {
        case .leaf(let column): .leaf(try column.distributed(to: places, keyCount: keyCount))
        case .composite(let result): .composite(try result.distributed(to: places, keyCount: keyCount))
        }
    }
}

extension LeafColumn {
    fileprivate func distributed(to places: [Int32], keyCount: Int) throws -> LeafColumn {
        guard storage.hasValidLists, storage.count ?? keyCount == keyCount else {
            throw ResolverFailure("\(storage.count ?? 0) values for \(keyCount) keys")
        }
        guard keyCount > 0 else { return .null }
        let missing = places.indices.filter { places[$0] < 0 }
        var storage = storage
        if case .constant(let value) = storage, !missing.isEmpty {
            storage = .json(Array(repeating: value, count: keyCount))
        }
        storage = storage.picking(Rows(chosen: missing.isEmpty ? places : places.map { Swift.max(0, $0) }))
        if !missing.isEmpty { storage = storage.withNulls(at: Set(missing), count: places.count) }
        var column = LeafColumn(storage)
        column.errors = errors.distributed(to: places)
        return column
    }
}

extension CompositeResult {
    fileprivate func distributed(to places: [Int32], keyCount: Int) throws -> CompositeResult {
        var result = self
        result.errors = errors.distributed(to: places)
        switch elements {
        case .null: return result
        case .shared(let shared):
            guard places.contains(where: { $0 < 0 }) else { return result }
            return try spelledOut(shared, keyCount: keyCount).distributed(to: places, keyCount: keyCount)
        case .inOrder, .rows, .references: break
        }
        var kept = places
        for depth in levels.indices {
            let inside = depth + 1 < levels.count ? levels[depth + 1].count : elementCount
            guard levels[depth].isValid(elementCount: inside), depth > 0 || levels[depth].count == keyCount else {
                throw ResolverFailure("the lists do not fit the \(keyCount) keys")
            }
            (result.levels[depth], kept) = levels[depth].picking(kept)
        }
        guard !levels.isEmpty || elementCount == keyCount else {
            throw ResolverFailure("\(elementCount) objects for \(keyCount) keys")
        }
        switch elements {
        case .inOrder: result.elements = .rows(kept)
        case .rows(let rows): result.elements = .rows(kept.map { $0 < 0 ? -1 : rows[Int($0)] })
        case .references(let references):
            result.elements = .references(kept.map { $0 < 0 ? .null : references[Int($0)] })
        case .shared, .null: break
        }
        return result
    }

    private var elementCount: Int {
        switch elements {
        case .inOrder(let count): count
        case .rows(let rows): rows.count
        case .references(let references): references.count
        case .shared, .null: 0
        }
    }

    /// The same for every key, written for each: an object without a key must not get it.
    private func spelledOut(_ shared: [ObjectReference], keyCount: Int) throws -> CompositeResult {
        var result = self
        if isList {
            result.levels.append(ListLevel(offsets: (0...keyCount).map { Int32(clamping: $0 * shared.count) }))
        }
        result.elements = .references(Array(repeating: shared, count: keyCount).flatMap(\.self))
        return result
    }
}

extension ListLevel {
    /// The lists at these places, which may repeat, and the places of their elements; −1 becomes a null list.
    fileprivate func picking(_ places: [Int32]) -> (level: ListLevel, elements: [Int32]) {
        var picked = ListLevel(offsets: [0])
        picked.offsets.reserveCapacity(places.count + 1)
        var kept: [Int32] = []
        for place in places {
            if place >= 0 { kept.append(contentsOf: offsets[Int(place)]..<offsets[Int(place) + 1]) }
            picked.offsets.append(Int32(clamping: kept.count))
        }
        if nullLists != nil || places.contains(-1) {
            picked.nullLists = places.map { $0 < 0 || isNull(Int($0)) }
        }
        return (picked, kept)
    }
}

extension [(index: Int, error: FieldError)] {
    /// An error of a key belongs to every object that has it.
    fileprivate func distributed(to places: [Int32]) -> Self {
        guard !isEmpty else { return [] }
        let byKey = Dictionary(map { ($0.index, $0.error) }, uniquingKeysWith: { first, _ in first })
        return places.enumerated().compactMap { position, place in
            byKey[Int(place)].map { (index: position, error: $0) }
        }
    }
}
