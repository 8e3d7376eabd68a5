import Charging
import JSON
import Logging
import Postgres
import ServiceLifecycle
import TestSupport
import Testing

@testable import ChargingStore

@Suite("Recordings in the database", .timeLimit(.minutes(2)))
struct RecordingTests {
    private func writer(
        _ fixture: StoreFixture, _ recorder: FlightRecorder, free: Int64? = nil, patience: Duration = .seconds(1)
    ) -> RecordingWriter {
        var configuration = RecordingWriter.Configuration()
        configuration.flushInterval = .zero
        configuration.checkInterval = .milliseconds(1)
        configuration.freeBytes = { free }
        configuration.patience = patience
        configuration.pauseWhenFull = .milliseconds(50)
        return RecordingWriter(
            fixture.database, recorder: recorder, configuration: configuration, now: { at(100) },
            logger: Logger(label: "test.recording"))
    }

    private func append(_ recorder: FlightRecorder, _ station: StationRecord, _ range: Range<UInt64>) {
        for number in range {
            let isReceived = number % 2 == 0
            let frame = Array((isReceived ? "[2,\"\(number)\",\"Heartbeat\",{}]" : "[3,\"\(number - 1)\",{}]").utf8)
            let header = RecordBuffer.Header(
                station: station.id, generation: 1, sequence: number, at: at(Int64(number)),
                kind: isReceived ? .received : .sent, label: isReceived ? "Heartbeat" : "CALLRESULT", range: 0..<0,
                value: nil)
            _ = frame.withUnsafeBytes { recorder.append(header, $0) }
        }
    }

    private func recorded(_ fixture: StoreFixture, _ station: StationRecord) async throws -> [RecordEntry] {
        try await RecordingStore(fixture.database).blocks(
            of: station.id, from: RecordingPosition(at: at(-1_000), block: 0), isIncluded: true, until: at(10_000),
            limit: 64
        ).flatMap(\.entries)
    }

    @Test func `what was taken is read back in order, each station's alone`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            let recorder = FlightRecorder()
            let writer = writer(fixture, recorder)
            append(recorder, alpha.stations[0], 0..<4)
            append(recorder, alpha.stations[1], 0..<2)
            await writer.flush()
            append(recorder, alpha.stations[0], 4..<6)
            await writer.flush()
            await writer.flush()
            #expect(try await recorded(fixture, alpha.stations[0]).map(\.sequence) == Array(0..<6))
            #expect(try await recorded(fixture, alpha.stations[1]).map(\.sequence) == [0, 1])
            #expect(try await fixture.count("SELECT count(*) AS count FROM recordings") == 3)
        }
    }

    @Test func `what cannot be written is dropped, and the recording says so where it goes on`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            let recorder = FlightRecorder()
            let writer = writer(fixture, recorder)
            _ = try await fixture.client.query("ALTER TABLE recordings RENAME TO away")
            append(recorder, alpha.stations[0], 0..<4)
            await writer.flush()
            #expect(recorder.lossCount == 1 && recorder.missedCount == 4)
            _ = try await fixture.client.query("ALTER TABLE away RENAME TO recordings")
            append(recorder, alpha.stations[0], 4..<6)
            await writer.flush()
            let entries = try await recorded(fixture, alpha.stations[0])
            #expect(entries.map(\.kind) == [.gap, .received, .sent])
            #expect(entries.first?.text == "4")
            append(recorder, alpha.stations[0], 6..<7)
            await writer.flush()
            #expect(try await recorded(fixture, alpha.stations[0]).count { $0.kind == .gap } == 1)
        }
    }

    @Test func `a round that is being written when the server ends is finished, and what came meanwhile is written`()
        async throws
    {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            let recorder = FlightRecorder()
            let group = ServiceGroup(
                services: [writer(fixture, recorder, patience: .seconds(30))], logger: Logger(label: "test.recording"))
            async let ended: Void = group.run()
            try await fixture.client.withTransaction { transaction in
                _ = try await transaction.query("LOCK TABLE recordings")
                append(recorder, alpha.stations[0], 0..<4)
                while try await transaction.query(
                    "SELECT 1 AS one FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
                ).count == 0 {}
                append(recorder, alpha.stations[0], 4..<6)
                await group.triggerGracefulShutdown()
            }
            try await ended
            #expect(try await recorded(fixture, alpha.stations[0]).map(\.sequence) == Array(0..<6))
            #expect(recorder.lossCount == 0)
        }
    }

    @Test func `a disk that is too full stops the recorder, and room lets it go on`() async throws {
        try await StoreFixture.with { fixture in
            let recorder = FlightRecorder()
            await writer(fixture, recorder, free: 10 << 20).flush()
            #expect(recorder.isPaused)
            await writer(fixture, recorder, free: 10 << 30).flush()
            #expect(!recorder.isPaused)
        }
    }

    @Test func `a database whose disk is full stops the recorder for a while`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            for statement: Statement in [
                """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$
                """,
                "CREATE TRIGGER full_disk BEFORE INSERT ON recordings FOR EACH ROW EXECUTE FUNCTION refuse()",
            ] { _ = try await fixture.client.query(statement) }
            let recorder = FlightRecorder()
            let writer = writer(fixture, recorder)
            append(recorder, alpha.stations[0], 0..<4)
            await writer.flush()
            #expect(recorder.isPaused)
            append(recorder, alpha.stations[0], 4..<6)
            #expect(recorder.missedCount == 6)
            _ = try await fixture.client.query("DROP TRIGGER full_disk ON recordings")
            let goesOn = await eventually {
                await writer.flush()
                return !recorder.isPaused
            }
            #expect(goesOn)
            append(recorder, alpha.stations[0], 6..<8)
            await writer.flush()
            #expect(try await recorded(fixture, alpha.stations[0]).map(\.kind) == [.gap, .received, .sent])
        }
    }

    @Test func `inbound frames are read in pages, in order and without repetition`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            let recorder = FlightRecorder()
            let writer = writer(fixture, recorder)
            for round in UInt64(0)..<10 {
                append(recorder, alpha.stations[0], round * 4..<round * 4 + 4)
                await writer.flush()
            }
            let frames: any RecordedFrames = RecordingStore(fixture.database)
            var seen: [Timestamp] = []
            var after: RecordingPosition?
            repeat {
                let page = try await frames.inboundFrames(
                    of: alpha.stations[0].id, from: at(2), to: at(30), after: after, limit: 3)
                seen += page.frames.map(\.receivedAt)
                after = page.next
            } while after != nil
            #expect(seen == stride(from: 2, through: 30, by: 2).map { at($0) })
        }
    }

    @Test func `messages are paged newest first within the filter, and only where the viewer reaches`() async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            let beta = try await fixture.makeOrganization("beta")
            let recorder = FlightRecorder()
            let writer = writer(fixture, recorder)
            for round in UInt64(0)..<5 {
                append(recorder, alpha.stations[0], round * 4..<round * 4 + 4)
                await writer.flush()
            }
            let manager = try alpha.viewer(.manager)
            var seen: [String?] = []
            var after: ListPosition?
            var pages = 0
            repeat {
                var filter = OcppMessageFilter()
                filter.direction = .received
                filter.from = at(4)
                let page = try await fixture.reading.ocppMessages(
                    ofStations: [alpha.stations[0].id], filter: filter, page: PageRequest(first: 3, after: after),
                    fields: [.messageID], viewer: manager)
                guard case .texts(let ids)? = page.rows[.messageID] else { throw TestFailure("no ids") }
                seen += ids
                after = page.hasNext == [true] ? page.positions.last : nil
                pages += 1
            } while after != nil && pages < 10
            #expect(seen == ["18", "16", "14", "12", "10", "8", "6", "4"])
            for viewer in [try alpha.driver, try beta.owner] {
                let none = try await fixture.reading.ocppMessages(
                    ofStations: [alpha.stations[0].id], filter: .init(), page: PageRequest(first: 3),
                    fields: [.payload], viewer: viewer)
                #expect(none.rows.count == 0)
            }
        }
    }

    @Test(arguments: [
        ("text", 1), ("action", 10), ("messageID", 2),
    ])
    func `messages are found by what they hold`(member: String, count: Int) async throws {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            let recorder = FlightRecorder()
            append(recorder, alpha.stations[0], 0..<20)
            await writer(fixture, recorder).flush()
            var filter = OcppMessageFilter()
            switch member {
            case "text": filter.text = "\"14\",\"Heart"
            case "action": filter.action = "Heartbeat"
            default: filter.messageID = "6"
            }
            let page = try await fixture.reading.ocppMessages(
                ofStations: [alpha.stations[0].id], filter: filter, page: PageRequest(first: 50), fields: [.payload],
                viewer: try alpha.owner)
            #expect(page.rows.count == count)
            #expect(page.hasNext == [false])
        }
    }
}
