import JSON
import OCPP
import TestSupport
import Testing

@testable import Charging

@Suite("Charge point", .timeLimit(.minutes(1)))
struct ChargePointTests {
    // MARK: - A charge

    @Test func `a whole charge is answered, stored, shown and announced`() async throws {
        let bench = try await ChargePointBench()
        #expect(await bench.exchange(Frames.boot())?[2]?["status"] == "Accepted")
        #expect(await bench.exchange(Frames.status("Preparing"))?[0] == 3)
        #expect(bench.row?.connector(1)?.status == .preparing)
        #expect(await bench.exchange(Frames.authorize())?[2]?["idTagInfo"]?["status"] == "Accepted")

        let started = await bench.exchange(Frames.start())
        let transaction = try #require(started?[2]?["transactionId"]?.integer)
        #expect(transaction > 0)
        #expect(started?[2]?["idTagInfo"]?["status"] == "Accepted")

        #expect(await bench.exchange(Frames.meter(transaction: transaction, wh: 1500, power: 7000))?[2] == [:])
        #expect(bench.row?.connector(1)?.powerW == 7000)
        #expect(bench.database.sessions.map(\.energyWh) == [500])

        let stopped = await bench.exchange(Frames.stop(transaction: transaction, wh: 3000))
        #expect(stopped?[2]?["idTagInfo"]?["status"] == "Accepted")
        await bench.settle()
        #expect(bench.row?.connector(1)?.powerW == nil)
        #expect(bench.database.sessions.map(\.status) == [.completed])
        let last = bench.events.all.compactMap { event -> SessionState? in
            if case .sessionChanged(let session) = event { session } else { nil }
        }.last
        #expect(last?.status == .completed)
        #expect(last?.energyWh == 2000)
        #expect(bench.connection.closeReason == nil)
    }

    @Test func `energy and power of one report are announced as they were stored`() async throws {
        let bench = try await ChargePointBench()
        let transaction = try #require(await bench.exchange(Frames.start())?[2]?["transactionId"]?.integer)
        await bench.settle()
        bench.events.clear()
        _ = await bench.exchange(Frames.meter(transaction: transaction, wh: 1500, power: 7000))
        await bench.settle()
        let kinds = bench.events.all.map(\.kind)
        #expect(kinds == ["connector", "session", "samples"])
    }

    // MARK: - Order

    @Test func `nothing is answered before the commit, and what follows waits in order`() async throws {
        let bench = try await ChargePointBench()
        bench.database.holdsCommits = true
        await bench.connection.receive(Frames.start("1"))
        await bench.connection.receive(Frames.heartbeat("2"))
        await bench.connection.receive(Frames.authorize("3"))
        await bench.settle()
        #expect(bench.connection.sent.isEmpty)
        #expect(bench.database.waitingCount == 1)

        bench.database.releaseOne()
        await bench.settle()
        // The start, and the heartbeat that waits for no commit; the authorization is under way now.
        #expect(bench.connection.ids == ["1", "2"])
        bench.database.releaseAll()
        await bench.settle()
        #expect(bench.connection.ids == ["1", "2", "3"])
    }

    @Test func `the live status is there before the answer, the event after it`() async throws {
        let bench = try await ChargePointBench()
        bench.database.holdsCommits = true
        await bench.connection.receive(Frames.status("Charging"))
        #expect(bench.row?.connector(1) == nil)
        let (seen, liveStatus, events, id) = (
            Guarded<[String]>([]), bench.liveStatus, bench.events, bench.stationID
        )
        bench.connection.onSend = {
            let status = liveStatus.snapshot(of: id)?.connector(1)?.status
            let count = events.all.count
            seen.change { $0.append("\(status?.rawValue ?? "none"), \(count) events") }
        }
        bench.database.releaseOne()
        await bench.settle()
        #expect(seen.current == ["CHARGING, 0 events"])
        #expect(bench.events.all.map(\.kind) == ["connector"])
    }

    @Test func `answers to our calls never wait behind a commit`() async throws {
        let bench = try await ChargePointBench()
        bench.database.holdsCommits = true
        async let called = bench.chargePoint.call(trigger)
        let id = try #require(await bench.connection.frame(0)).messageID
        await bench.connection.receive(Frames.start())
        await bench.connection.receive(#"[3,"\#(id)",{"status":"Accepted"}]"#)
        #expect(try await called.payload["status"] == "Accepted")
        #expect(bench.connection.sent.count == 1)
        bench.database.releaseAll()
        #expect(await bench.connection.frame(1)?.messageID == "t1")
    }

    @Test func `a heartbeat is answered with the present time, also under a used message id`() async throws {
        let bench = try await ChargePointBench()
        #expect(await bench.exchange(Frames.heartbeat())?[2]?["currentTime"] == "2026-09-21T14:13:20Z")
        bench.time.advance(by: .seconds(60))
        #expect(await bench.exchange(Frames.heartbeat())?[2]?["currentTime"] == "2026-09-21T14:14:20Z")
        #expect(bench.database.reports == [.heartbeat, .heartbeat])
    }

    @Test func `of one charger two heartbeats wait for the database at most, and all are answered`() async throws {
        let bench = try await ChargePointBench()
        bench.database.holdsCommits = true
        for number in 0..<5 { #expect(await bench.exchange(Frames.heartbeat("\(number)"))?[0] == 3) }
        #expect(bench.database.waitingCount == 2)
        #expect(await bench.chargePoint.debugState.counters.unrecordedHeartbeats == 3)

        // Room again, however they ended.
        bench.database.releaseOne(.unavailable)
        bench.database.releaseOne()
        await bench.settle()
        for number in 5..<7 { _ = await bench.exchange(Frames.heartbeat("\(number)")) }
        #expect(bench.database.waitingCount == 2)
        #expect(await bench.chargePoint.debugState.counters.unrecordedHeartbeats == 4)
        #expect(bench.connection.closeReason == nil)
    }

    @Test func `too much waiting stops the reading, and its end resumes it`() async throws {
        var configuration = RegistryConfiguration.quiet
        configuration.inboxFrames = 4
        let bench = try await ChargePointBench(configuration: configuration)
        bench.database.holdsCommits = true
        for number in 0..<5 { await bench.connection.receive(Frames.authorize("\(number)")) }
        #expect(!bench.connection.isReading)
        bench.database.releaseAll()
        #expect(await eventually { bench.connection.isReading && bench.connection.sent.count == 5 })
        #expect(bench.connection.ids == ["0", "1", "2", "3", "4"])
    }

    @Test func `a peer that sends on for ever is let go`() async throws {
        var configuration = RegistryConfiguration.quiet
        configuration.inboxFrames = 4
        let bench = try await ChargePointBench(configuration: configuration)
        bench.database.holdsCommits = true
        for number in 0..<30 { await bench.connection.receive(Frames.authorize("\(number)")) }
        #expect(bench.connection.closeReason == .overloaded)
    }

    // MARK: - Attaching

    @Test func `frames that come before the attach are answered after it`() async throws {
        let bench = try await ChargePointBench(starts: false)
        await bench.connection.receive(Frames.boot("1"))
        await bench.connection.receive(Frames.heartbeat("2"))
        await bench.settle()
        #expect(bench.connection.sent.isEmpty)
        try await bench.start()
        #expect(await bench.connection.frame(1) != nil)
        #expect(bench.connection.ids == ["1", "2"])
        #expect(bench.database.committed.allSatisfy { $0.source.generation == 1 })
    }

    // MARK: - Failures

    @Test(arguments: [ReportFailure.unavailable, .overloaded])
    func `without the database nothing is answered and the socket closes`(failure: ReportFailure) async throws {
        let bench = try await ChargePointBench()
        bench.database.failure = failure
        await bench.connection.receive(Frames.start())
        #expect(await eventually { bench.connection.closeReason != nil })
        #expect(bench.connection.closeReason == .storeUnavailable)
        #expect(bench.connection.sent.isEmpty)
    }

    @Test func `a report that the database refuses is refused and ends nothing`() async throws {
        let bench = try await ChargePointBench()
        bench.database.failure = .refused("value too long")
        let answer = await bench.exchange(Frames.status("Available"))
        #expect(answer?[0] == 4)
        #expect(answer?[2] == "InternalError")
        bench.database.failure = nil
        #expect(await bench.exchange(Frames.start())?[0] == 3)
        #expect(bench.connection.closeReason == nil)
    }

    @Test func `a mistake of ours ends this socket and is told`() async throws {
        let bench = try await ChargePointBench()
        bench.database.answersWrongly = true
        await bench.connection.receive(Frames.start())
        #expect(await eventually { bench.connection.closeReason != nil })
        guard case .failed = bench.connection.closeReason else {
            Issue.record("closed for \(String(describing: bench.connection.closeReason))")
            return
        }
        let endings = bench.notices.current.compactMap { notice -> Ending? in
            if case .ended(_, let ending) = notice { ending } else { nil }
        }
        #expect(endings.map(\.isFailure) == [true])
    }

    @Test func `a commit that outlives its socket is shown and announced, and not answered`() async throws {
        let bench = try await ChargePointBench()
        bench.database.holdsCommits = true
        await bench.connection.receive(Frames.start())
        await bench.connection.disconnect()
        bench.database.releaseAll()
        #expect(await eventually { bench.events.all.map(\.kind).contains("session") })
        #expect(bench.connection.sent.isEmpty)
    }

    @Test func `power that is committed after the station went offline is not shown`() async throws {
        let bench = try await ChargePointBench()
        let transaction = try #require(await bench.exchange(Frames.start())?[2]?["transactionId"]?.integer)
        await bench.settle()
        bench.database.holdsCommits = true
        await bench.connection.receive(Frames.meter(transaction: transaction, wh: 1500, power: 7000))
        await bench.connection.disconnect()
        bench.liveStatus.update(bench.stationID) { $0.presence = .offline }
        bench.events.clear()
        bench.database.releaseAll()
        #expect(await eventually { bench.events.all.map(\.kind) == ["connector", "session", "samples"] })
        #expect(bench.row?.connector(1)?.powerW == nil)
        guard case .connectorChanged(let connector, _) = bench.events.all.first else { return }
        #expect(connector.powerW == nil)
    }

    @Test func `an older connection does not touch the row of a newer one`() async throws {
        let bench = try await ChargePointBench()
        bench.database.holdsCommits = true
        await bench.connection.receive(Frames.status("Charging"))
        bench.liveStatus.update(bench.stationID) { $0.generation = 2 }
        bench.database.releaseAll()
        #expect(await bench.connection.frame(0) != nil)
        #expect(bench.row?.connectors == [])
    }

    // MARK: - Admission of the station

    @Test(arguments: [(.pending, "Pending"), (.rejected, "Rejected")] as [(StationAdmission, JSONValue)])
    func `a station that is not accepted may only boot`(admission: StationAdmission, word: JSONValue) async throws {
        let bench = try await ChargePointBench(.sample(admission: admission))
        #expect(await bench.exchange(Frames.start())?[2] == "SecurityError")
        #expect(await bench.exchange(Frames.boot())?[2]?["status"] == word)
        #expect(await bench.exchange(Frames.heartbeat())?[2] == "SecurityError")
        #expect(bench.database.sessions.isEmpty)
    }

    @Test func `an accepted station that comes back need not boot, and is asked for its status once`() async throws {
        var configuration = RegistryConfiguration.quiet
        configuration.asksStatusAfterReconnect = true
        let bench = try await ChargePointBench(configuration: configuration)
        #expect(bench.wantedStatus == 0)
        #expect(await bench.exchange(Frames.heartbeat("1"))?[0] == 3)
        #expect(await bench.exchange(Frames.heartbeat("2"))?[0] == 3)
        #expect(bench.wantedStatus == 1)
    }
}

extension ChargePointBench {
    var wantedStatus: Int {
        notices.current.count { if case .statusWanted = $0 { true } else { false } }
    }
}

extension Event {
    var kind: String {
        switch self {
        case .stationChanged: "station"
        case .connectorChanged: "connector"
        case .sessionChanged: "session"
        case .meterValuesAdded: "samples"
        case .stationEventAdded: "event"
        case .reservationChanged: "reservation"
        case .operationChanged: "operation"
        case .messageHeard: "message"
        case .messagePassed: "frame"
        case .fileReceived: "file"
        case .notificationsAdded: "notifications"
        case .shareChanged, .serviceRequestChanged, .queueChanged, .rolloutChanged, .exportJobChanged: "request"
        }
    }
}

extension MemoryConnection {
    /// The message ids of what was sent.
    var ids: [String] { sent.map(\.messageID) }
}

extension String {
    /// Of a frame; empty when it has none.
    var messageID: String { (try? JSONValue(parsing: self))?[1]?.string ?? "" }
}
