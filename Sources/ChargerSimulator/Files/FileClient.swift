import NIOCore
import NIOHTTP1
import NIOPosix

/// Carries the files of one charge point by HTTP, on its event loop.
final class FileClient {
    private static let connectPatience = TimeAmount.seconds(10)
    /// Without a byte in either direction.
    private static let idlePatience = TimeAmount.seconds(30)

    private let tls: ChargerTLS
    private let eventLoop: any EventLoop
    private var current: [Int: TransferHandler] = [:]

    init(tls: ChargerTLS, on eventLoop: any EventLoop) {
        self.tls = tls
        self.eventLoop = eventLoop
    }

    /// `done` is called once, on the event loop, and never from within this call.
    ///
    /// - Parameter certificates: of the charge point, for an address over TLS.
    func begin(_ transfer: FileTransfer, _ certificates: ChargerCertificates, done: @escaping (TransferOutcome) -> Void)
    {
        let outcome = eventLoop.makePromise(of: TransferOutcome.self)
        let handler = TransferHandler(transfer, outcome: outcome)
        current[transfer.number] = handler
        outcome.futureResult.hop(to: eventLoop).assumeIsolated().whenSuccess { end in
            self.current[transfer.number] = nil
            self.eventLoop.assumeIsolated().execute { done(end) }
        }
        let bound = NIOLoopBound(handler, eventLoop: eventLoop)
        let layer = transfer.address.isSecure ? tls.layer(to: transfer.address.host, of: certificates) : nil
        ClientBootstrap(group: eventLoop)
            .connectTimeout(Self.connectPatience)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try layer?(channel)
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHTTPClientHandlers()
                    try pipeline.addHandler(IdleStateHandler(allTimeout: Self.idlePatience))
                    try pipeline.addHandler(bound.value)
                }
            }
            .connect(host: transfer.address.host, port: transfer.address.port)
            .whenFailure { error in bound.value.finish(.failed("\(error)")) }
    }

    func giveUp(_ number: Int) {
        current[number]?.finish(.failed("it was given up"))
    }

    func giveUpAll() {
        for handler in current.values { handler.finish(.failed("it was given up")) }
    }
}
