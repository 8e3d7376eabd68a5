import Charging
import GraphQL
import JSON
import Synchronization

/// Which events a subscriber may hear of.
///
/// Whole organizations are told by the event alone, and so are stations and connectors, which every person of the
/// organization sees. A session is a driver's by its tag, and so is a reservation: the driver's tags are read at the start
/// and, while events come, again every ten seconds, so that a tag that is given or taken away counts within that time.
final class EventReach: Sendable {
    private struct OwnTags {
        var ids: Set<TagID>
        var readAt: Timestamp
    }

    private static let lifetime = Duration.seconds(10)

    private let context: APIContext
    private let reach: Rights.Reach
    private let ownTags: Mutex<OwnTags?>

    init(_ context: APIContext) {
        self.context = context
        reach = Rights(of: context.viewer).reach
        ownTags = Mutex(nil)
    }

    /// For subscriptions to what is a driver's by its tag.
    static func ofTags(_ context: APIContext) async throws -> EventReach {
        let reach = EventReach(context)
        if case .person = reach.reach { _ = try await reach.currentTags() }
        return reach
    }

    /// The part that needs no read.
    func includes(_ event: Event) -> Bool {
        switch reach {
        case .everything: true
        case .organization(let organization), .person(_, let organization): event.organizationID == organization
        }
    }

    /// The rest, for a session of an organization that ``includes(_:)`` let through.
    func includes(_ session: SessionState) async throws -> Bool {
        guard case .person = reach else { return true }
        guard let tag = session.tagID else { return false }
        return try await currentTags().contains(tag)
    }

    /// The same for a reservation, which is also theirs who asked for it.
    func includes(_ reservation: BookedReservation) async throws -> Bool {
        guard case .person(let person, _) = reach, reservation.createdBy != person else { return true }
        guard let tag = reservation.tag else { return false }
        return try await currentTags().contains(tag)
    }

    private func currentTags() async throws -> Set<TagID> {
        let now = context.services.now()
        let known = ownTags.withLock { $0 }
        if let known, known.readAt.duration(to: now) < Self.lifetime { return known.ids }
        do {
            let ids = try await readTags()
            ownTags.withLock { $0 = OwnTags(ids: ids, readAt: now) }
            return ids
        } catch let error as ChargingError {
            // While the database is away nothing can have been taken from the driver either.
            guard let known else { throw error }
            return known.ids
        }
    }

    /// The store shows a driver no tags but the driver's own.
    private func readTags() async throws -> Set<TagID> {
        var ids: Set<TagID> = []
        var page = PageRequest(first: ConnectionSelection.maximumPageSize)
        while ids.count < 10_000 {
            let pages = try await context.stores.tags.tags(TagFilter(), page: page, fields: [], viewer: context.viewer)
            ids.formUnion(pages.rows.ids.map(TagID.init(rawValue:)))
            guard pages.hasNext.first == true, let last = pages.positions.last else { break }
            page.after = last
        }
        return ids
    }
}
