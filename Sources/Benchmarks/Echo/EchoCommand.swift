import ArgumentParser
import Glibc
import NIOCore

/// The limit that `scripts/bench` compares with: a server that does nothing but answer.
struct EchoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "echo",
        abstract: "A bare SwiftNIO WebSocket server that answers every OCPP CALL by copying its id.")

    @Option(help: "Port on the loopback interface.")
    var port = 9500

    @Option(help: "Address to listen at.")
    var host = "127.0.0.1"

    @Option(help: "Event loops.")
    var threads = 1

    func validate() throws {
        guard (1...65_535).contains(port) else { throw ValidationError("--port is 1 to 65535") }
        guard (1...64).contains(threads) else { throw ValidationError("--threads is 1 to 64") }
    }

    func run() throws {
        OpenFileLimit.raise()
        let channel = try EchoServer.start(host: host, port: port, threads: threads)
        print("answering at ws://\(host):\(port)/")
        fflush(nil)
        try channel.closeFuture.wait()
    }
}
