package import JSON
import Synchronization

/// What is true of a connector at this moment.
package struct ConnectorSnapshot: Sendable, Hashable {
    /// Absent until the connector's row is committed.
    package var id: ConnectorID?
    package var number: Int
    package var status: ConnectorStatus
    package var errorCode: String?
    package var statusChangedAt: Timestamp?
    /// The last power sample of the active session; absent while nothing charges.
    package var powerW: Double?

    package init(id: ConnectorID?, number: Int, status: ConnectorStatus) {
        self.id = id
        self.number = number
        self.status = status
    }
}

/// What is true of a station at this moment.
package struct StationSnapshot: Sendable, Hashable {
    package var id: StationID
    package var organizationID: OrganizationID
    package var chargePointID: ChargePointID
    package var presence: Presence
    package var lastSeenAt: Timestamp?
    package var ocppVersion: String?
    package var status: ConnectorStatus
    package var errorCode: String?
    /// Of the connection that writes this row: an older one does not touch it any more.
    package var generation: Int64
    /// Of the certificate that stands for a password on the connection that came last.
    package var certificateSerialNumber: String?
    /// In the order of their numbers.
    package var connectors: [ConnectorSnapshot]

    package init(_ record: StationRecord, connectors: [ConnectorSnapshot] = []) {
        id = record.id
        organizationID = record.organizationID
        chargePointID = record.chargePointID
        presence = record.presence
        lastSeenAt = record.lastSeenAt
        ocppVersion = record.ocppVersion
        status = record.status
        errorCode = record.errorCode
        generation = record.generation
        self.connectors = connectors
    }

    /// What flows from its connectors together, in watts; nil where none of them says.
    package var powerW: Double? {
        let powers = connectors.compactMap(\.powerW)
        return powers.isEmpty ? nil : powers.reduce(0, +)
    }

    package func connector(_ number: Int) -> ConnectorSnapshot? { connectors.first { $0.number == number } }
}

/// The table of snapshots that live reads are answered from, so that none of them waits behind an actor's work.
///
/// Charge points write their own row; readers take all rows that they need under one lock.
package final class LiveStatus: Sendable {
    private let table = Mutex<[StationID: StationSnapshot]>([:])
    /// What was noticed about their connections.
    package let connections = ConnectionEvidence()

    package init() {}

    package func snapshot(of station: StationID) -> StationSnapshot? {
        table.withLock { $0[station] }
    }

    /// One per id, nil where the station is unknown here.
    package func snapshots(of stations: [StationID]) -> [StationSnapshot?] {
        table.withLock { table in stations.map { table[$0] } }
    }

    package func all() -> [StationSnapshot] {
        table.withLock { Array($0.values) }
    }

    package func set(_ snapshot: StationSnapshot) {
        table.withLock { $0[snapshot.id] = snapshot }
    }

    /// Changes one row in place; does nothing for a station that is not in the table.
    package func update(_ station: StationID, _ change: (inout StationSnapshot) -> Void) {
        table.withLock { table in
            guard let index = table.index(forKey: station) else { return }
            change(&table.values[index])
        }
    }

    /// Changes the row of the connection that still owns it, and returns it as it is then; nil for an older connection.
    package func update(
        _ station: StationID, generation: Int64, _ change: (inout StationSnapshot) -> Void
    ) -> StationSnapshot? {
        table.withLock { table in
            guard let index = table.index(forKey: station), table.values[index].generation == generation else {
                return nil
            }
            change(&table.values[index])
            return table.values[index]
        }
    }

    package func remove(_ station: StationID) {
        table.withLock { $0[station] = nil }
    }

    package func replaceAll(_ snapshots: [StationSnapshot]) {
        table.withLock { table in
            table = Dictionary(snapshots.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }
}
