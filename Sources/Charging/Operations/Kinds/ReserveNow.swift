package import JSON
import OCPP

extension StationOperation {
    /// A connector is to be kept free for a tag.
    ///
    /// What is asked for is in the books before the call is sent, so that a start finds its reservation also when the
    /// station's answer is lost. An answer that never came leaves it in doubt, until it is cancelled or its time is over.
    ///
    /// OCPP 1.6 edition 2, section 5.13.
    package static func reserveNow(
        _ wanted: WantedReservation, at now: Timestamp
    ) throws(ChargingError) -> StationOperation {
        try wanted.check(at: now)
        var operation = StationOperation(.reserveNow, described: wanted.described) { context in
            let (book, request) = (context.tools.reservations, wanted.request(context))
            guard let number = try await book.number(askedFor: context.id) else {
                throw ChargingError(.conflict, "The reservation was over before the station could be asked.")
            }
            var call = try OperationCall(checked: wanted.onTheWire(number))
            call.concluded = { status, answer in
                try await book.settle(request, ReservationOutcome(status, answer), at: context.clock())
            }
            return call
        }
        operation.isAllowedWhilePending = false
        operation.isForCharging = true
        operation.claim = OperationClaim(
            take: { context, viewer in
                let book = context.tools.reservations
                // What is over and has not been swept yet holds nothing.
                try await book.expire(at: context.now, of: context.target.station, limit: 500)
                try await book.open(wanted.request(context), at: context.now, viewer: viewer)
            },
            giveBack: { try await $0.tools.reservations.settle(wanted.request($0), .unknown, at: $0.now) })
        if wanted.connector > 0 { operation.effect = .becomesReserved(wanted) }
        return operation
    }

    /// The same for somebody in a queue: no person asks for it, and it is in the books with its record.
    static func holdSeat(_ hold: SeatHold, at now: Timestamp) throws(ChargingError) -> StationOperation {
        var operation = try reserveNow(
            WantedReservation(connector: hold.connector, idTag: hold.idTag, expiresAt: hold.until), at: now)
        operation.claim = nil
        return operation
    }
}

extension WantedReservation {
    /// A connector that is kept longer than this is taken out of service, which has an operation of its own.
    private static var longest: Duration { .seconds(366 * 86_400) }

    fileprivate func check(at now: Timestamp) throws(ChargingError) {
        for (tag, field) in [(idTag, "idTag"), (parentIDTag, "parentIdTag")] {
            guard let tag, !(1...20).contains(tag.unicodeScalars.count) else { continue }
            throw ChargingError(.badInput, "A tag has 1 to 20 characters.", field: field)
        }
        guard expiresAt > now else {
            throw ChargingError(
                .badInput, "expiresAt is \(expiresAt); it must be later than now, \(now).", field: "expiresAt")
        }
        let latest = now.advanced(by: Self.longest)
        guard expiresAt <= latest else {
            throw ChargingError(
                .badInput, "expiresAt is \(expiresAt); a connector is kept for 366 days at most, until \(latest).",
                field: "expiresAt")
        }
    }

    fileprivate func onTheWire(_ number: Int32) -> OCPP16.ReserveNow {
        OCPP16.ReserveNow(
            connectorId: connector, expiryDate: expiresAt, idTag: IdTag(idTag),
            parentIdTag: parentIDTag.map { IdTag($0) },
            reservationId: Int(number))
    }

    fileprivate func request(_ context: OperationContext) -> ReservationRequest {
        ReservationRequest(wanted: self, operation: context.id, station: context.target.station)
    }

    fileprivate var described: JSONObject {
        .described([
            "connector": .described(connector), "idTag": .string(idTag), "parentIdTag": .described(parentIDTag),
            "expiresAt": .described(expiresAt),
        ])
    }
}

extension ReservationOutcome {
    /// - Parameter answer: of the station; that of a CALLERROR has its `errorCode`.
    fileprivate init(_ status: OperationStatus, _ answer: JSONValue?) {
        switch status {
        case .accepted: self = .accepted
        case .rejected: self = .refused(ReservationReason(rawValue: answer.word("status").uppercased()) ?? .rejected)
        case .failed where answer?["errorCode"] != nil:
            let isUnsupported = ["NotSupported", "NotImplemented"].contains(answer.word("errorCode"))
            self = .refused(isUnsupported ? .notSupported : .error)
        case .queued, .sent, .failed, .timedOut, .expired: self = .unknown
        }
    }
}

extension JSONValue? {
    fileprivate func word(_ name: String) -> String { self?[name]?.string ?? "" }
}

extension ExpectedEffect {
    /// The connector says that it is reserved, or the driver was there faster. Nothing shows it for connector 0: the station
    /// only sees to it that one connector stays free.
    fileprivate static func becomesReserved(_ wanted: WantedReservation) -> ExpectedEffect {
        let idTag = IdTag(wanted.idTag)
        var effect = ExpectedEffect(within: .usual) { event, before in
            if case .connectorChanged(let connector, _) = event {
                return connector.number == wanted.connector && connector.status == .reserved ? .seen : nil
            }
            guard case .sessionChanged(let session) = event, session.connector == wanted.connector,
                session.authorization == .accepted, IdTag(session.idTag) == idTag,
                !before.runningSessions.contains(session.id)
            else { return nil }
            return .seen
        }
        effect.isThere = { $0.connector(wanted.connector)?.status == .reserved }
        return effect
    }
}
