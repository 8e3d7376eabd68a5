import Charging
import GraphQL
import JSON
import Synchronization

/// Which events a subscriber may hear of.
///
/// Whole organizations are told by the event alone, and so are stations and connectors, which every person of the
/// organization sees. A session is a driver's by its tag, and so is a reservation: the driver's tags are read at the start and,
/// while events come, again every ten seconds, and so is whether a station of which something happens belongs to a group in
/// which the driver has a role; what is given or taken away counts within that time.
final class EventReach: Sendable {
    private struct PersonalReach {
        var tags: Set<TagID>
        var readAt: Timestamp
    }
    private struct Place {
        /// Belongs to a group in which the viewer has a role.
        var isWithin: Bool
        var readAt: Timestamp
    }

    private static let lifetime = Duration.seconds(10)
    /// Stations that are remembered; beyond, they are asked for anew.
    private static let placeLimit = 10_000

    private let context: APIContext
    private let reach: Rights.Reach
    private let personalReach: Mutex<PersonalReach?>
    private let places = Mutex<[StationID: Place]>([:])
    /// Stations of others of which something may be heard, which each event of theirs is asked for once more.
    private let borrowed: Mutex<Set<StationID>>

    init(_ context: APIContext, borrowed: Set<StationID> = []) {
        self.context = context
        reach = Rights(of: context.viewer).reach
        personalReach = Mutex(nil)
        self.borrowed = Mutex(borrowed)
    }

    /// For subscriptions to what those see of stations to whom they are lent.
    static func ofStations(_ context: APIContext) async throws -> EventReach {
        guard context.viewer.borrowing != .nothing else { return EventReach(context) }
        return EventReach(
            context, borrowed: Set(try await context.stores.upkeep.shares.borrowedStations(viewer: context.viewer)))
    }

    /// For subscriptions to what is a driver's by its tag.
    static func ofTags(_ context: APIContext) async throws -> EventReach {
        let reach = try await ofStations(context)
        if case .person = reach.reach { _ = try await reach.currentPersonalReach() }
        return reach
    }

    /// The part that needs no read.
    func includes(_ event: Event) -> Bool {
        switch reach {
        case .everything: true
        case .organization(let organization), .person(_, let organization):
            event.organizationID == organization || isBorrowed(event)
        }
    }

    private func isBorrowed(_ event: Event) -> Bool {
        guard context.viewer.borrowing != .nothing else { return false }
        return borrowed.withLock { $0.contains { $0 == event.stationID } }
    }

    /// Whether something else is lent to the viewer now. Of a share that was made meanwhile the station may be heard of.
    func notes(_ event: Event) -> Bool {
        guard case .shareChanged(let share) = event, context.viewer.borrowing != .nothing,
            share.borrower == context.viewer.organizationID
        else { return false }
        _ = borrowed.withLock { $0.insert(share.station) }
        return true
    }

    /// Whether it is of a station of somebody else, of which less is told.
    func isLent(_ event: Event) -> Bool {
        reach != .everything && event.organizationID != context.viewer.organizationID
    }

    /// Whether an event of a station that was lent is still for the viewer: asked of the database each time, so that a share
    /// that has ended, or whose time is over, is heard of no more.
    func confirms(_ event: Event) async throws -> Bool {
        guard isLent(event) else { return true }
        switch event {
        case .stationChanged(let station), .connectorChanged(_, let station):
            return try await context.stores.stations.stations(
                ids: [station.id], fields: [], viewer: context.viewer
            ).count == 1
        case .sessionChanged(let session), .meterValuesAdded(_, let session):
            return try await context.stores.sessions.sessions(
                ids: [session.id], fields: [], viewer: context.viewer
            ).count == 1
        case .reservationChanged(let reservation):
            return try await context.stores.reservations.reservations(
                ids: [reservation.id], fields: [], viewer: context.viewer
            ).count == 1
        // It is read with the viewer's rights when it is told.
        case .operationChanged: return true
        // Of those still lent, at whatever level now.
        case .shareChanged(let share):
            return try await context.stores.stations.stations(
                ids: [share.station], fields: [], viewer: context.viewer
            ).count == 1
        case .stationEventAdded, .messageHeard, .messagePassed, .fileReceived, .notificationsAdded,
            .serviceRequestChanged, .queueChanged, .rolloutChanged, .exportJobChanged:
            return false
        }
    }

    /// The rest, for a session of an organization that ``includes(_:)`` let through.
    func includes(_ session: SessionState) async throws -> Bool {
        guard case .person = reach else { return true }
        let own = try await currentPersonalReach()
        if session.tagID.map(own.tags.contains) ?? false { return true }
        return try await isWithinGroups(session.stationID)
    }

    /// The same for a reservation, which is also theirs who asked for it.
    func includes(_ reservation: BookedReservation) async throws -> Bool {
        guard case .person(let person, _) = reach, reservation.createdBy != person else { return true }
        let own = try await currentPersonalReach()
        if reservation.tag.map(own.tags.contains) ?? false { return true }
        return try await isWithinGroups(reservation.station)
    }

    private func currentPersonalReach() async throws -> PersonalReach {
        let now = context.services.now()
        let known = personalReach.withLock { $0 }
        if let known, known.readAt.duration(to: now) < Self.lifetime { return known }
        do {
            let own = PersonalReach(tags: try await readTags(), readAt: now)
            personalReach.withLock { $0 = own }
            return own
        } catch let error as ChargingError {
            // While the database is away nothing can have been taken from the driver either.
            guard let known else { throw error }
            return known
        }
    }

    private func isWithinGroups(_ station: StationID) async throws -> Bool {
        guard !Rights(of: context.viewer).groupRoles.isEmpty else { return false }
        let now = context.services.now()
        let known = places.withLock { $0[station] }
        if let known, known.readAt.duration(to: now) < Self.lifetime { return known.isWithin }
        do {
            let found = try await context.stores.upkeep.groupRoles.stationsWithinGroups(
                [station], viewer: context.viewer)
            let place = Place(isWithin: found.contains(station), readAt: now)
            places.withLock { places in
                if places.count >= Self.placeLimit, places[station] == nil { places.removeAll() }
                places[station] = place
            }
            return place.isWithin
        } catch let error as ChargingError {
            // While the database is away nothing can have been taken from the driver either.
            guard let known else { throw error }
            return known.isWithin
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
