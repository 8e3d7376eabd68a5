package import Charging
import Synchronization

/// A charger's socket inside the process: what is sent is kept, what is received comes from the test.
package final class MemoryConnection: ChargePointConnection {
    private struct State {
        weak var chargePoint: ChargePoint?
        var sent: [String] = []
        var isReading = true
        var pings = 0
        var answersPings = false
        var closeReason: CloseReason?
        var isEnded = false
        var onSend: @Sendable () -> Void = {}
    }
    private let state = Mutex(State())
    private let loop = ThreadEventLoop()

    package init() {}

    deinit { loop.stop() }

    package var executor: any SerialExecutor { loop }
    package var sent: [String] { state.withLock { $0.sent } }
    package var isReading: Bool { state.withLock { $0.isReading } }
    package var pings: Int { state.withLock { $0.pings } }
    package var closeReason: CloseReason? { state.withLock { $0.closeReason } }

    // MARK: - The domain's side

    package func execute(_ work: @escaping @Sendable () -> Void) { loop.execute(work) }

    package func send(_ frame: [UInt8]) {
        loop.checkIsolated()
        let onSend = state.withLock { state in
            if state.closeReason == nil { state.sent.append(String(decoding: frame, as: UTF8.self)) }
            return state.onSend
        }
        onSend()
    }

    package func setReading(_ isReading: Bool) { state.withLock { $0.isReading = isReading } }

    package func ping() {
        let answers = state.withLock { state in
            state.pings += 1
            return state.answersPings
        }
        if answers { execute { self.chargePoint?.assumeIsolated { $0.heard() } } }
    }

    package func close(_ reason: CloseReason) {
        let isFirst = state.withLock { state in
            defer { if state.closeReason == nil { state.closeReason = reason } }
            return state.closeReason == nil
        }
        if isFirst { execute { self.end("closed by us") } }
    }

    // MARK: - The charger's side

    package var chargePoint: ChargePoint? {
        get { state.withLock { $0.chargePoint } }
        set { state.withLock { $0.chargePoint = newValue } }
    }

    /// Called within each `send`, to look at what is true at that moment.
    package var onSend: @Sendable () -> Void {
        get { state.withLock { $0.onSend } }
        set { state.withLock { $0.onSend = newValue } }
    }

    package var answersPings: Bool {
        get { state.withLock { $0.answersPings } }
        set { state.withLock { $0.answersPings = newValue } }
    }

    /// Returns when the frame was handled, though not necessarily what it set off.
    package func receive(_ frame: String) async { await receive(Array(frame.utf8)) }

    package func receive(_ frame: [UInt8]) async {
        await onLoop { [self] in
            chargePoint?.assumeIsolated { chargePoint in
                frame.withUnsafeBytes { chargePoint.received($0) }
            }
        }
    }

    /// The socket breaks or the charger closes it.
    package func disconnect() async { await onLoop { [self] in end("closed by the charger") } }

    /// Returns when everything that is on the loop by now has run, and what that put there.
    package func settle() async {
        for _ in 0..<3 { await onLoop {} }
    }

    /// The frame with this index, as soon as it was sent; nil when it does not come.
    package func frame(_ index: Int) async -> String? {
        guard await eventually({ self.sent.count > index }) else { return nil }
        return sent[index]
    }

    private func end(_ reason: String) {
        let chargePoint = state.withLock { state -> ChargePoint? in
            guard !state.isEnded else { return nil }
            state.isEnded = true
            return state.chargePoint
        }
        chargePoint?.assumeIsolated { $0.closed(reason) }
    }

    private func onLoop(_ work: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            loop.execute {
                work()
                continuation.resume()
            }
        }
    }
}
