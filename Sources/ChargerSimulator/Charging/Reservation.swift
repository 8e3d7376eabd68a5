import JSON
import OCPP

/// A connector that is kept free for a tag. OCPP 1.6 edition 2, section 5.13.
struct Reservation: Equatable, Sendable {
    let id: Int
    let idTag: IdTag
    let parentIdTag: IdTag?
    let expiresAt: Timestamp

    init(_ request: OCPP16.ReserveNow) {
        id = request.reservationId
        idTag = request.idTag
        parentIdTag = request.parentIdTag
        expiresAt = request.expiryDate
    }

    /// - Parameter parent: of the tag, as far as the central system has told it.
    func admits(_ tag: IdTag, parent: IdTag?) -> Bool {
        tag == idTag || parentIdTag != nil && parent == parentIdTag
    }
}
