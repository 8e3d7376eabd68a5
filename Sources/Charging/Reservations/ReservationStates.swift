package struct ReservationID: RowIdentifier {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

package enum ReservationStatus: String, Sendable, CaseIterable, Codable {
    /// The station is being asked, or was asked and has not answered: it may or may not keep the connector free.
    case requested = "REQUESTED"
    case active = "ACTIVE"
    case used = "USED"
    case expired = "EXPIRED"
    case cancelled = "CANCELLED"
    case refused = "REFUSED"
}

/// Why a reservation is over, where its status alone does not say it.
package enum ReservationReason: String, Sendable, CaseIterable, Codable {
    // What a station refuses it with (OCPP 1.6 edition 2, section 7.40); the first two also end one that it has accepted.
    case faulted = "FAULTED"
    case unavailable = "UNAVAILABLE"
    case occupied = "OCCUPIED"
    case rejected = "REJECTED"
    /// The station answered that it knows no reservations.
    case notSupported = "NOT_SUPPORTED"
    /// The station answered with another error.
    case error = "ERROR"
    /// The request never left.
    case notSent = "NOT_SENT"
    /// It was kept free, and nobody came.
    case noShow = "NO_SHOW"
    /// Whether it was kept free never came to be known.
    case unanswered = "UNANSWERED"
    /// The station was asked to cancel it, and does not have it.
    case unknownToStation = "UNKNOWN_TO_STATION"
}
