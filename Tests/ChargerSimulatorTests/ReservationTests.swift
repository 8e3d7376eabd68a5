import JSON
import OCPP
import Testing

@testable import ChargerSimulator

@Suite("Reservations of the virtual charge point")
struct ReservationTests {
    private static func ready(_ steps: [Step] = [.boot]) -> ManualFleet {
        var fleet = ManualFleet(steps)
        fleet.connect()
        return fleet
    }

    private static func reserve(
        _ fleet: inout ManualFleet, connector: Int = 1, tag: IdTag = "TAG", parent: IdTag? = nil, id: Int = 7,
        seconds: Int64 = 600
    ) -> String? {
        fleet.order(
            OCPP16.ReserveNow(
                connectorId: connector, expiryDate: fleet.now.advanced(by: .seconds(seconds)), idTag: tag,
                parentIdTag: parent, reservationId: id))
    }

    @Test func `a reserved connector says so, and its driver's start carries the reservation`() throws {
        var fleet = Self.ready([.boot, .wait(.seconds(5)), .plug(connector: 1), .start(connector: 1, "TAG")])
        #expect(Self.reserve(&fleet) == "Accepted")
        #expect(fleet.statuses(ofConnector: 1) == [.available, .reserved])
        fleet.pass(.seconds(10))
        #expect(fleet.requests(OCPP16.StartTransaction.self).map(\.reservationId) == [7])
        #expect(fleet.machine.connectors[0].reservation == nil)
    }

    @Test func `nobody else starts there, by card or remotely, and other connectors are free`() {
        var fleet = Self.ready([
            .boot, .wait(.seconds(5)), .start(connector: 1, "OTHER"), .start(connector: 2, "OTHER"),
        ])
        #expect(Self.reserve(&fleet) == "Accepted")
        #expect(fleet.order(OCPP16.RemoteStartTransaction(idTag: "OTHER", connectorId: 1)) == "Rejected")
        fleet.pass(.seconds(10))
        #expect(fleet.requests(OCPP16.StartTransaction.self).map(\.connectorId) == [2])
        #expect(fleet.requests(OCPP16.StartTransaction.self).map(\.reservationId) == [nil])
    }

    @Test func `it is over at its time, and after a cancel`() {
        var fleet = Self.ready()
        #expect(Self.reserve(&fleet, seconds: 60) == "Accepted")
        fleet.pass(.seconds(59))
        #expect(fleet.statuses(ofConnector: 1).last == .reserved)
        fleet.pass(.seconds(2))
        #expect(fleet.statuses(ofConnector: 1).last == .available)
        #expect(fleet.order(OCPP16.CancelReservation(reservationId: 7)) == "Rejected")
        #expect(Self.reserve(&fleet, id: 8) == "Accepted")
        #expect(fleet.order(OCPP16.CancelReservation(reservationId: 8)) == "Accepted")
        #expect(fleet.statuses(ofConnector: 1).suffix(2) == [.reserved, .available])
    }

    @Test func `the same number replaces, another one finds the connector occupied`() {
        var fleet = Self.ready()
        #expect(Self.reserve(&fleet) == "Accepted")
        #expect(Self.reserve(&fleet, id: 8) == "Occupied")
        #expect(Self.reserve(&fleet, tag: "OTHER") == "Accepted")
        #expect(fleet.machine.connectors[0].reservation?.idTag == "OTHER")
        #expect(Self.reserve(&fleet, connector: 2) == "Accepted")
        #expect(fleet.machine.connectors.map { $0.reservation?.id } == [nil, 7])
    }

    @Test func `it is refused with what stands against it, and connector 0 is not reserved`() {
        var fleet = Self.ready([.boot, .wait(.seconds(5)), .fault(connector: 1, .groundFailure)])
        fleet.order(OCPP16.ChangeAvailability(connectorId: 2, type: .inoperative))
        #expect(Self.reserve(&fleet, connector: 2) == "Unavailable")
        #expect(Self.reserve(&fleet, connector: 0) == "Rejected")
        #expect(Self.reserve(&fleet, seconds: -1) == "Rejected")
        #expect(Self.reserve(&fleet) == "Accepted")
        fleet.pass(.seconds(10))
        #expect(fleet.machine.connectors[0].reservation == nil)
        #expect(Self.reserve(&fleet) == "Faulted")
    }
}
