import Charging
import ChargingStore
import JSON
import Postgres

/// A station whose connectors are reserved.
struct ReservationProbe {
    struct Row: Equatable {
        var status: String
        var reason: String?
        var session: Int64?
    }

    let fixture: StoreFixture
    let writer: WriterProbe
    let organization: TestOrganization

    var book: DirectoryStore { fixture.directory }
    var station: StationRecord { organization.stations[0] }

    static func with(_ body: (ReservationProbe) async throws -> Void) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            var organization = try await fixture.makeOrganization("one")
            let id = organization.stations[0].id
            // Attached, so that its states count.
            if let state = try await fixture.chargePoints.attach(
                id, above: nil, ocppVersion: "1.6", securityProfile: .password, at: at(0))
            {
                organization.stations[0] = state.station
            }
            try await body(ReservationProbe(fixture: fixture, writer: writer, organization: organization))
        }
    }

    static func wanted(
        _ connector: Int = 1, _ idTag: String = "OTHER", parent: String? = nil, until end: Int64 = 3_600,
        replacing replaced: ReservationID? = nil
    ) -> WantedReservation {
        WantedReservation(
            connector: connector, idTag: idTag, parentIDTag: parent, expiresAt: at(end), replaces: replaced)
    }

    /// Records an operation and enters what it asks for.
    func open(
        _ wanted: WantedReservation = wanted(), at seconds: Int64 = 0, station: StationRecord? = nil,
        as viewer: Viewer? = nil
    ) async throws -> ReservationRequest {
        let request = try await request(wanted, station: station)
        try await book.open(request, at: at(seconds), viewer: viewer ?? (try organization.owner))
        return request
    }

    /// Records the operation alone.
    func request(
        _ wanted: WantedReservation, station: StationRecord? = nil
    ) async throws -> ReservationRequest {
        let station = station ?? self.station
        let operation = try await fixture.record(.reserveNow, at: station.id, as: try organization.owner)
        return ReservationRequest(wanted: wanted, operation: operation, station: station.id)
    }

    /// One that the station has accepted.
    func reserve(_ wanted: WantedReservation = wanted(), at seconds: Int64 = 0) async throws -> (
        id: ReservationID, number: Int32
    ) {
        let request = try await open(wanted, at: seconds)
        guard let number = try await book.number(askedFor: request.operation) else { throw TestFailure("no number") }
        try await book.settle(request, .accepted, at: at(seconds))
        _ = try await fixture.client.query(
            "UPDATE operations SET status = 'ACCEPTED' WHERE id = \(request.operation.rawValue)")
        return (try await id(of: request), number)
    }

    func id(of request: ReservationRequest) async throws -> ReservationID {
        ReservationID(
            rawValue: try await fixture.client.query(
                "SELECT id FROM reservations WHERE operation_id = \(request.operation.rawValue)"
            ).single().int64("id"))
    }

    func row(_ id: ReservationID) async throws -> Row {
        let row = try await fixture.client.query(
            "SELECT status, reason, session_id FROM reservations WHERE id = \(id.rawValue)"
        ).single()
        return Row(
            status: try row.string("status"), reason: try row.optional.string("reason"),
            session: try row.optional.int64("session_id"))
    }

    func start(
        _ tag: String = "OTHER", connector: Int = 1, number: Int32? = nil, at seconds: Int64 = 60
    ) async throws -> Started {
        let report = StartReport(
            connector: connector, idTag: tag, at: reported(seconds), meterStartWh: 0, reservationNumber: number)
        return try Started(try await writer.commit(.started(report), from: station.source(at: seconds)))
    }

    /// - Parameter ahead: how fast the charger's clock is, in seconds.
    func status(
        _ status: ConnectorStatus, connector: Int = 1, at seconds: Int64, ahead: Int64 = 0, generation: Int64? = nil
    ) async throws {
        let report = StatusReport(connector: connector, status: status, errorCode: nil, at: reported(seconds + ahead))
        _ = try await writer.commit(.statusChanged(report), from: station.source(at: seconds, generation: generation))
    }

    func refusal(_ body: () async throws -> Void) async -> ChargingError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? ChargingError
        }
    }
}
