package import Charging

/// What mutations ask of stations: recorded, sent, and answered or timed out when they return.
///
/// Without `wait` they return once the operation is recorded.
///
/// - Throws: ``ChargingError`` `.forbidden`, `.notFound` (also for what the viewer may not see), `.badInput`,
///   `.limitExceeded`, `.chargerOffline` with the recorded attempt.
package protocol RemoteControl: Sendable {
    func remoteStart(
        station: StationID, connector: Int?, idTag: String, wait: Bool, viewer: Viewer
    ) async throws -> OperationID
    func remoteStop(session: SessionID, wait: Bool, viewer: Viewer) async throws -> OperationID
}

extension StationOperations: RemoteControl {}
