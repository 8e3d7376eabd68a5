import Charging
import GraphQL

// The forms in which a type reaches others: each is one call of a store for all objects of a level.

/// The object that a foreign key of each parent points to; null where there is none or it is out of the viewer's reach.
func reference<Parent: APIField, Target: NodeField>(
    from key: Parent, to target: Target.Type
) -> FieldResolver<APIContext> {
    .loadObject(on: Records<Parent>.self) { parents, field, context in
        let unique = UniqueIDs(parents.pick(try parents.batch.integers(key)))
        guard !unique.values.isEmpty else { return .null }
        let selection = field.selectedFields()
        let found = try await Target.load(unique.values, Target.columns(of: selection), context)
        return .rows(unique.rows(among: found.ids), of: Records(found, selection: selection, context: context))
    }
}

/// The one object of each parent that a store finds from the parent's side; null where there is none.
func atMostOne<Parent: APIField, Target: APIField>(
    of parent: Parent.Type,
    load: @escaping @Sendable (_ parents: [Int64], Set<Target>, APIContext) async throws -> RowLists<Target>
) -> FieldResolver<APIContext> {
    .loadObject(on: Records<Parent>.self) { parents, field, context in
        let unique = UniqueIDs(parents.pick(parents.batch.rows.ids))
        let selection = field.selectedFields()
        let lists = try await load(unique.values, Target.columns(of: selection), context)
        let rows = unique.indices.map { lists.members(of: $0).first.map(Int32.init(clamping:)) ?? -1 }
        return .rows(rows, of: Records(lists.rows, selection: selection, context: context))
    }
}

/// All objects that belong to each parent.
func list<Parent: APIField, Target: APIField>(
    of parent: Parent.Type,
    load: @escaping @Sendable (_ parents: [Int64], Set<Target>, APIContext) async throws -> RowLists<Target>
) -> FieldResolver<APIContext> {
    .loadList(on: Records<Parent>.self) { parents, field, context in
        let unique = UniqueIDs(parents.pick(parents.batch.rows.ids))
        let selection = field.selectedFields()
        let lists = try await load(unique.values, Target.columns(of: selection), context)
        let records = Records(lists.rows, selection: selection, context: context)
        var members: [Int32] = []
        members.reserveCapacity(lists.members.count)
        var offsets: [Int32] = [0]
        offsets.reserveCapacity(unique.indices.count + 1)
        for index in unique.indices {
            members.append(contentsOf: lists.members(of: index).lazy.map(Int32.init(clamping:)))
            offsets.append(Int32(clamping: members.count))
        }
        return .rows(members, of: records, offsets: offsets)
    }
}

/// One page of objects for each parent.
func pages<Parent: APIField, Target: APIField>(
    of parent: Parent.Type, as list: CursorList,
    load:
        @escaping @Sendable (_ parents: [Int64], PageRequest, Set<Target>, FieldRequest, APIContext) async throws
        -> RowPages<Target>
) -> FieldResolver<APIContext> {
    .loadObject(on: Records<Parent>.self) { parents, field, context in
        let unique = UniqueIDs(parents.pick(parents.batch.rows.ids))
        let selection = ConnectionSelection(field)
        let page = try selection.page(of: list, field, parents: unique.values.count, of: context.rows)
        let pages = try await load(unique.values, page, Target.columns(of: selection.nodes), field, context)
        let connection = Connection(pages, page: page, list: list, selection: selection, context: context)
        guard !unique.areAllDistinct else { return .each(connection) }
        return .rows(unique.indices.map(Int32.init(clamping:)), of: connection)
    }
}

extension RowLists {
    /// The rows of one parent; empty for a parent that the store passed over.
    fileprivate func members(of parent: Int) -> ArraySlice<Int> {
        guard parent >= 0, parent + 1 < offsets.count else { return [] }
        let start = offsets[parent], end = offsets[parent + 1]
        guard start >= 0, start <= end, end <= members.count else { return [] }
        return members[start..<end]
    }
}

/// The object with this id; nil where there is none or it is out of the viewer's reach.
func record<Target: NodeField>(
    _ id: Int64, of target: Target.Type, selection: Set<String>, _ context: APIContext
) async throws -> Records<Target>? {
    let found = try await Target.load([id], Target.columns(of: selection), context)
    return found.count > 0 ? Records(found, selection: selection, context: context) : nil
}

/// The object with this id as the result of a root field.
func object<Target: NodeField>(
    _ id: Int64, of target: Target.Type, _ field: FieldRequest, _ context: APIContext
) async throws -> ObjectResult {
    guard let record = try await record(id, of: target, selection: field.selectedFields(), context) else {
        return .null
    }
    return .one(record)
}
