import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// A WebSocket server of bare SwiftNIO: its own HTTP and WebSocket handlers and one of ours that answers.
enum EchoServer {
    /// Serves until the channel is closed.
    static func start(host: String, port: Int, threads: Int) throws -> any Channel {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, threads))
        return try ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 4096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer(configure)
            .bind(host: host, port: port)
            .wait()
    }

    @Sendable
    private static func configure(_ channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let upgrader = NIOWebSocketServerUpgrader(
                shouldUpgrade: { channel, head in channel.eventLoop.makeSucceededFuture(headers(for: head)) },
                upgradePipelineHandler: { channel, _ in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(EchoHandler())
                    }
                })
            try channel.pipeline.syncOperations.configureHTTPServerPipeline(
                withServerUpgrade: (upgraders: [upgrader], completionHandler: { _ in }))
        }
    }

    /// The first of the offered sub-protocols.
    private static func headers(for head: HTTPRequestHead) -> HTTPHeaders {
        let offered = head.headers[canonicalForm: "Sec-WebSocket-Protocol"]
        return offered.first.map { ["Sec-WebSocket-Protocol": String($0)] } ?? [:]
    }
}
