import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// A mutation that deletes all objects named by `ids`, or none.
    ///
    /// - Parameter right: nil where the store says who may.
    static func deletion(
        _ type: NodeType, right: Rights.Action?,
        delete: @escaping @Sendable (_ ids: [Int64], APIContext) async throws -> Void
    ) -> FieldResolver<APIContext> {
        .loadObject { field, context in
            // Where it is allowed within groups alone, the store asks.
            if let right { try context.viewer.requireSomewhere(right) }
            let input = InputReader(field.object("input"))
            let ids = try input.required("ids", try input.ids("ids", type))
            guard !ids.isEmpty else { throw input.refusal("ids", "is empty.") }
            try await delete(ids, context)
            return .one(Deleted(ids: ids.map { GlobalID(type, $0).text }))
        }
    }

    static var deletedPayload: ResolverGroup<APIContext> {
        var payload = ResolverGroup<APIContext>("DeletedPayload")
        payload["deletedIds"] = .leaf(on: Deleted.self) { payloads, _, _ in
            let ids = payloads.batch.ids
            return .lists(of: .strings(ids), offsets: [0, Int32(clamping: ids.count)])
        }
        return payload
    }
}

/// What a mutation deleted, by global ids.
private struct Deleted: ObjectBatch {
    let ids: [String]
    var count: Int { 1 }
}
