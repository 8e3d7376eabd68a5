/// The answer of a field whose type is an object, an interface or a union: one object or null per parent.
public struct ObjectResult: Sendable {
    var composite: CompositeResult

    /// Parent i has the object of row i.
    public static func each(_ batch: any ObjectBatch) -> ObjectResult {
        ObjectResult(composite: .init(batches: [(nil, batch)], elements: .inOrder(max(0, batch.count))))
    }

    /// Each parent's row, −1 for null. Parents may share rows; a shared object is executed once.
    public static func rows(_ rows: [Int32], of batch: any ObjectBatch) -> ObjectResult {
        ObjectResult(composite: .init(batches: [(nil, batch)], elements: .rows(rows)))
    }

    /// The same object for every parent.
    public static func one(_ batch: any ObjectBatch, row: Int = 0) -> ObjectResult {
        let reference = ObjectReference(batch: 0, row: Int32(clamping: row))
        return ObjectResult(composite: .init(batches: [(nil, batch)], elements: .shared([reference])))
    }

    public static func one(_ batch: TypedBatch, row: Int = 0) -> ObjectResult {
        let reference = ObjectReference(batch: 0, row: Int32(clamping: row))
        return ObjectResult(composite: .init(batches: [(batch.type, batch.batch)], elements: .shared([reference])))
    }

    public static var null: ObjectResult { ObjectResult(composite: .init(elements: .null)) }

    /// Objects of several types, for a field of interface or union type.
    public static func abstract(_ references: [ObjectReference], of batches: [TypedBatch]) -> ObjectResult {
        ObjectResult(
            composite: .init(batches: batches.map { ($0.type, $0.batch) }, elements: .references(references)))
    }

    /// Puts an error in the place of one object.
    public func failing(_ error: FieldError, at index: Int) -> ObjectResult {
        var copy = self
        copy.composite.errors.append((index, error))
        return copy
    }
}
