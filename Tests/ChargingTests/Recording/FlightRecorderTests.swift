import JSON
import OCPP
import TestSupport
import Testing

@testable import Charging

@Suite("Flight recorder", .timeLimit(.minutes(1)))
struct FlightRecorderTests {
    private func kinds(_ charger: RecordedCharger) -> [String] {
        charger.entries.map { "\($0.kind.name) \($0.label)".trimmingSuffix(" ") }
    }

    @Test func `frames of both directions and the store's verdict are recorded once and in order`() async throws {
        let charger = RecordedCharger()
        try await charger.connect()
        await charger.send(Frames.status("Preparing"))
        await charger.send(Frames.heartbeat())
        await charger.connection.disconnect()
        charger.collect()
        #expect(
            kinds(charger) == [
                "attached", "received StatusNotification", "verdict", "sent CALLRESULT", "received Heartbeat",
                "sent CALLRESULT", "ended",
            ])
        #expect(charger.entries.map(\.sequence) == Array(0..<7))
        #expect(charger.entries[1].text == Frames.status("Preparing"))
        #expect(charger.entries[6].text == "closed by the charger")
    }

    @Test func `a call, its wait, its answer and its time-out are recorded`() async throws {
        let charger = RecordedCharger()
        try await charger.connect()
        let ids = [MessageID("1-1"), MessageID("1-2")].compactMap(\.self)
        for id in ids {
            let (_, progress) = AsyncStream<CallProgress>.makeStream(bufferingPolicy: .bufferingOldest(1))
            let frame = #"[2,"\#(id.text)","Reset",{"type":"Soft"}]"#
            _ = await charger.chargePoint?.submit(id, Array(frame.utf8), WaitingCaller("TriggerMessage", progress))
        }
        await charger.send(#"[3,"1-1",{"status":"Accepted"}]"#)
        _ = await charger.chargePoint?.gaveUp(ids[1])
        charger.collect()
        #expect(
            kinds(charger) == [
                "attached", "sent CALL", "callQueued", "received CALLRESULT", "sent CALL", "callGivenUp",
            ])
    }

    @Test(
        arguments: [
            #"[2,"1-1","ChangeConfiguration",{"key":"AuthorizationKey","value":"deadbeefdeadbeef"}]"#,
            #"[2,"1-1","GetDiagnostics",{"location":"ftp://user:deadbeefdeadbeef@files.example/in"}]"#,
            #"[2,"1-1","InstallCertificate",{"certificate":"-----BEGIN PRIVATE KEY-----\ndeadbeefdeadbeef\n-----END PRIVATE KEY-----"}]"#,
            #"[2,"1-1","DataTransfer",{"vendorId":"v","data":"Basic deadbeefdeadbeef"}]"#,
        ])
    func `secrets are masked before they are recorded`(frame: String) async throws {
        let charger = RecordedCharger()
        try await charger.connect()
        let id = try #require(MessageID("1-1"))
        let (_, progress) = AsyncStream<CallProgress>.makeStream(bufferingPolicy: .bufferingOldest(1))
        _ = await charger.chargePoint?.submit(id, Array(frame.utf8), WaitingCaller("TriggerMessage", progress))
        // Once more as a state, which holds the call that is under way.
        charger.recorder.noteLoss(of: 1)
        charger.time.advance(by: charger.recorder.limits.checkpointIntervalAfterLoss)
        await charger.send(Frames.heartbeat())
        let answer = #"{"configurationKey":[{"key":"AuthorizationKey","readonly":false,"value":"deadbeefdeadbeef"}]}"#
        await charger.send(#"[3,"1-1",\#(answer)]"#)
        #expect(charger.entries.contains { $0.kind == .checkpoint })
        #expect(charger.entries.contains { $0.label == "CALL" && $0.text.contains("***") })
        #expect(!charger.entries.contains { $0.text.contains("deadbeef") })
    }

    @Test func `the verifier of a station's password is in no recorded state`() async throws {
        var station = StationRecord.sample()
        station.passwordVerifier = Array("verifier".utf8)
        let machine = StationStateMachine(station).withoutSecrets
        #expect(machine.record.passwordVerifier == nil)
        #expect(machine.record.id == station.id)
    }

    @Test func `what finds no room is dropped and shown as a gap, and the charger is answered all the same`()
        async throws
    {
        var limits = FlightRecorder.Limits()
        limits.recordsPerShard = 4
        let charger = RecordedCharger(limits: limits)
        try await charger.connect()
        for number in 0..<5 {
            await charger.connection.receive(Frames.heartbeat("h\(number)"))
        }
        await charger.connection.settle()
        #expect(charger.connection.sent.count == 5)
        charger.collect()
        await charger.send(Frames.heartbeat("later"))
        let gap = try #require(charger.entries.first { $0.kind == .gap })
        #expect(gap.text == "7")
        #expect(gap.sequence == 4)
        let behind = try #require(charger.entries.drop { $0.kind != .gap }.dropFirst().first)
        #expect(behind.sequence == 11)
        #expect(charger.recorder.missedCount >= 7)
    }

    @Test func `a paused recorder takes nothing and says so when it goes on`() async throws {
        let charger = RecordedCharger()
        try await charger.connect()
        charger.collect()
        charger.recorder.setPaused(true)
        await charger.send(Frames.heartbeat("h1"))
        #expect(charger.entries.count == 1)
        charger.recorder.setPaused(false)
        await charger.send(Frames.heartbeat("h2"))
        charger.time.advance(by: charger.recorder.limits.checkpointIntervalAfterLoss)
        await charger.send(Frames.heartbeat("h3"))
        #expect(
            charger.entries.dropFirst().map(\.kind) == [.gap, .received, .sent, .received, .sent, .checkpoint])
    }

    @Test func `behind a loss the state is recorded after a while, and once`() async throws {
        let charger = RecordedCharger()
        try await charger.connect()
        charger.collect()
        charger.recorder.noteLoss(of: 1)
        charger.time.advance(by: charger.recorder.limits.checkpointIntervalAfterLoss - .seconds(1))
        await charger.send(Frames.heartbeat("h1"))
        #expect(!charger.entries.contains { $0.kind == .checkpoint })
        charger.time.advance(by: .seconds(1))
        for number in 2..<9 { await charger.send(Frames.heartbeat("h\(number)")) }
        #expect(charger.entries.count { $0.kind == .checkpoint } == 1)
    }

    @Test func `recording a frame costs little, and its memory ends where it is set`() throws {
        let recorder = FlightRecorder()
        let frame = Array(Frames.meter(transaction: 7, wh: 1_000, power: 7_000).utf8)
        var header = RecordBuffer.Header(
            station: StationID(rawValue: 1), generation: 1, sequence: 0, at: Timestamp(microseconds: 1),
            kind: .received, label: "MeterValues", range: 0..<0, value: nil)
        var taken = 0
        var spare = RecordBuffer()
        let clock = ContinuousClock()
        var spent = Duration.zero
        for round in 0..<50 {
            spent += clock.measure {
                for number in 0..<2_000 {
                    header.sequence = UInt64(round * 2_000 + number)
                    if frame.withUnsafeBytes({ recorder.append(header, $0) }) { taken += 1 }
                }
            }
            recorder.drain(shard: 1, into: &spare)
        }
        let limits = recorder.limits
        let bound =
            2 * limits.shards
            * (limits.bytesPerShard + limits.recordsPerShard * MemoryLayout<RecordBuffer.Header>.stride)
        print(
            "flight recorder: \(spent / taken) a frame of \(frame.count) bytes and a header of",
            "\(MemoryLayout<RecordBuffer.Header>.stride); at most \(bound / 1_000_000) MB")
        #expect(taken == 100_000)
        #expect(bound < 30_000_000)
        // A debug build is some ten times slower than what is shipped.
        #expect(spent / taken < .microseconds(20))
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
