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
        return subscription
    }

    /// Events that `wants` and the viewer's reach let through.
    static func events<Batch: ObjectBatch>(
        _ context: APIContext, _ reach: EventReach, where wants: @escaping @Sendable (Event) -> Bool,
        batches: @escaping @Sendable (Event) async throws -> [Batch]
    ) -> EventStream {
        let events = context.services.events.subscribe(bufferLimit: eventBufferLimit) { event in
            wants(event) && reach.includes(event)
        }
        return EventStream(EventBatches(events: events, batches: batches)) { $0 }
    }

    /// How many events a subscriber may be behind before it is cut off.
    private static var eventBufferLimit: Int { 1_024 }
}
