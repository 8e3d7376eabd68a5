public import JSON

/// Loads objects, lists or leaves by key for all fields that share it.
///
/// What the fields of one level ask of a loader is united: loads that want the same become one call with the distinct
/// keys of all of them, and each object gets what belongs to its key. A loader is known by its identity, so make it once
/// and hand it to every resolver that finds the same things by the same kind of key.
///
/// `Wanted` says when two loads are the same: whatever the answer depends on besides the keys, such as arguments and the
/// columns to read. Loads that want different things stay apart, and neither pays for the other.
public final class KeyedLoader<Key: Hashable & Sendable, Wanted: Hashable & Sendable, Context: Sendable>: Sendable {
    typealias Load = @Sendable ([Key], Wanted, FieldRequest, Context) async throws -> FieldOutcome

    let shape: FieldResolver<Context>.Shape
    let wanted: @Sendable (FieldRequest) throws -> Wanted
    let load: Load

    private init(
        shape: FieldResolver<Context>.Shape, wanted: @escaping @Sendable (FieldRequest) throws -> Wanted,
        load: @escaping Load
    ) {
        self.shape = shape
        self.wanted = wanted
        self.load = load
    }

    /// One object or null for each key, in the order of the keys.
    ///
    /// The request that `load` gets stands for all united fields: its look-ahead covers what any of them selects.
    public static func objects(
        wanted: @escaping @Sendable (FieldRequest) throws -> Wanted,
        load: @escaping @Sendable ([Key], Wanted, FieldRequest, Context) async throws -> ObjectResult
    ) -> KeyedLoader {
        KeyedLoader(shape: .object, wanted: wanted) { .composite(try await load($0, $1, $2, $3).composite) }
    }

    /// One list or null for each key, in the order of the keys.
    public static func lists(
        wanted: @escaping @Sendable (FieldRequest) throws -> Wanted,
        load: @escaping @Sendable ([Key], Wanted, FieldRequest, Context) async throws -> ListResult
    ) -> KeyedLoader {
        KeyedLoader(shape: .list, wanted: wanted) { .composite(try await load($0, $1, $2, $3).composite) }
    }

    /// One scalar, enum value or list of these for each key, in the order of the keys.
    public static func leaves(
        wanted: @escaping @Sendable (FieldRequest) throws -> Wanted,
        load: @escaping @Sendable ([Key], Wanted, FieldRequest, Context) async throws -> LeafColumn
    ) -> KeyedLoader {
        KeyedLoader(shape: .leaf, wanted: wanted) { .leaf(try await load($0, $1, $2, $3)) }
    }
}

/// What a field asks for when nothing finer is said: its arguments, and the fields that are selected of the result.
///
/// Where arguments make up the key, they keep apart what could be one load; such a loader says itself what is wanted.
public struct FieldWish: Sendable, Hashable {
    public let arguments: JSONObject
    public let selectedFields: Set<String>

    public init(_ field: FieldRequest) {
        arguments = field.arguments
        selectedFields = field.selectedFields()
    }
}

extension KeyedLoader where Wanted == FieldWish {
    /// Unites fields with equal arguments that select the same of the objects.
    public static func objects(
        load: @escaping @Sendable ([Key], FieldRequest, Context) async throws -> ObjectResult
    ) -> KeyedLoader {
        objects(wanted: { FieldWish($0) }, load: { try await load($0, $2, $3) })
    }

    /// Unites fields with equal arguments that select the same of the objects.
    public static func lists(
        load: @escaping @Sendable ([Key], FieldRequest, Context) async throws -> ListResult
    ) -> KeyedLoader {
        lists(wanted: { FieldWish($0) }, load: { try await load($0, $2, $3) })
    }

    /// Unites fields with equal arguments.
    public static func leaves(
        load: @escaping @Sendable ([Key], FieldRequest, Context) async throws -> LeafColumn
    ) -> KeyedLoader {
        leaves(wanted: { FieldWish($0) }, load: { try await load($0, $2, $3) })
    }
}
