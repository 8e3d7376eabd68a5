import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var reservationChanged: FieldResolver<APIContext> {
        .subscription { field, context in
            let arguments = try await SubscriptionArguments(field, context)
            let reach = try await EventReach.ofTags(context)
            let columns = ReservationField.columns(of: field.selectedFields())
            let wants: @Sendable (Event) -> Bool = { event in
                guard case .reservationChanged = event else { return false }
                return arguments.include(event)
            }
            return events(context, reach, checking: { try await arguments.check(context) }, where: wants) {
                event -> [ReservationRecords] in
                guard case .reservationChanged(var reservation) = event, try await reach.includes(reservation) else {
                    return []
                }
                if reach.isLent(event), ReservationField.parentIDTag.isOwnersAlone { reservation.parentIDTag = nil }
                return try await ReservationRecords.of(reservation, columns: columns, context).map { [$0] } ?? []
            }
        }
    }
}

extension ReservationRecords {
    /// The reservation as an event tells of it. What events do not carry (a note) is read when it is selected.
    fileprivate static func of(
        _ reservation: BookedReservation, columns: Set<ReservationField>, _ context: APIContext
    ) async throws -> ReservationRecords? {
        try await completing(told(reservation), live: [], columns: columns, context)
    }

    private static func told(_ reservation: BookedReservation) -> RowBatch<ReservationField> {
        RowBatch<ReservationField>(
            ids: [reservation.id.rawValue],
            columns: [
                .stationID: .integers([reservation.station.rawValue]),
                .connectorNumber: .integers([Int64(reservation.connector)]),
                .number: .integers([Int64(reservation.number)]), .idTag: .texts([reservation.idTag]),
                .parentIDTag: .texts([reservation.parentIDTag]), .tagID: .integers([reservation.tag?.rawValue]),
                .expiresAt: .timestamps([reservation.expiresAt]), .status: .texts([reservation.status.rawValue]),
                .reason: .texts([reservation.reason?.rawValue]),
                .operationID: .integers([reservation.operation?.rawValue]),
                .sessionID: .integers([reservation.session?.rawValue]),
                .createdBy: .integers([reservation.createdBy?.rawValue]),
                .requestedAt: .timestamps([reservation.requestedAt]), .endedAt: .timestamps([reservation.endedAt]),
            ])
    }
}
