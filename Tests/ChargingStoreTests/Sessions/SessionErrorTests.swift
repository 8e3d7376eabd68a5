import Charging
import ChargingStore
import Postgres
import Testing

/// What a charger said was wrong while a session was there.
@Suite("Errors of sessions", .timeLimit(.minutes(1)))
struct SessionErrorTests {
    private static let told: [(at: Int64, connector: Int, code: String?, vendor: String?)] = [
        (-10, 1, "GroundFailure", nil), (0, 1, nil, nil), (30, 1, "OtherError", "F0815"),
        (40, 2, "HighTemperature", nil),
        (50, 0, "PowerMeterFailure", nil), (60, 1, "NoError", "0000"), (120, 1, "UnderVoltage", nil),
        (180, 1, "WeakSignal", nil),
    ]

    /// A session of the driver's from 0 to 120 on connector 1.
    private func with(_ body: (StoreFixture, TestOrganization, SessionID) async throws -> Void) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let one = try await fixture.makeOrganization("one")
            let station = one.stations[0]
            let started = try await writer.start(station, tag: "OWN", at: 0)
            for told in Self.told {
                var report = StatusReport(
                    connector: told.connector, status: .faulted, errorCode: told.code, at: reported(told.at))
                report.vendorErrorCode = told.vendor
                report.info = told.vendor.map { "Door of \($0) is open" }
                _ = try await writer.commit(.statusChanged(report), from: station.source(at: told.at))
            }
            _ = try await writer.stop(station, started.session.transactionID, at: 120, meter: 1_500)
            try await body(fixture, one, started.session.id)
        }
    }

    private func errors(
        _ fixture: StoreFixture, _ sessions: [SessionID], _ viewer: Viewer, text: String? = nil
    ) async throws -> RowPages<SessionErrorField> {
        try await fixture.reading.errors(
            ofSessions: sessions, text: text, page: PageRequest(first: 10, wantsTotal: true),
            fields: Set(SessionErrorField.allCases), viewer: viewer)
    }

    @Test func `those of its connector and of the whole station from the start to the stop, oldest first`() async throws
    {
        try await with { fixture, one, session in
            let pages = try await errors(fixture, [session], try one.owner)
            #expect(pages.rows[.code] == .texts(["OtherError", "PowerMeterFailure", "UnderVoltage"]))
            #expect(pages.rows[.vendorErrorCode] == .texts(["F0815", nil, nil]))
            #expect(pages.rows[.info] == .texts(["Door of F0815 is open", nil, nil]))
            #expect(pages.rows[.connectorNumber] == .integers([1, 0, 1]))
            #expect(pages.rows[.at] == .timestamps([at(30), at(50), at(120)]))
            #expect(pages.totals == [3])
        }
    }

    @Test func `until the vehicle was unplugged, where this is known`() async throws {
        try await with { fixture, one, session in
            _ = try await fixture.client.query(
                "UPDATE sessions SET plugged_out_at = stopped_at + interval '90 seconds'")
            let pages = try await errors(fixture, [session], try one.owner)
            #expect(pages.rows[.code] == .texts(["OtherError", "PowerMeterFailure", "UnderVoltage", "WeakSignal"]))
        }
    }

    @Test(arguments: [("other", 1), ("f08", 1), ("IS OPEN", 1), ("failure", 1), ("%", 0), ("Ground", 0)])
    func `a text finds them by their codes and words`(text: String, count: Int) async throws {
        try await with { fixture, one, session in
            let found = try await errors(fixture, [session], try one.owner, text: text)
            #expect(found.totals == [count])
        }
    }

    @Test func `whoever sees the session sees them, by one statement for all, and nobody else`() async throws {
        try await with { fixture, one, session in
            let two = try await fixture.makeOrganization("two")
            _ = fixture.log.takeAll()
            let own = try await errors(fixture, [session, SessionID(rawValue: 0)], try one.driver)
            #expect(fixture.log.takeAll().filter { $0.contains("LIMIT") }.count == 1)
            #expect(own.totals == [3, 0])
            let foreign = try await errors(fixture, [session], try two.owner)
            #expect(foreign.totals == [0])
            _ = try await fixture.client.query("UPDATE tags SET user_id = NULL")
            let later = try await errors(fixture, [session], try one.driver)
            #expect(later.totals == [0])
        }
    }
}
