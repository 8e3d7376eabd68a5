import ArgumentParser
import Foundation
import JSON
import NIOCore
import NIOPosix

/// One event to many subscribers, for `scripts/bench`.
struct FanOutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fan-out",
        abstract: "Opens many sockets that subscribe to the same, lets a charger cause events and times their arrival.")

    @Option(help: "Port of the server on the loopback interface.")
    var port: Int

    @Option(help: "Bearer token of the subscribers.")
    var token: String

    @Option(help: "The charger that causes the events; it connects without a password.")
    var chargePointId: String

    @Option(help: "The subscription.")
    var query: String

    @Option(help: "Sockets, each with one subscription.")
    var subscribers = 1_000

    @Option(help: "Events, one after the other.")
    var events = 20

    @Option(help: "Process id of the server, whose memory is read before and after the sockets are opened.")
    var pid: Int32

    func validate() throws {
        guard (1...65_535).contains(port) else { throw ValidationError("--port is 1 to 65535") }
        guard (1...25_000).contains(subscribers) else { throw ValidationError("--subscribers is 1 to 25000") }
        guard (1...1_000).contains(events) else { throw ValidationError("--events is 1 to 1000") }
    }

    func run() async throws {
        OpenFileLimit.raise()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let run = FanOutRun(
            port: port, token: token, chargePointID: chargePointId, query: query, subscribers: subscribers,
            events: events, pid: pid, loop: group.next())
        print(try await run.report().description)
        try await group.shutdownGracefully()
    }
}
