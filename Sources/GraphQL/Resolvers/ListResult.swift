/// The answer of a field whose type is a list of objects, interfaces or unions: one list or null per parent.
public struct ListResult: Sendable {
    var composite: CompositeResult

    private init(
        _ batches: [(type: String?, batch: any ObjectBatch)], _ elements: CompositeResult.Elements, offsets: [Int32]?
    ) {
        composite = CompositeResult(
            batches: batches, elements: elements, levels: offsets.map { [ListLevel(offsets: $0)] } ?? [], isList: true)
    }

    /// Parent i has the rows `offsets[i]..<offsets[i + 1]`.
    public static func rows(of batch: any ObjectBatch, offsets: [Int32]) -> ListResult {
        ListResult([(nil, batch)], .inOrder(max(0, batch.count)), offsets: offsets)
    }

    /// Parent i has the objects of `rows[offsets[i]..<offsets[i + 1]]`; −1 is a null element.
    public static func rows(_ rows: [Int32], of batch: any ObjectBatch, offsets: [Int32]) -> ListResult {
        ListResult([(nil, batch)], .rows(rows), offsets: offsets)
    }

    /// Every parent has all rows; for root fields, which have one parent.
    public static func all(_ batch: any ObjectBatch) -> ListResult {
        all(batch, rows: Array(0..<Int32(clamping: max(0, batch.count))))
    }

    /// Every parent has these rows.
    public static func all(_ batch: any ObjectBatch, rows: [Int32]) -> ListResult {
        ListResult(
            [(nil, batch)],
            .shared(rows.map { $0 < 0 ? .null : ObjectReference(batch: 0, row: $0) }), offsets: nil)
    }

    /// Objects of several types: parent i has `references[offsets[i]..<offsets[i + 1]]`.
    public static func abstract(
        _ references: [ObjectReference], of batches: [TypedBatch], offsets: [Int32]
    ) -> ListResult {
        ListResult(batches.map { ($0.type, $0.batch) }, .references(references), offsets: offsets)
    }

    /// Null instead of a list, for every parent.
    public static var null: ListResult { ListResult([], .null, offsets: nil) }

    /// No elements, for every parent.
    public static var empty: ListResult { ListResult([], .shared([]), offsets: nil) }

    /// Lists of these lists: parent i has the inner lists `offsets[i]..<offsets[i + 1]`.
    public static func lists(of inner: ListResult, offsets: [Int32]) -> ListResult {
        var copy = inner
        copy.composite.levels.insert(ListLevel(offsets: offsets), at: 0)
        return copy
    }

    /// Null instead of a list where it is true.
    public func withNullLists(_ nullLists: [Bool]) -> ListResult {
        var copy = self
        if !copy.composite.levels.isEmpty { copy.composite.levels[0].nullLists = nullLists }
        return copy
    }

    /// Puts an error in the place of one parent's list.
    public func failing(_ error: FieldError, at index: Int) -> ListResult {
        var copy = self
        copy.composite.errors.append((index, error))
        return copy
    }
}
