import Charging
import GraphQL

/// A text that is looked for; each kind of thing is a field of its own, so that only what is selected is read.
private struct SearchObject: ObjectBatch {
    let text: String
    var count: Int { 1 }
}

extension ResolverGroup<APIContext> {
    static var search: FieldResolver<APIContext> {
        .loadObject { field, _ in
            let input = InputReader(argumentsOf: field)
            let text = try input.required("text", try input.text("text", length: 1...100))
            return .one(SearchObject(text: text))
        }
    }

    static var searchResults: ResolverGroup<APIContext> {
        var results = ResolverGroup<APIContext>("SearchResults")
        results["stations"] = hits { text, limit, fields, context in
            try await context.stores.search.search(
                stations: text, limit: limit, fields: fields, viewer: context.viewer)
        }
        results["sessions"] = hits { text, limit, fields, context in
            try await context.stores.search.search(
                sessions: text, limit: limit, fields: fields, viewer: context.viewer)
        }
        results["tags"] = hits { text, limit, fields, context in
            try await context.stores.search.search(tags: text, limit: limit, fields: fields, viewer: context.viewer)
        }
        results["groups"] = hits { text, limit, fields, context in
            try await context.stores.search.search(groups: text, limit: limit, fields: fields, viewer: context.viewer)
        }
        results["users"] = hits { text, limit, fields, context in
            try await context.stores.search.search(users: text, limit: limit, fields: fields, viewer: context.viewer)
        }
        return results
    }

    private static func hits<Field: APIField>(
        _ load: @escaping @Sendable (String, Int, Set<Field>, APIContext) async throws -> RowBatch<Field>
    ) -> FieldResolver<APIContext> {
        .loadList(on: SearchObject.self) { searches, field, context in
            let first = try InputReader(argumentsOf: field).integer("first", in: 0...50) ?? 5
            try context.rows.take(first)
            let selection = Field.wanted(field.selectedFields())
            let rows = try await load(searches.batch.text, first, Field.columns(of: selection), context)
            return .all(Records(rows, selection: selection, context: context))
        }
    }
}
