public import JSON

/// A leaf that is a column of the batch as it lies there: `.leaf(on: StationRows.self, \.names)`.
extension FieldResolver {
    public static func leaf<Batch: ObjectBatch>(
        on batch: Batch.Type, _ column: any KeyPath<Batch, [String]> & Sendable
    ) -> Self {
        leaf(on: Batch.self) { objects, _, _ in .strings(objects.batch[keyPath: column]) }
    }

    public static func leaf<Batch: ObjectBatch>(
        on batch: Batch.Type, _ column: any KeyPath<Batch, [String?]> & Sendable
    ) -> Self {
        leaf(on: Batch.self) { objects, _, _ in .strings(objects.batch[keyPath: column]) }
    }

    public static func leaf<Batch: ObjectBatch>(
        on batch: Batch.Type, _ column: any KeyPath<Batch, [Int64]> & Sendable
    ) -> Self {
        leaf(on: Batch.self) { objects, _, _ in .integers(objects.batch[keyPath: column]) }
    }

    public static func leaf<Batch: ObjectBatch>(
        on batch: Batch.Type, _ column: any KeyPath<Batch, [Int64?]> & Sendable
    ) -> Self {
        leaf(on: Batch.self) { objects, _, _ in .integers(objects.batch[keyPath: column]) }
    }

    public static func leaf<Batch: ObjectBatch>(
        on batch: Batch.Type, _ column: any KeyPath<Batch, [Int]> & Sendable
    ) -> Self {
        leaf(on: Batch.self) { objects, _, _ in .integers(objects.batch[keyPath: column]) }
    }

    public static func leaf<Batch: ObjectBatch>(
        on batch: Batch.Type, _ column: any KeyPath<Batch, [Int?]> & Sendable
    ) -> Self {
        leaf(on: Batch.self) { objects, _, _ in .integers(objects.batch[keyPath: column]) }
    }

    public static func leaf<Batch: ObjectBatch>(
        on batch: Batch.Type, _ column: any KeyPath<Batch, [Double]> & Sendable
    ) -> Self {
        leaf(on: Batch.self) { objects, _, _ in .numbers(objects.batch[keyPath: column]) }
    }

    public static func leaf<Batch: ObjectBatch>(
        on batch: Batch.Type, _ column: any KeyPath<Batch, [Double?]> & Sendable
    ) -> Self {
        leaf(on: Batch.self) { objects, _, _ in .numbers(objects.batch[keyPath: column]) }
    }

    public static func leaf<Batch: ObjectBatch>(
        on batch: Batch.Type, _ column: any KeyPath<Batch, [Bool]> & Sendable
    ) -> Self {
        leaf(on: Batch.self) { objects, _, _ in .booleans(objects.batch[keyPath: column]) }
    }

    public static func leaf<Batch: ObjectBatch>(
        on batch: Batch.Type, _ column: any KeyPath<Batch, [Bool?]> & Sendable
    ) -> Self {
        leaf(on: Batch.self) { objects, _, _ in .booleans(objects.batch[keyPath: column]) }
    }

    public static func leaf<Batch: ObjectBatch>(
        on batch: Batch.Type, _ column: any KeyPath<Batch, [Timestamp]> & Sendable
    ) -> Self {
        leaf(on: Batch.self) { objects, _, _ in .timestamps(objects.batch[keyPath: column]) }
    }

    public static func leaf<Batch: ObjectBatch>(
        on batch: Batch.Type, _ column: any KeyPath<Batch, [Timestamp?]> & Sendable
    ) -> Self {
        leaf(on: Batch.self) { objects, _, _ in .timestamps(objects.batch[keyPath: column]) }
    }

    public static func leaf<Batch: ObjectBatch>(
        on batch: Batch.Type, _ column: any KeyPath<Batch, [JSONValue]> & Sendable
    ) -> Self {
        leaf(on: Batch.self) { objects, _, _ in .json(objects.batch[keyPath: column]) }
    }
}
