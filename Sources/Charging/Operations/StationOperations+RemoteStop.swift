import JSON

extension StationOperations {
    /// Asks the station of a session to stop it. The session itself ends with what the charger reports, and not before.
    package func remoteStop(session: SessionID, wait: Bool, viewer: Viewer) async throws -> OperationID {
        let found = try await sessions.sessions(ids: [session], fields: Self.stopFields, viewer: viewer)
        guard let state = StoppableSession.all(in: found).first else {
            throw ChargingError(.notFound, "There is no such session.", field: "sessionId")
        }
        guard state.status != .completed else {
            throw ChargingError(.badInput, "The session has already ended.", field: "sessionId")
        }
        return try await carryOutOne([try ask(state)], wait: wait, viewer: viewer)
    }

    /// Asks stations to stop every session that runs there.
    ///
    /// - Returns: one for each session, station by station.
    package func remoteStop(
        allAt stations: [StationID], wait: Bool, viewer: Viewer
    ) async throws -> [OperationID] {
        try authorize(.operateStation, viewer)
        var filter = SessionFilter()
        filter.status = .active
        let pages = try await sessions.sessions(
            ofStations: stations, filter: filter, page: PageRequest(first: Self.stationLimit), fields: Self.stopFields,
            viewer: viewer)
        let asks = try StoppableSession.all(in: pages.rows).map(ask)
        guard asks.count <= Self.stationLimit else {
            throw ChargingError(
                .limitExceeded,
                "\(asks.count) sessions run there; at most \(Self.stationLimit) can be stopped at once.",
                field: "stationIds")
        }
        return asks.isEmpty ? [] : try await carryOut(asks, wait: wait, viewer: viewer).map(\.id)
    }

    private static var stopFields: Set<SessionField> { [.stationID, .transactionID, .status, .organizationID] }

    private func ask(_ session: StoppableSession) throws(ChargingError) -> Ask {
        Ask(
            operation: try .remoteStop(
                session.id, transaction: session.transaction, wasActive: session.status == .active),
            target: session.target)
    }
}

/// What has to be known of a session to stop it.
private struct StoppableSession {
    var id: SessionID
    var target: OperationTarget
    var transaction: Int64
    var status: SessionStatus?

    static func all(in batch: RowBatch<SessionField>) -> [StoppableSession] {
        let stations = batch.integers(.stationID), organizations = batch.integers(.organizationID)
        let transactions = batch.integers(.transactionID), statuses = batch.texts(.status)
        guard
            [stations.count, organizations.count, transactions.count, statuses.count].allSatisfy({ $0 == batch.count })
        else { return [] }
        return batch.ids.indices.compactMap { row in
            guard let station = stations[row], let organization = organizations[row],
                let transaction = transactions[row]
            else { return nil }
            return StoppableSession(
                id: SessionID(rawValue: batch.ids[row]),
                target: OperationTarget(
                    station: StationID(rawValue: station), organization: OrganizationID(rawValue: organization)),
                transaction: transaction, status: statuses[row].flatMap(SessionStatus.init(rawValue:)))
        }
    }
}
