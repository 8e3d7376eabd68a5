import Foundation
import NIOCore
import NIOPosix

/// Whether an address can be listened on, asked before anything else is started.
enum Ports {
    @discardableResult
    static func checkFree(_ host: String, _ port: Int, setting: String) async throws -> String {
        do {
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
                .bind(host: host, port: port).get()
            try await channel.close().get()
            return "\(host):\(port) is free"
        } catch {
            throw PortTaken(setting: setting, host: host, port: port, reason: reason(error))
        }
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? IOError else { return "\(error)" }
        return String(cString: strerror(error.errnoCode))
    }
}
