/// Answers one field of the schema for all objects of a level at once.
///
/// Those made with `leaf`, `object` and `list` run at once and cannot suspend; those made with `loadLeaf`, `loadObject`
/// and `loadList` may, and all of one level start together. Those made with `load(on:by:keys:)` say only which keys their
/// objects have; a ``KeyedLoader`` that several fields share does the rest, once a level. The ones without `on:` are for
/// root fields, and for fields whose parents do not matter.
public struct FieldResolver<Context: Sendable>: Sendable {
    /// What kind of field it can answer.
    enum Shape: Sendable {
        case leaf, object, list, events
    }

    typealias Plain = @Sendable (any ObjectBatch, Rows, FieldRequest, Context) throws -> FieldOutcome
    typealias Loading = @Sendable (any ObjectBatch, Rows, FieldRequest, Context) async throws -> FieldOutcome
    typealias Source = @Sendable (FieldRequest, Context) async throws -> EventStream

    typealias Keyed = @Sendable (any ObjectBatch, Rows, FieldRequest, Context) throws -> any UnitableLoad<Context>

    enum Work: Sendable {
        case plain(Plain)
        case loading(Loading)
        case keyed(Keyed)
        case events(Source)
    }

    let shape: Shape
    let work: Work

    static func objects<Batch: ObjectBatch>(
        _ type: Batch.Type, _ batch: any ObjectBatch, _ rows: Rows
    ) throws -> Objects<Batch> {
        guard let batch = batch as? Batch else {
            throw ResolverFailure("the resolver is for \(Batch.self), the objects are \(Swift.type(of: batch))")
        }
        return Objects(batch: batch, rows: rows)
    }
}

/// What a resolver answered, in one form.
enum FieldOutcome: Sendable {
    case leaf(LeafColumn)
    case composite(CompositeResult)
}

/// A resolver that breaks its contract; clients see an internal error.
public struct ResolverFailure: Error, Sendable, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }
}

// MARK: Leaves

extension FieldResolver {
    public static func leaf<Batch: ObjectBatch>(
        on batch: Batch.Type,
        _ resolve: @escaping @Sendable (Objects<Batch>, FieldRequest, Context) throws -> LeafColumn
    ) -> Self {
        Self(shape: .leaf, work: .plain { .leaf(try resolve(objects(Batch.self, $0, $1), $2, $3)) })
    }

    public static func leaf(_ resolve: @escaping @Sendable (FieldRequest, Context) throws -> LeafColumn) -> Self {
        Self(shape: .leaf, work: .plain { .leaf(try resolve($2, $3)) })
    }

    public static func loadLeaf<Batch: ObjectBatch>(
        on batch: Batch.Type,
        _ resolve: @escaping @Sendable (Objects<Batch>, FieldRequest, Context) async throws -> LeafColumn
    ) -> Self {
        Self(shape: .leaf, work: .loading { .leaf(try await resolve(objects(Batch.self, $0, $1), $2, $3)) })
    }

    public static func loadLeaf(
        _ resolve: @escaping @Sendable (FieldRequest, Context) async throws -> LeafColumn
    ) -> Self {
        Self(shape: .leaf, work: .loading { .leaf(try await resolve($2, $3)) })
    }
}

// MARK: Objects

extension FieldResolver {
    public static func object<Batch: ObjectBatch>(
        on batch: Batch.Type,
        _ resolve: @escaping @Sendable (Objects<Batch>, FieldRequest, Context) throws -> ObjectResult
    ) -> Self {
        Self(
            shape: .object, work: .plain { .composite(try resolve(objects(Batch.self, $0, $1), $2, $3).composite) })
    }

    public static func object(_ resolve: @escaping @Sendable (FieldRequest, Context) throws -> ObjectResult) -> Self {
        Self(shape: .object, work: .plain { .composite(try resolve($2, $3).composite) })
    }

    public static func loadObject<Batch: ObjectBatch>(
        on batch: Batch.Type,
        _ resolve: @escaping @Sendable (Objects<Batch>, FieldRequest, Context) async throws -> ObjectResult
    ) -> Self {
        Self(
            shape: .object,
            work: .loading { .composite(try await resolve(objects(Batch.self, $0, $1), $2, $3).composite) })
    }

    public static func loadObject(
        _ resolve: @escaping @Sendable (FieldRequest, Context) async throws -> ObjectResult
    ) -> Self {
        Self(shape: .object, work: .loading { .composite(try await resolve($2, $3).composite) })
    }
}

// MARK: Lists of objects

extension FieldResolver {
    public static func list<Batch: ObjectBatch>(
        on batch: Batch.Type,
        _ resolve: @escaping @Sendable (Objects<Batch>, FieldRequest, Context) throws -> ListResult
    ) -> Self {
        Self(shape: .list, work: .plain { .composite(try resolve(objects(Batch.self, $0, $1), $2, $3).composite) })
    }

    public static func list(_ resolve: @escaping @Sendable (FieldRequest, Context) throws -> ListResult) -> Self {
        Self(shape: .list, work: .plain { .composite(try resolve($2, $3).composite) })
    }

    public static func loadList<Batch: ObjectBatch>(
        on batch: Batch.Type,
        _ resolve: @escaping @Sendable (Objects<Batch>, FieldRequest, Context) async throws -> ListResult
    ) -> Self {
        Self(
            shape: .list,
            work: .loading { .composite(try await resolve(objects(Batch.self, $0, $1), $2, $3).composite) })
    }

    public static func loadList(
        _ resolve: @escaping @Sendable (FieldRequest, Context) async throws -> ListResult
    ) -> Self {
        Self(shape: .list, work: .loading { .composite(try await resolve($2, $3).composite) })
    }
}

// MARK: Events

extension FieldResolver {
    /// For fields of the subscription type: opens the stream whose every event is one response.
    ///
    /// Section 6.2.3.1 (CreateSourceEventStream).
    public static func subscription(
        _ open: @escaping @Sendable (FieldRequest, Context) async throws -> EventStream
    ) -> Self {
        Self(shape: .events, work: .events(open))
    }
}
