import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// A reservation, or every one that is live at many stations.
    static var cancelReservation: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireReserving()
            let input = InputReader(field.object("input"))
            let wait = input.boolean("wait") ?? true
            let (control, viewer) = (context.services.remoteControl, context.viewer)
            switch try input.asked("reservationId", .reservation, ReservationID.init(rawValue:)) {
            case .one(let id):
                let cancelled = try await control.cancel(reservation: id, wait: wait, viewer: viewer)
                return .one(ReservationsPayload(cancelled: [cancelled], isOne: true))
            case .many(let stations):
                let cancelled = try await control.cancelReservations(allAt: stations, wait: wait, viewer: viewer)
                return .one(ReservationsPayload(cancelled: cancelled, isOne: false))
            }
        }
    }
}
