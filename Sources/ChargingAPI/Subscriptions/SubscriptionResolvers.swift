import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var subscription: ResolverGroup<APIContext> {
        var subscription = ResolverGroup<APIContext>("Subscription")
        subscription["stationChanged"] = stationChanged
        subscription["connectorChanged"] = connectorChanged
        subscription["sessionChanged"] = sessionChanged
        subscription["meterValueAdded"] = meterValueAdded
        subscription["reservationChanged"] = reservationChanged
        subscription["operationChanged"] = operationChanged
        subscription["notificationAdded"] = notificationAdded
        subscription["serviceRequestChanged"] = serviceRequestChanged
        subscription["queueChanged"] = queueChanged
        subscription["firmwareRolloutChanged"] = firmwareRolloutChanged
        subscription["ocppMessageAdded"] = ocppMessageAdded
        subscription["exportJobChanged"] = exportJobChanged
        return subscription
    }

    /// Events that `wants` and the viewer's reach let through.
    ///
    /// - Parameter check: throws when what the subscriber named is not within reach, asked where it may be lent no more; that
    ///   ends the subscription.
    static func events<Batch: ObjectBatch>(
        _ context: APIContext, _ reach: EventReach, checking check: @escaping @Sendable () async throws -> Void = {},
        where wants: @escaping @Sendable (Event) -> Bool,
        batches: @escaping @Sendable (Event) async throws -> [Batch]
    ) -> EventStream {
        let events = context.services.events.subscribe(bufferLimit: eventBufferLimit) { event in
            reach.notes(event) || wants(event) && reach.includes(event)
        }
        let confirmed: @Sendable (Event) async throws -> [Batch] = { event in
            do {
                let isWithinReach = try await reach.confirms(event)
                // A share that was changed may show less than before.
                if !isWithinReach || event.isOfShare { try await check() }
                guard isWithinReach else { return [] }
            } catch is ChargingError {
                // While the database is away: what cannot be asked is not told.
                return []
            }
            return try await batches(event)
        }
        return EventStream(EventBatches(events: events, batches: confirmed)) { $0 }
    }

    /// How many events a subscriber may be behind before it is cut off.
    private static var eventBufferLimit: Int { 1_024 }
}

extension Event {
    var isOfShare: Bool { if case .shareChanged = self { true } else { false } }
}
