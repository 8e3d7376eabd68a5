import Charging
import GraphQL
import JSON

// The forms in which a type reaches others: each is one call of a store for all objects of a level, united with that of
// other fields of the level which find the same by the same ids.

/// Loads rows by ids; what is wanted are the names of the fields to read for.
typealias RowLoader = KeyedLoader<Int64, Set<String>, APIContext>

extension NodeField {
    /// The rows with these ids; null for those that are not there or out of the viewer's reach.
    static func makeLoader() -> RowLoader {
        .objects(wanted: { wanted($0.selectedFields()) }) { ids, wanted, _, context in
            let (rows, records) = try await Self.rows(ids, wanted, context)
            return .rows(rows, of: records)
        }
    }

    /// The row of each id, -1 where it was not found.
    static func rows(
        _ ids: [Int64], _ wanted: Set<String>, _ context: APIContext
    ) async throws -> (rows: [Int32], records: Records<Self>) {
        let found = try await load(ids, columns(of: wanted), context)
        return (found.ids.places(of: ids), Records(found, selection: wanted, context: context))
    }
}

/// The object that a foreign key of each parent points to; null where there is none or it is out of the viewer's reach.
func reference<Parent: APIField, Target: NodeField>(
    from key: Parent, to target: Target.Type
) -> FieldResolver<APIContext> {
    .load(on: Records<Parent>.self, by: Target.loader) { parents, _, _ in try parents.batch.integers(key) }
}

/// The one object of each parent that a store finds from the parent's side; null where there is none.
func atMostOne<Parent: APIField, Target: APIField>(
    of parent: Parent.Type,
    load: @escaping @Sendable (_ parents: [Int64], Set<Target>, APIContext) async throws -> RowLists<Target>
) -> FieldResolver<APIContext> {
    let loader = RowLoader.objects(wanted: { Target.wanted($0.selectedFields()) }) { parents, wanted, _, context in
        let lists = try await load(parents, Target.columns(of: wanted), context)
        let rows = parents.indices.map { lists.members(of: $0).first.map(Int32.init(clamping:)) ?? -1 }
        return .rows(rows, of: Records(lists.rows, selection: wanted, context: context))
    }
    return .load(on: Records<Parent>.self, by: loader) { parents, _, _ in parents.batch.rows.ids }
}

/// All objects that belong to each parent.
func list<Parent: APIField, Target: APIField>(
    of parent: Parent.Type,
    load: @escaping @Sendable (_ parents: [Int64], Set<Target>, APIContext) async throws -> RowLists<Target>
) -> FieldResolver<APIContext> {
    let loader = RowLoader.lists(wanted: { Target.wanted($0.selectedFields()) }) { parents, wanted, _, context in
        let lists = try await load(parents, Target.columns(of: wanted), context)
        let records = Records(lists.rows, selection: wanted, context: context)
        var members: [Int32] = []
        members.reserveCapacity(lists.members.count)
        var offsets: [Int32] = [0]
        offsets.reserveCapacity(parents.count + 1)
        for index in parents.indices {
            members.append(contentsOf: lists.members(of: index).lazy.map(Int32.init(clamping:)))
            offsets.append(Int32(clamping: members.count))
        }
        return .rows(members, of: records, offsets: offsets)
    }
    return .load(on: Records<Parent>.self, by: loader) { parents, _, _ in parents.batch.rows.ids }
}

/// One page of objects for each parent.
func pages<Parent: APIField, Target: APIField>(
    of parent: Parent.Type, as list: CursorList,
    load:
        @escaping @Sendable (_ parents: [Int64], PageRequest, Set<Target>, FieldRequest, APIContext) async throws
        -> RowPages<Target>
) -> FieldResolver<APIContext> {
    let loader = KeyedLoader<Int64, PageWish, APIContext>.objects(wanted: { PageWish($0, of: Target.self) }) {
        parents, wish, field, context in
        let selection = wish.selection
        let page = try selection.page(of: list, field, parents: parents.count, of: context.rows)
        let pages = try await load(parents, page, Target.columns(of: selection.nodes), field, context)
        return .each(Connection(pages, page: page, list: list, selection: selection, context: context))
    }
    return .load(on: Records<Parent>.self, by: loader) { parents, _, _ in parents.batch.rows.ids }
}

/// What a load of pages depends on besides the parents: `first`, `after` and filters, and what is read of the rows.
struct PageWish: Hashable {
    let arguments: JSONObject
    let selection: ConnectionSelection

    init<Target: APIField>(_ field: FieldRequest, of target: Target.Type) {
        arguments = field.arguments
        selection = ConnectionSelection(field, of: target)
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

extension [Int64] {
    /// For each wanted id its first place among these; -1 where it is not.
    fileprivate func places(of wanted: [Int64]) -> [Int32] {
        var numbers = RowNumbers(reserving: count)
        var places: [Int32] = []
        places.reserveCapacity(count)
        for (place, id) in enumerated() where numbers.number(of: id) == places.count {
            places.append(Int32(clamping: place))
        }
        return wanted.map { id in numbers.known(id).map { places[$0] } ?? -1 }
    }
}
