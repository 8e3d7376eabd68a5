package import NIOCore
import Synchronization

/// One open WebSocket connection, to be used from wherever it is needed.
///
/// Everything may be called from any thread. On the connection's own event loop `send` and `close` work at once; what is
/// sent while a read of the socket is being handled goes out in one system call at its end. From elsewhere they are
/// handed to the event loop, and what one thread sends keeps its order. Nothing is sent after either side began to close.
package final class WebSocketConnection: Sendable {
    package let eventLoop: any EventLoop
    /// The sub-protocol both sides agreed on.
    package let subprotocol: String?
    package let remoteAddress: SocketAddress?

    private let frames: NIOLoopBound<FrameHandler>
    private let isAlive = Atomic(true)
    private let lastHeard: Atomic<UInt64>
    private let messagesReceived = Atomic(0)
    private let messagesSent = Atomic(0)
    private let bytesReceived = Atomic(0)
    private let bytesSent = Atomic(0)

    init(frames: FrameHandler, channel: any Channel, subprotocol: String?) {
        self.eventLoop = channel.eventLoop
        self.subprotocol = subprotocol
        self.remoteAddress = channel.remoteAddress
        self.frames = NIOLoopBound(frames, eventLoop: channel.eventLoop)
        self.lastHeard = Atomic(channel.eventLoop.now.uptimeNanoseconds)
    }

    /// The event loop's executor; an actor that uses it as its own can be entered from the handler without a hop.
    package var executor: any SerialExecutor { eventLoop.executor }

    package func send(text: [UInt8]) {
        guard eventLoop.inEventLoop else { return eventLoop.execute { self.send(text: text) } }
        frames.value.send(.text, count: text.count) { $0.writeBytes(text) }
    }

    package func send(text: ByteBuffer) {
        guard eventLoop.inEventLoop else { return eventLoop.execute { self.send(text: text) } }
        frames.value.send(.text, count: text.readableBytes) { $0.writeImmutableBuffer(text) }
    }

    package func send(text: String) {
        guard eventLoop.inEventLoop else { return eventLoop.execute { self.send(text: text) } }
        frames.value.send(.text, count: text.utf8.count) { $0.writeString(text) }
    }

    /// One text message of three parts. A long middle part is not copied, so that many connections can share it.
    package func send(text prefix: [UInt8], _ shared: ByteBuffer, _ suffix: [UInt8]) {
        guard eventLoop.inEventLoop else { return eventLoop.execute { self.send(text: prefix, shared, suffix) } }
        frames.value.send(.text, prefix, shared, suffix)
    }

    /// Bytes that wait because the peer does not read as fast as it is written to; on the event loop only, and 0 elsewhere.
    package var waitingBytes: Int { eventLoop.inEventLoop ? frames.value.waitingBytes : 0 }

    /// One text message in so many frames, each with a part of it: what a client may do and few ever do.
    package func send(text: [UInt8], inFragments count: Int) {
        guard eventLoop.inEventLoop else { return eventLoop.execute { self.send(text: text, inFragments: count) } }
        frames.value.send(text: text, inFragments: count)
    }

    package func send(binary: ByteBuffer) {
        guard eventLoop.inEventLoop else { return eventLoop.execute { self.send(binary: binary) } }
        frames.value.send(.binary, count: binary.readableBytes) { $0.writeImmutableBuffer(binary) }
    }

    /// Begins the close handshake. The reason is cut to the 123 bytes that a Close frame can hold.
    package func close(_ code: WebSocketCloseCode = .normal, _ reason: String = "") {
        onLoop { $0.close(WebSocketClosure(code: code, reason: reason, cause: .local)) }
    }

    /// Ends the TCP connection at once, without a Close frame.
    package func drop(_ reason: String) {
        onLoop { $0.drop(WebSocketClosure(code: .abnormal, reason: reason, cause: .local)) }
    }

    /// Asks the peer for a sign of life, beside the pings that go out by themselves; it comes back as `heard()`.
    package func ping() {
        onLoop { $0.pingNow() }
    }

    /// While `false` the peer's pings stay unanswered: for a client that plays a broken one.
    package func answerPings(_ areAnswered: Bool) {
        onLoop { $0.answersPings = areAnswered }
    }

    /// Lets text messages meet a bad link for a while, in place of the one that they met before; `nil` mends it.
    package func setFaults(_ faults: LinkFaults?, tally: FaultTally) {
        onLoop { $0.setFaults(faults, tally) }
    }

    /// While `false` no message is delivered and the socket is not read, so that TCP slows the peer down.
    package func setReading(_ isReading: Bool) {
        onLoop { $0.setReading(isReading) }
    }

    /// `false` as soon as either side began to close.
    package var isOpen: Bool { isAlive.load(ordering: .relaxed) }

    /// How long no byte has come.
    package var silence: Duration {
        let now = eventLoop.now.uptimeNanoseconds
        let last = lastHeard.load(ordering: .relaxed)
        return .nanoseconds(now > last ? Int64(clamping: now - last) : 0)
    }

    package var counters: WebSocketCounters {
        WebSocketCounters(
            messagesReceived: messagesReceived.load(ordering: .relaxed),
            messagesSent: messagesSent.load(ordering: .relaxed),
            bytesReceived: bytesReceived.load(ordering: .relaxed),
            bytesSent: bytesSent.load(ordering: .relaxed))
    }

    private func onLoop(_ action: @escaping @Sendable (FrameHandler) -> Void) {
        if eventLoop.inEventLoop {
            action(frames.value)
        } else {
            eventLoop.execute { [frames] in action(frames.value) }
        }
    }

    // Only the event loop writes, so a plain load and store is enough.

    func heard(bytes: Int) {
        lastHeard.store(eventLoop.now.uptimeNanoseconds, ordering: .relaxed)
        Self.add(bytes, to: bytesReceived)
    }

    func receivedMessage() {
        Self.add(1, to: messagesReceived)
    }

    func sentFrame(bytes: Int, isMessage: Bool) {
        Self.add(bytes, to: bytesSent)
        if isMessage { Self.add(1, to: messagesSent) }
    }

    func endedSending() {
        isAlive.store(false, ordering: .relaxed)
    }

    private static func add(_ count: Int, to counter: borrowing Atomic<Int>) {
        counter.store(counter.load(ordering: .relaxed) &+ count, ordering: .relaxed)
    }
}
