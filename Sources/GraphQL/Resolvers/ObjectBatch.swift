/// Objects of one type, as an application keeps them: usually columns, one entry per object.
///
/// The engine knows an object only as (batch, row) and hands both back to the application's resolvers.
public protocol ObjectBatch: Sendable {
    var count: Int { get }
}

/// The one object whose fields are those of `Query` and `Mutation`.
public struct RootObject: ObjectBatch {
    public var count: Int { 1 }

    public init() {}
}

/// A batch that says which type its objects have, for fields of interface and union types.
public struct TypedBatch: Sendable {
    public var type: String
    public var batch: any ObjectBatch

    public init(type: String, _ batch: any ObjectBatch) {
        self.type = type
        self.batch = batch
    }
}

/// One object among several batches.
public struct ObjectReference: Sendable, Hashable {
    /// Place among the batches of the result.
    public var batch: Int32
    public var row: Int32

    public init(batch: Int32, row: Int32) {
        self.batch = batch
        self.row = row
    }

    public static let null = ObjectReference(batch: -1, row: -1)
}
