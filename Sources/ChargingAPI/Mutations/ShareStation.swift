import Charging
import GraphQL
import JSON

// To whom stations are lent.
extension ResolverGroup<APIContext> {
    static var sharingMutations: KeyValuePairs<String, FieldResolver<APIContext>> {
        ["shareStation": shareStation, "updateShare": updateShare, "endShare": endShare]
    }

    private static var shareStation: FieldResolver<APIContext> {
        sharing { input, context in
            let share = NewShare(
                station: StationID(rawValue: try input.required("stationId", try input.id("stationId", .station))),
                borrower: try input.borrower(),
                level: try input.required("level", try input.word("level", as: ShareLevel.self)),
                endsAt: try input.end(after: context.services.now()))
            return try await context.stores.upkeep.sharing.share(share, viewer: context.viewer)
        }
    }

    private static var updateShare: FieldResolver<APIContext> {
        sharing { input, context in
            let change = ShareChange(
                id: ShareID(rawValue: try input.required("id", try input.id("id", .stationShare))),
                level: try input.word("level", as: ShareLevel.self),
                endsAt: try input.change("endsAt") { input, _ in try input.end(after: context.services.now()) })
            guard change.level != nil || change.endsAt.isChange else {
                throw input.refusal("level", "or endsAt has to be given.")
            }
            return try await context.stores.upkeep.sharing.updateShare(change, viewer: context.viewer)
        }
    }

    private static var endShare: FieldResolver<APIContext> {
        sharing { input, context in
            let id = ShareID(rawValue: try input.required("id", try input.id("id", .stationShare)))
            return try await context.stores.upkeep.sharing.endShare(id, viewer: context.viewer)
        }
    }

    /// A change of one share; after its commit those who hear of stations know.
    private static func sharing(
        _ change: @escaping @Sendable (InputReader, APIContext) async throws -> ChangedShare
    ) -> FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.shareStation)
            let share = try await change(InputReader(field.object("input")), context)
            context.services.events.publish(.shareChanged(share))
            return .one(Payload<ShareField>(id: share.id.rawValue))
        }
    }
}

extension InputReader {
    fileprivate func borrower() throws -> NewShare.Borrower {
        switch (try name("organization", upTo: 200), try name("userEmail", upTo: 254)) {
        case (let name?, nil): return .organization(name)
        case (nil, let email?): return .person(email)
        case (nil, nil), (_?, _?): throw refusal("organization", "or userEmail has to be given, and not both.")
        }
    }

    fileprivate func end(after now: Timestamp) throws -> Timestamp? {
        guard let end = try timestamp("endsAt") else { return nil }
        guard end > now else { throw refusal("endsAt", "is over already; see endShare.") }
        return end
    }
}
