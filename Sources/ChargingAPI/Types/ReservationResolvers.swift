import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var reservation: ResolverGroup<APIContext> {
        var reservation = ResolverGroup<APIContext>("Reservation")
        reservation.globalID(of: ReservationField.self)
        reservation.column("reservationId", ReservationField.number)
        reservation.column("connectorNumber", ReservationField.connectorNumber)
        reservation.column("idTag", ReservationField.idTag)
        reservation.column("parentIdTag", ReservationField.parentIDTag)
        reservation.column("expiresAt", ReservationField.expiresAt)
        reservation.column("status", ReservationField.status)
        reservation.column("reason", ReservationField.reason)
        reservation.column("requestedAt", ReservationField.requestedAt)
        reservation.column("endedAt", ReservationField.endedAt)
        reservation.column("note", ReservationField.note)
        reservation["station"] = reference(from: ReservationField.stationID, to: StationField.self)
        reservation["connector"] = atMostOne(of: ReservationField.self) { reservations, fields, context in
            try await context.stores.reservations.connectors(
                ofReservations: reservations.map(ReservationID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
        reservation["tag"] = reference(from: ReservationField.tagID, to: TagField.self)
        reservation["session"] = reference(from: ReservationField.sessionID, to: SessionField.self)
        reservation["operation"] = reference(from: ReservationField.operationID, to: OperationField.self)
        reservation["createdBy"] = reference(from: ReservationField.createdBy, to: UserField.self)
        return reservation
    }

    // Where reservations are reached from.

    static var reservationsOfStation: FieldResolver<APIContext> {
        pages(of: StationField.self, as: .reservations) { stations, page, fields, field, context in
            try await context.stores.reservations.reservations(
                ofStations: stations.map(StationID.init(rawValue:)), filter: try ReservationFilter(field), page: page,
                fields: fields, viewer: context.viewer)
        }
    }

    static var reservationOfConnector: FieldResolver<APIContext> {
        atMostOne(of: ConnectorField.self) { connectors, fields, context in
            try await context.stores.reservations.liveReservations(
                ofConnectors: connectors.map(ConnectorID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
    }

    static var reservationOfSession: FieldResolver<APIContext> {
        atMostOne(of: SessionField.self) { sessions, fields, context in
            try await context.stores.reservations.reservations(
                ofSessions: sessions.map(SessionID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
    }
}

extension ReservationField: NodeField {
    static let nodeType = NodeType.reservation
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.reservations.reservations(
            ids: ids.map(ReservationID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [ReservationField]] = [
        "reservationId": [.number], "connectorNumber": [.connectorNumber], "idTag": [.idTag],
        "parentIdTag": [.parentIDTag], "expiresAt": [.expiresAt], "status": [.status], "reason": [.reason],
        "requestedAt": [.requestedAt], "endedAt": [.endedAt], "station": [.stationID], "tag": [.tagID],
        "session": [.sessionID], "operation": [.operationID], "createdBy": [.createdBy],
        "note": [.note],
    ]
}

typealias ReservationRecords = Records<ReservationField>
