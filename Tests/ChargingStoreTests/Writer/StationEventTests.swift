import Charging
import ChargingStore
import JSON
import Postgres
import Testing

@Suite("What stations tell of themselves", .timeLimit(.minutes(1)))
struct StationEventTests {
    /// A report without a time of its own.
    private func told(_ name: String, _ seconds: Int64, request: Int32? = nil) -> Report {
        .eventReported(
            StationEventReport(
                .firmwareStatus, name, requestID: request, at: ReportedTime(understood: at(seconds), sent: "")))
    }

    private func commit(
        _ writer: WriterProbe, _ report: Report, _ station: StationRecord, _ seconds: Int64, generation: Int64? = nil
    ) async throws -> (event: StationEvent, isRepeated: Bool) {
        let outcome = try await writer.commit(report, from: station.source(at: seconds, generation: generation))
        guard case .event(let event, let isRepeated) = outcome else { throw TestFailure("\(outcome)") }
        return (event, isRepeated)
    }

    private func names(_ fixture: StoreFixture) async throws -> [String] {
        try await fixture.client.query("SELECT name FROM station_events ORDER BY id").column("name")
    }

    @Test func `every part of an event is kept`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            let report = StationEventReport(
                .vendorMessage, "m", vendorID: "v", requestID: 7, detail: "{}",
                at: ReportedTime(understood: at(5), sent: "as sent"))
            let event = try await commit(writer, .eventReported(report), organization.stations[0], 9).event
            #expect(event.report == report)
            #expect(event.organizationID == organization.id)
            let row = try await fixture.client.query("SELECT * FROM station_events").single()
            #expect(try row.int64("id") == event.id.rawValue)
            #expect(try row.string("kind") == "VENDOR_MESSAGE")
            #expect(try row.string("name") == "m")
            #expect(try row.string("vendor_id") == "v")
            #expect(try row.int("request_id") == 7)
            #expect(try row.string("detail") == "{}")
            #expect(try row.string("reported_at_sent") == "as sent")
            #expect(try row.timestamp("reported_at") == at(5).microseconds)
            #expect(try row.timestamp("received_at") == at(9).microseconds)
        }
    }

    @Test func `the same said again shortly after is one fact with one id`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let first = try await commit(writer, told("Downloading", 0), station, 0)
            let again = try await commit(writer, told("Downloading", 90), station, 90)
            #expect(!first.isRepeated && again.isRepeated)
            #expect(again.event.id == first.event.id)
            let later = try await commit(writer, told("Downloading", 121), station, 121)
            #expect(!later.isRepeated)
            #expect(try await names(fixture) == ["Downloading", "Downloading"])
        }
    }

    @Test func `what comes back to an earlier state is a new fact, however soon`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            for (name, seconds) in [("Downloading", 0), ("DownloadFailed", 1), ("Downloading", 2)] as [(String, Int64)]
            {
                #expect(try await !commit(writer, told(name, seconds), station, seconds).isRepeated)
            }
            #expect(try await names(fixture) == ["Downloading", "DownloadFailed", "Downloading"])
        }
    }

    @Test func `the same of another request, kind or station is another fact`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let stations = try await fixture.makeOrganization("one").stations
            #expect(try await !commit(writer, told("Idle", 0), stations[0], 0).isRepeated)
            #expect(try await !commit(writer, told("Idle", 0, request: 1), stations[0], 0).isRepeated)
            #expect(try await !commit(writer, told("Idle", 0), stations[1], 0).isRepeated)
            let other = StationEventReport(.logStatus, "Idle", at: ReportedTime(understood: at(0), sent: ""))
            #expect(try await !commit(writer, .eventReported(other), stations[0], 0).isRepeated)
        }
    }

    @Test func `a security event that is sent again with its time is one fact, however much later`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            let report = Report.eventReported(
                StationEventReport(.securityEvent, "ResetOrReboot", detail: "d", at: reported(0)))
            let other = Report.eventReported(
                StationEventReport(.securityEvent, "ResetOrReboot", detail: "e", at: reported(0)))
            let first = try await commit(writer, report, station, 10)
            #expect(try await !commit(writer, other, station, 20).isRepeated)
            let again = try await commit(writer, report, station, 40_000)
            #expect(again.isRepeated)
            #expect(again.event.id == first.event.id)
        }
    }

    @Test func `a vendor's own message counts each time, unless it is our commit that is repeated`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            for seconds in [1, 1, 2] as [Int64] {
                let data = StationEventReport(
                    .vendorMessage, "", vendorID: "v", detail: "{}",
                    at: ReportedTime(understood: at(seconds), sent: ""))
                _ = try await commit(writer, .eventReported(data), station, seconds)
            }
            #expect(try await names(fixture).count == 2)
        }
    }

    @Test func `facts that come over an older connection land, with its generation`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await fixture.makeOrganization("one").stations[0]
            _ = try await fixture.chargePoints.attach(
                station.id, above: nil, ocppVersion: "1.6", securityProfile: .password, at: at(0))
            #expect(try await !commit(writer, told("Installed", 1), station, 1, generation: 0).isRepeated)
            let generations: [Int64] = try await fixture.client.query("SELECT generation FROM station_events")
                .column("generation")
            #expect(generations == [0])
        }
    }

    @Test func `many stations' events share a flush, and each of one station sees the one before`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let stations = try await fixture.makeOrganization("one").stations
            let words = ["Downloading", "Downloaded"]
            for station in stations { _ = try await commit(writer, told(words[0], 0), station, 0) }
            let reports = (1..<20).flatMap { number in
                stations.map { (told(words[number % 2], Int64(number)), $0.source(at: Int64(number))) }
            }
            let results = try await writer.results(of: reports)
            let added = results.compactMap { result -> StationEventID? in
                guard case .success(.event(let event, isRepeated: false)) = result else { return nil }
                return event.id
            }
            #expect(Set(added).count == 38)
            let own: [String] = try await fixture.client.query(
                "SELECT name FROM station_events WHERE station_id = \(stations[0].id.rawValue) ORDER BY id"
            ).column("name")
            #expect(own == (0..<20).map { words[$0 % 2] })
        }
    }
}
