import JSON
import TestSupport
import Testing

@testable import Charging

@Suite("Frames told as they pass", .timeLimit(.minutes(2)))
struct PassedMessageTests {
    private func listen(_ bench: ChargePointBench, to station: Int64 = 1) -> AsyncStream<Event> {
        bench.events.subscribe(bufferLimit: 100, messagesOf: [StationID(rawValue: station)]) { event in
            if case .messagePassed = event { true } else { false }
        }
    }

    private func passed(_ bench: ChargePointBench) -> [PassedMessage] {
        bench.events.all.compactMap { event in
            if case .messagePassed(let message) = event { message } else { nil }
        }
    }

    @Test func `nothing is told while nobody listens to this station`() async throws {
        let bench = try await ChargePointBench()
        let elsewhere = listen(bench, to: 2)
        _ = await bench.exchange(Frames.heartbeat("1"))
        #expect(passed(bench) == [])
        withExtendedLifetime(elsewhere) {}
    }

    @Test func `what is received and sent is told, once for all who listen`() async throws {
        let bench = try await ChargePointBench()
        let listeners = [listen(bench), listen(bench)]
        let answer = await bench.exchange(Frames.heartbeat("1"))
        let messages = passed(bench)
        #expect(messages.map(\.direction) == [.received, .sent])
        #expect(messages.map(\.action) == ["Heartbeat", "CALLRESULT"])
        #expect(messages.first?.payload == Array(Frames.heartbeat("1").utf8))
        #expect(messages.last?.payload.flatMap { try? JSONValue(parsing: $0) } == answer)
        #expect(messages.allSatisfy { $0.station == bench.stationID && $0.size == $0.payload?.count })
        withExtendedLifetime(listeners) {}
    }

    @Test func `when the last listener has gone nothing is told any more`() async throws {
        let bench = try await ChargePointBench()
        let stays = listen(bench)
        let goes = Task { for await _ in listen(bench) {} }
        goes.cancel()
        await goes.value
        _ = await bench.exchange(Frames.heartbeat("1"))
        #expect(passed(bench).count == 2)
        let last = Task { for await _ in stays {} }
        last.cancel()
        await last.value
        #expect(!bench.events.isAskedForMessages(of: bench.stationID))
        _ = await bench.exchange(Frames.heartbeat("2"))
        #expect(passed(bench).count == 2)
    }

    @Test func `who falls behind is cut off and listens no more`() {
        let bus = LocalEventBus()
        let station = StationID(rawValue: 1)
        let slow = bus.subscribe(bufferLimit: 2, messagesOf: [station]) { _ in true }
        for _ in 1...3 { bus.publish(.stationChanged(StationSnapshot(.sample()))) }
        #expect(!bus.isAskedForMessages(of: station))
        withExtendedLifetime(slow) {}
    }

    @Test func `keys are masked`() async throws {
        let bench = try await ChargePointBench()
        let listener = listen(bench)
        let frame: JSONValue = [
            2, "1", "DataTransfer", ["vendorId": "v", "data": ["AuthorizationKey": "open sesame"]],
        ]
        _ = await bench.exchange(String(decoding: frame.encoded(), as: UTF8.self))
        let texts = passed(bench).map { String(decoding: $0.payload ?? [], as: UTF8.self) }
        #expect(texts.count == 2 && !texts.contains { $0.contains("sesame") } && texts[0].contains("***"))
        withExtendedLifetime(listener) {}
    }

    @Test func `of a frame over 64 KiB is told that it passed`() async throws {
        let bench = try await ChargePointBench()
        let listener = listen(bench)
        let overhead = #"[2,"1","DataTransfer",{"vendorId":"v","data":""}]"#.utf8.count
        for (id, size) in [("1", 64 << 10), ("2", (64 << 10) + 1)] {
            let data = String(repeating: "x", count: size - overhead)
            _ = await bench.exchange(#"[2,"\#(id)","DataTransfer",{"vendorId":"v","data":"\#(data)"}]"#)
        }
        let received = passed(bench).filter { $0.direction == .received }
        #expect(received.map(\.size) == [64 << 10, (64 << 10) + 1])
        #expect(received.map { $0.payload?.count } == [64 << 10, nil])
        #expect(received.map { OcppMessageFilter.isProblem($0) } == [false, nil])
        withExtendedLifetime(listener) {}
    }

    @Test func `a filter that looks into the payload passes over what is not told`() {
        let long = message(String(repeating: "x", count: 65_537))
        #expect(OcppMessageFilter().finds(long) != nil)
        for change in [
            { $0.text = "x" }, { $0.messageID = "1" }, { $0.hasOnlyProblems = true },
        ] as [(inout OcppMessageFilter) -> Void] {
            var filter = OcppMessageFilter()
            change(&filter)
            #expect(filter.finds(long) == nil)
        }
        var problems = OcppMessageFilter()
        problems.hasOnlyProblems = true
        #expect(problems.finds(message(#"[4,"7","InternalError","",{}]"#))?.text == "7")
        #expect(problems.finds(message(#"[3,"7",{}]"#)) == nil)
    }

    private func message(_ text: String) -> PassedMessage {
        var text = text
        return text.withUTF8 { bytes in
            PassedMessage(
                station: StationID(rawValue: 1), organization: OrganizationID(rawValue: 1), generation: 1,
                at: Timestamp(microseconds: 0), direction: .received, action: "CALLRESULT",
                payload: UnsafeRawBufferPointer(bytes))
        }
    }
}
