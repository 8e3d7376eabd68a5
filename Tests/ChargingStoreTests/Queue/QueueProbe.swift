import Charging
import ChargingStore
import Foundation
import JSON
import Postgres
import TestSupport
import Testing

@testable import ChargingStore

/// Drivers with a tag each, at a station with one connector that somebody charges at.
struct QueueProbe {
    let fixture: StoreFixture
    let organization: TestOrganization
    let drivers: [Viewer]
    var station: StationID { organization.stations[0].id }

    static func with(drivers count: Int, _ body: (QueueProbe) async throws -> Void) async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let owner = try organization.owner
            var change = StationChange(id: organization.stations[0].id)
            change.hasSecondSeating = true
            _ = try await fixture.directory.updateStation(change, viewer: owner)
            var drivers: [Viewer] = []
            for number in 0..<count {
                let email = "driver\(number)@alpha.example"
                _ = try await fixture.directory.createUser(
                    NewAccount(email: email, role: .driver, organization: "alpha", passwordHash: nil))
                let hash = Array((email + String(repeating: "x", count: 32)).utf8.prefix(32))
                let driver = try await fixture.directory.createToken(hash: hash, email: email, expiresAt: nil)
                var tag = NewTag(idTag: "D\(number)")
                tag.userID = driver.userID
                _ = try await fixture.directory.createTag(tag, viewer: owner)
                drivers.append(driver)
            }
            let probe = QueueProbe(fixture: fixture, organization: organization, drivers: drivers)
            try await probe.run(
                """
                INSERT INTO connectors (organization_id, station_id, number, status, status_changed_at)
                VALUES (\(organization.id.rawValue), \(probe.station.rawValue), 1, 'CHARGING', now())
                """)
            try await body(probe)
        }
    }

    var now: Timestamp { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

    func run(_ statement: Statement) async throws { _ = try await fixture.client.query(statement) }

    func join(_ driver: Int, connector: Int? = nil) async throws {
        try await fixture.directory.joinQueue(
            WantedPlace(station: station, connector: connector), viewer: drivers[driver])
    }

    func states() async throws -> [String] {
        try await fixture.client.query("SELECT status FROM queue_places ORDER BY id").map {
            try $0.string("status")
        }
    }

    func setConnector(_ status: String, number: Int32 = 1) async throws {
        try await run(
            """
            UPDATE connectors SET status = \(status) WHERE station_id = \(station.rawValue) AND number = \(number)
            """)
    }

    func addConnector(_ number: Int32, _ status: String) async throws {
        try await run(
            """
            INSERT INTO connectors (organization_id, station_id, number, status, status_changed_at)
            VALUES (\(organization.id.rawValue), \(station.rawValue), \(number), \(status), now())
            """)
    }

    func setPresence(_ presence: String) async throws {
        try await run("UPDATE stations SET presence = \(presence) WHERE id = \(station.rawValue)")
    }

    func serve() async throws { try await fixture.directory.serveQueues() }

    /// `HELD 1 ASKED` for each place that is not over, as the first driver sees it.
    func seats() async throws -> [String] {
        let lists = try await fixture.reading.queues(
            ofStations: [station], fields: [.status, .heldConnectorNumber, .chargerHold], viewer: drivers[0])
        guard case .texts(let statuses) = lists.rows[.status], case .texts(let holds) = lists.rows[.chargerHold],
            case .integers(let connectors) = lists.rows[.heldConnectorNumber]
        else { return [] }
        return statuses.indices.map { index -> String in
            var words: [String] = []
            if let status = statuses[index] { words.append(status) }
            if let connector = connectors[index] { words.append("\(connector)") }
            if let hold = holds[index] { words.append(hold) }
            return words.joined(separator: " ")
        }
    }

    /// Asks for what is due, as the keeper does.
    func askForHolds() async throws -> [BookedReservation] {
        var asked: [BookedReservation] = []
        for hold in try await fixture.directory.holdsDue(limit: 10) {
            let operation = NewOperation(kind: .reserveNow, station: hold.station)
            if let reservation = try await fixture.directory.hold(hold, by: operation) { asked.append(reservation) }
        }
        return asked
    }

    func askForReleases() async throws -> [OperationID] {
        var asked: [OperationID] = []
        for reservation in try await fixture.directory.releasesDue(limit: 10) {
            let operation = NewOperation(kind: .cancelReservation, station: reservation.station)
            if let id = try await fixture.directory.release(reservation, by: operation) { asked.append(id) }
        }
        return asked
    }

    /// What the station answers, as the end of the operation writes it.
    func answer(_ reservation: BookedReservation, _ outcome: ReservationOutcome) async throws {
        let wanted = WantedReservation(
            connector: reservation.connector, idTag: reservation.idTag, expiresAt: reservation.expiresAt)
        let operation = try #require(reservation.operation)
        _ = try await fixture.directory.settle(
            ReservationRequest(wanted: wanted, operation: operation, station: station), outcome,
            at: now)
        try await finish(operation, outcome == .accepted ? .accepted : .rejected)
    }

    func finish(_ operation: OperationID, _ status: OperationStatus) async throws {
        try await fixture.directory.finish(
            operation, status: status, effect: .none, awaited: nil, answer: nil, failure: nil)
    }
}
