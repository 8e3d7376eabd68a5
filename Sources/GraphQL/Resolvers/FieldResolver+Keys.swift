/// Fields whose answers are found by a key that each object has.
extension FieldResolver {
    /// Says the key of each object, `nil` where there is nothing to load; the answer is null there.
    ///
    /// There is one key for each wanted object, or one for each row of the batch. Whether the field is an object, a list
    /// or a leaf is the loader's to say.
    public static func load<Batch: ObjectBatch, Key, Wanted>(
        on batch: Batch.Type, by loader: KeyedLoader<Key, Wanted, Context>,
        keys: @escaping @Sendable (Objects<Batch>, FieldRequest, Context) throws -> [Key?]
    ) -> Self {
        Self(
            shape: loader.shape,
            work: .keyed { batch, rows, request, context in
                var found = try keys(objects(Batch.self, batch, rows), request, context)
                if found.count != rows.count, found.count == batch.count { found = rows.pick(found) }
                guard found.count == rows.count else {
                    throw ResolverFailure("\(found.count) keys for \(rows.count) objects")
                }
                return PendingLoad(loader, wanted: try loader.wanted(request), keys: found)
            })
    }

    /// The same for root fields, and for fields whose parents do not matter: all objects have one key.
    public static func load<Key, Wanted>(
        by loader: KeyedLoader<Key, Wanted, Context>,
        key: @escaping @Sendable (FieldRequest, Context) throws -> Key?
    ) -> Self {
        Self(
            shape: loader.shape,
            work: .keyed { _, rows, request, context in
                let keys = Array(repeating: try key(request, context), count: rows.count)
                return PendingLoad(loader, wanted: try loader.wanted(request), keys: keys)
            })
    }
}
