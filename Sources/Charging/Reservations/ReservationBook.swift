package import JSON

/// A reservation as somebody asks for it.
package struct WantedReservation: Sendable, Hashable {
    /// 0: whichever connector is free.
    package var connector: Int
    package var idTag: String
    /// Any tag with this parent may use it too.
    package var parentIDTag: String?
    package var expiresAt: Timestamp
    /// One that is live on that connector: it becomes this one, under its number.
    package var replaces: ReservationID?

    package init(
        connector: Int, idTag: String, parentIDTag: String? = nil, expiresAt: Timestamp, replaces: ReservationID? = nil
    ) {
        self.connector = connector
        self.idTag = idTag
        self.parentIDTag = parentIDTag
        self.expiresAt = expiresAt
        self.replaces = replaces
    }
}

/// A reservation that a station is being asked for.
package struct ReservationRequest: Sendable, Hashable {
    package var wanted: WantedReservation
    package var operation: OperationID
    package var station: StationID

    package init(wanted: WantedReservation, operation: OperationID, station: StationID) {
        self.wanted = wanted
        self.operation = operation
        self.station = station
    }
}

/// What became of the request.
package enum ReservationOutcome: Sendable, Hashable {
    case accepted
    case refused(ReservationReason)
    /// No answer that can be read: it was refused if the request never left, and is in doubt otherwise.
    case unknown
}

/// Which connectors are kept free for whom. A connector has one live reservation at most.
///
/// Starts and states of connectors end reservations too; that is part of their own commit.
package protocol ReservationBook: Sendable {
    /// Enters what the station is about to be asked for, as REQUESTED; a replacement changes nothing yet. What holds
    /// the connector holds it until it is ended, also when its time is over.
    ///
    /// - Throws: ``ChargingError`` `.conflict` when the connector is reserved already or there is nothing to replace,
    ///   `.badInput` for a tag that may not charge there or a station known not to reserve connector 0.
    @discardableResult
    func open(_ request: ReservationRequest, at now: Timestamp, viewer: Viewer) async throws -> BookedReservation
    /// The number on the wire of what this operation asks for; nil when that is over already.
    func number(askedFor operation: OperationID) async throws -> Int32?
    /// A replacement that was refused leaves the reservation as it was.
    ///
    /// - Returns: the reservation as it stands then, also when a repetition found nothing left to change.
    @discardableResult
    func settle(
        _ request: ReservationRequest, _ outcome: ReservationOutcome, at now: Timestamp
    ) async throws -> BookedReservation?
    /// Ends a live one.
    ///
    /// - Parameter reason: absent: the station let it go as it was asked to.
    /// - Returns: as ``settle(_:_:at:)``.
    @discardableResult
    func cancel(
        _ reservation: ReservationID, because reason: ReservationReason?, at now: Timestamp
    ) async throws -> BookedReservation?
    func reservation(_ id: ReservationID, viewer: Viewer) async throws -> BookedReservation?
    /// All that are live at these stations.
    func liveReservations(at stations: [StationID], limit: Int, viewer: Viewer) async throws -> [BookedReservation]
    /// Ends at most `limit` of those whose time is over: as no-shows, or as unanswered.
    ///
    /// - Parameter station: nil: wherever they are.
    /// - Returns: those that it ended.
    @discardableResult
    func expire(at now: Timestamp, of station: StationID?, limit: Int) async throws -> [BookedReservation]
}
