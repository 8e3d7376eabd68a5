import Logging
import NIOCore
import NIOTLS

/// Stands behind TLS until the handshake is over: limits how long it takes and how many there are, and says how it ended.
///
/// Then it leaves, so that it costs an open connection nothing.
final class HandshakeWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private enum State {
        case waiting
        case underWay(address: String)
        case over
    }

    private let ledger: HandshakeLedger
    private let logger: Logger
    private var state = State.waiting
    private var context: ChannelHandlerContext?
    private var timer: NIOScheduledCallback?

    init(ledger: HandshakeLedger, logger: Logger) {
        self.ledger = ledger
        self.logger = logger
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { begin(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end((.closed, nil))
        self.context = nil
    }

    /// TLS begins only after this returns, and not on a connection that is closed here.
    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        begin(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end((.closed, nil))
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        end(nil)
        context.fireUserInboundEventTriggered(event)
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end((HandshakeFailure(error), HandshakeFailure.detail(of: error)))
        context.close(promise: nil)
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard case .waiting = state else { return }
        let address = context.remoteAddress?.ipAddress ?? ""
        guard ledger.begin(from: address) else {
            state = .over
            return context.close(promise: nil)
        }
        state = .underWay(address: address)
        // An event loop that has ended refuses; then the connection ends with it.
        timer = try? context.eventLoop.assumeIsolated().scheduleCallback(
            in: TimeAmount(ledger.limits.time), handler: self)
    }

    private func end(_ failure: (reason: HandshakeFailure, detail: String?)?) {
        timer?.cancel()
        timer = nil
        guard case .underWay(let address) = state else { return }
        state = .over
        ledger.ended(from: address, failure)
        guard let failure else { return }
        logger.debug(
            "a TLS handshake failed",
            metadata: [
                "address": "\(address)", "reason": "\(failure.reason.rawValue)", "detail": "\(failure.detail ?? "")",
            ])
    }
}

extension HandshakeWatch: NIOScheduledCallbackHandler {
    func handleScheduledCallback(eventLoop: some EventLoop) {
        timer = nil
        end((.timedOut, nil))
        context?.close(promise: nil)
    }
}
