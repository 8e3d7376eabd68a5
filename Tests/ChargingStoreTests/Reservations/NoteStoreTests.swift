import Charging
import ChargingStore
import Postgres
import Testing

@Suite("Notes of reservations and firmware images in the database", .timeLimit(.minutes(1)))
struct NoteStoreTests {
    @Test func `whoever operates the station notes a reservation, and it is audited`() async throws {
        try await ReservationProbe.with { probe in
            let fixture = probe.fixture, one = probe.organization
            _ = try await probe.open()
            let id = try await fixture.client.query("SELECT id FROM reservations").single().int64("id")
            let reservation = ReservationID(rawValue: id)
            try await fixture.directory.note(.to("For the fair"), on: reservation, viewer: try one.viewer(.support))
            let rows = try await fixture.reading.reservations(
                ids: [reservation], fields: [.note], viewer: try one.owner)
            #expect(rows[.note] == .texts(["For the fair"]))
            let two = try await fixture.makeOrganization("two")
            try await fixture.directory.note(.unchanged, on: reservation, viewer: try one.owner)
            for viewer in [try two.owner, try one.driver] {
                await #expect(throws: ChargingError.self) {
                    try await fixture.directory.note(.to("x"), on: reservation, viewer: viewer)
                }
            }
            let reader = Viewer(
                userID: try one.owner.userID, organizationID: one.id, role: .organizationOwner, tokenID: 0,
                isReadOnly: true)
            await #expect(throws: ChargingError(.forbidden, "this token changes nothing")) {
                try await fixture.directory.note(.to("x"), on: reservation, viewer: reader)
            }
            try await fixture.directory.note(.to(nil), on: reservation, viewer: try one.owner)
            let audited = try await fixture.count(
                """
                SELECT count(*) AS count FROM audit_entries WHERE object_type = 'Reservation' AND action = 'CHANGED'
                    AND (after ->> 'note' = 'For the fair' OR before ->> 'note' = 'For the fair')
                """)
            #expect(audited == 2)
        }
    }

    @Test func `who has made a reservation notes it`() async throws {
        try await ReservationProbe.with { probe in
            let driver = try probe.organization.driver
            _ = try await probe.open(ReservationProbe.wanted(1, "OWN"))
            _ = try await probe.fixture.client.query(
                "UPDATE reservations SET created_by = \(driver.userID.rawValue)")
            let id = try await probe.fixture.client.query("SELECT id FROM reservations").single().int64("id")
            try await probe.fixture.directory.note(.to("Mine"), on: ReservationID(rawValue: id), viewer: driver)
            #expect(try await probe.fixture.count("SELECT count(*) FROM reservations WHERE note = 'Mine'") == 1)
        }
    }

    @Test func `who may configure stations writes down what is new in an image`() async throws {
        try await StoreFixture.with { fixture in
            let one = try await fixture.makeOrganization("one"), two = try await fixture.makeOrganization("two")
            let image = NewFirmwareImage(vendor: "V", model: "M", version: "1", fileName: "1.bin", signature: nil)
            let file = StoredFile(
                fileName: nil, storedName: "4b3d3cf2-6b0e-4bb4-8f5c-3a4bd0d8a001", size: 3,
                sha256: [UInt8](repeating: 7, count: 32))
            let id = try await FileStore(fixture.database).addImage(image, file: file, viewer: try one.owner)
            try await fixture.directory.note(.to("Mends the clock"), on: id, viewer: try one.viewer(.installer))
            for viewer in [try two.owner, try one.driver, try one.viewer(.support)] {
                await #expect(throws: ChargingError.self) {
                    try await fixture.directory.note(.to("x"), on: id, viewer: viewer)
                }
            }
            let rows = try await fixture.reading.firmwareImages(ids: [id], fields: [.notes], viewer: try one.owner)
            #expect(rows[.notes] == .texts(["Mends the clock"]))
        }
    }
}
