package import Charging

/// What mutations ask of stations: recorded, sent, and answered or timed out when they return.
///
/// Without `wait` they return once the operation is recorded.
///
/// - Throws: ``ChargingError`` `.forbidden`, `.notFound` (also for what the viewer may not see), `.badInput`,
///   `.limitExceeded`. Where one station is asked also what keeps it from being asked, such as `.chargerOffline`, with the
///   recorded attempt; where many are asked that is in their operations.
package protocol RemoteControl: Sendable {
    func carryOut(
        _ operation: StationOperation, at station: StationID, wait: Bool, viewer: Viewer
    ) async throws -> OperationID
    func carryOut(
        _ operation: StationOperation, at stations: [StationID], wait: Bool, viewer: Viewer
    ) async throws -> [OperationID]
    func remoteStop(session: SessionID, wait: Bool, viewer: Viewer) async throws -> OperationID
    func remoteStop(allAt stations: [StationID], wait: Bool, viewer: Viewer) async throws -> [OperationID]
    func cancel(reservation: ReservationID, wait: Bool, viewer: Viewer) async throws -> CancelledReservation
    func cancelReservations(
        allAt stations: [StationID], wait: Bool, viewer: Viewer
    ) async throws -> [CancelledReservation]
}

extension StationOperations: RemoteControl {}

/// Decides on certificate requests that wait for a person, with the refusals of ``RemoteControl``.
package protocol CertificateApproval: Sendable {
    func approve(_ id: CertificateRequestID, wait: Bool, viewer: Viewer) async throws -> OperationID
    func refuse(_ id: CertificateRequestID, because reason: String, viewer: Viewer) async throws
    func revoke(_ id: CertificateRequestID, because reason: String, viewer: Viewer) async throws
}

extension CertificateSigning: CertificateApproval {}
