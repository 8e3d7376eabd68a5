import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var reserveNow: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireReserving()
            let input = InputReader(field.object("input"))
            let asked = try input.asked("stationId", .station, StationID.init(rawValue:))
            let wanted = try input.wantedReservation()
            if case .many = asked, wanted.replaces != nil {
                throw input.refusal("reservationId", "is of one station; it cannot be given together with stationIds.")
            }
            let operation = try StationOperation.reserveNow(wanted, at: context.services.now())
            let wait = input.boolean("wait") ?? true
            let (control, viewer) = (context.services.remoteControl, context.viewer)
            switch asked {
            case .one(let station):
                return .one(
                    ReservationsPayload(
                        one: try await control.carryOut(operation, at: station, wait: wait, viewer: viewer)))
            case .many(let stations):
                return .one(
                    ReservationsPayload(
                        many: try await control.carryOut(operation, at: stations, wait: wait, viewer: viewer)))
            }
        }
    }
}

extension InputReader {
    fileprivate func wantedReservation() throws -> WantedReservation {
        WantedReservation(
            connector: try required("connector", try connector()),
            idTag: try required("idTag", try name("idTag", upTo: 20)),
            parentIDTag: try name("parentIdTag", upTo: 20),
            expiresAt: try required("expiresAt", try timestamp("expiresAt")),
            replaces: try id("reservationId", .reservation).map(ReservationID.init(rawValue:)))
    }
}
