import Foundation
import JSON
import NIOCore
import WebSockets

/// Opens the sockets, causes the events one after the other, and reports medians over them.
struct FanOutRun {
    let port: Int
    let token: String
    let chargePointID: String
    let query: String
    let subscribers: Int
    let events: Int
    let pid: Int32
    let loop: any EventLoop

    /// How many sockets are opened at a time.
    private static let wave = 100
    private static let patience: Duration = .seconds(60)

    private struct Timing {
        let answered: Double
        let first: Double
        let median: Double
        let last: Double
    }

    func report() async throws -> JSONValue {
        let tally = FanOutTally()
        let charger = try await openCharger(tally)
        let memory = try residentKiB()
        let started = ContinuousClock.now
        let sockets = try await openSubscribers(tally)
        let joining = (ContinuousClock.now - started) / .milliseconds(1)
        let memoryAfter = try residentKiB()
        let cpu = try cpuSeconds()
        var timings: [Timing] = []
        // A number that was used already would be taken for a repeated frame, which is answered and told to nobody.
        for number in 2..<events + 2 { timings.append(try await event(number, charger, tally)) }
        let cpuAfter = try cpuSeconds()
        let memoryAtEnd = try residentKiB()
        for socket in sockets { socket.close() }
        charger.close()
        return [
            "subscribers": .integer(Int64(subscribers)), "events": .integer(Int64(events)),
            "joining_ms": .number(joining),
            "answered_ms": .number(median(timings.map(\.answered))), "first_ms": .number(median(timings.map(\.first))),
            "p50_ms": .number(median(timings.map(\.median))), "last_ms": .number(median(timings.map(\.last))),
            "server_cpu_us": .number((cpuAfter - cpu) * 1e6 / Double(subscribers * events)),
            "kib": .number(Double(memoryAfter - memory) / Double(subscribers)),
            "kib_after": .number(Double(memoryAtEnd - memory) / Double(subscribers)),
        ]
    }

    // MARK: Sockets

    private func openCharger(_ tally: FanOutTally) async throws -> WebSocketConnection {
        let endpoint = WebSocketEndpoint(host: "127.0.0.1", port: port, path: "/ocpp/\(chargePointID)")
        let charger = try await WebSocketClient.connect(to: endpoint, subprotocols: ["ocpp1.6"], on: loop) { _ in
            FanOutCharger(tally: tally)
        }
        charger.send(text: FanOutCharger.boot.encoded())
        // Its connector is made known before anybody listens.
        tally.eventStarts(expecting: 0)
        charger.send(text: FanOutCharger.status(1).encoded())
        try await wait("the charger's first status is stored") { try tally.event().answered != nil }
        return charger
    }

    private func openSubscribers(_ tally: FanOutTally) async throws -> [WebSocketConnection] {
        let endpoint = WebSocketEndpoint(host: "127.0.0.1", port: port, path: "/graphql")
        let (token, query) = (token, query)
        var sockets: [WebSocketConnection] = []
        while sockets.count < subscribers {
            let count = min(Self.wave, subscribers - sockets.count)
            let futures = (0..<count).map { _ -> EventLoopFuture<WebSocketConnection> in
                WebSocketClient.connect(to: endpoint, subprotocols: ["graphql-transport-ws"], on: loop) {
                    FanOutSubscriber($0, tally: tally, token: token, query: query)
                }
            }
            for future in futures { sockets.append(try await future.get()) }
            let wanted = sockets.count
            try await wait("\(wanted) have subscribed") {
                _ = try tally.event()
                return tally.joinedCount == wanted
            }
        }
        // Whoever was read last may still be on the way to the hub.
        try await Task.sleep(for: .milliseconds(500))
        return sockets
    }

    // MARK: Events

    private func event(_ number: Int, _ charger: WebSocketConnection, _ tally: FanOutTally) async throws -> Timing {
        tally.eventStarts(expecting: subscribers)
        charger.send(text: FanOutCharger.status(number).encoded())
        try await wait("event \(number) came to all") { try tally.event().arrivals.count >= subscribers }
        let (answered, arrivals) = try tally.event()
        guard let answered, let first = arrivals.first, let last = arrivals.last, arrivals.count == subscribers else {
            throw FanOutFailure(description: "event \(number) came \(arrivals.count) times")
        }
        return Timing(
            answered: answered / .milliseconds(1), first: first / .milliseconds(1),
            median: arrivals[arrivals.count / 2] / .milliseconds(1), last: last / .milliseconds(1))
    }

    private func wait(_ what: String, until condition: () throws -> Bool) async throws {
        let deadline = ContinuousClock.now + Self.patience
        while try !condition() {
            guard ContinuousClock.now < deadline else { throw FanOutFailure(description: "did not happen: \(what)") }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    // MARK: The server's process

    private func residentKiB() throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return Int(line.filter(\.isNumber)) ?? 0
    }

    private func cpuSeconds() throws -> Double {
        let text = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        // The name in parentheses may contain blanks; user and system time are fields 14 and 15.
        let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
