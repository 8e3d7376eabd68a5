import Charging
import GraphQL

/// The operations that a mutation made, and the reservations that they are about.
struct ReservationsPayload: ObjectBatch {
    private enum Reservations {
        /// Those whose newest requests the operations are.
        case ofOperations
        case known([Int64])
    }

    /// One was asked for by its id.
    private let isOne: Bool
    private let operations: [Int64]
    private let reservations: Reservations
    var count: Int { 1 }

    init(one id: OperationID) {
        (isOne, operations, reservations) = (true, [id.rawValue], .ofOperations)
    }

    init(many ids: [OperationID]) {
        (isOne, operations, reservations) = (false, ids.map(\.rawValue), .ofOperations)
    }

    init(cancelled: [CancelledReservation], isOne: Bool) {
        self.isOne = isOne
        operations = cancelled.map(\.operation.rawValue)
        reservations = .known(cancelled.map(\.reservation.rawValue))
    }

    static var resolvers: ResolverGroup<APIContext> {
        var payload = ResolverGroup<APIContext>("ReservationPayload")
        payload["operation"] = .load(on: ReservationsPayload.self, by: OperationField.loader) { payloads, _, _ in
            [payloads.batch.isOne ? payloads.batch.operations.first : nil]
        }
        payload["operations"] = .loadList(on: ReservationsPayload.self) { payloads, field, context in
            let wanted = OperationField.wanted(field.selectedFields())
            let (found, records) = try await OperationField.rows(payloads.batch.operations, wanted, context)
            let rows = found.filter { $0 >= 0 }
            return .rows(rows, of: records, offsets: [0, Int32(clamping: rows.count)])
        }
        payload["reservation"] = .loadObject(on: ReservationsPayload.self) { payloads, field, context in
            let (rows, records) = try await payloads.batch.reservations(field, context)
            return .rows([payloads.batch.isOne ? rows.first ?? -1 : -1], of: records)
        }
        payload["reservations"] = .loadList(on: ReservationsPayload.self) { payloads, field, context in
            let (rows, records) = try await payloads.batch.reservations(field, context)
            return .rows(rows, of: records, offsets: [0, Int32(clamping: rows.count)])
        }
        return payload
    }

    private func reservations(
        _ field: FieldRequest, _ context: APIContext
    ) async throws -> (rows: [Int32], records: ReservationRecords) {
        let wanted = ReservationField.wanted(field.selectedFields())
        switch reservations {
        case .known(let ids):
            let (rows, records) = try await ReservationField.rows(ids, wanted, context)
            return (rows.filter { $0 >= 0 }, records)
        case .ofOperations:
            let lists = try await context.stores.reservations.reservations(
                ofOperations: operations.map(OperationID.init(rawValue:)),
                fields: ReservationField.columns(of: wanted), viewer: context.viewer)
            return (
                lists.members.map(Int32.init(clamping:)), Records(lists.rows, selection: wanted, context: context)
            )
        }
    }
}
