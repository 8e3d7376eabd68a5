import Charging
import Synchronization
import Tracing

/// Something that was done, from its begin to its end.
struct RecordedSpan: Sendable {
    var name: String
    let kind: SpanKind
    let trace: TraceContext
    let parentID: String?
    let begunAt: UInt64
    /// In nanoseconds since 1970, as ``begunAt``.
    var endedAt: UInt64 = 0
    var attributes = SpanAttributes()
    var hasFailed = false
    var failure: String?
}

/// Keeps the spans of sampled traces until they are written.
///
/// A trace that came with a request is sampled if its sender says so; one that begins here always is. Never waits: spans
/// that find no room are dropped and counted.
final class SpanRecorder: Tracer {
    private struct State {
        var ended: [RecordedSpan] = []
        var dropped = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int = 8_192) { self.limit = limit }

    var queue: QueueFill {
        state.withLock { QueueFill(depth: $0.ended.count, limit: limit, refused: $0.dropped) }
    }

    func takeAll() -> [RecordedSpan] {
        state.withLock { state in
            defer { state.ended = [] }
            return state.ended
        }
    }

    fileprivate func keep(_ span: RecordedSpan) {
        state.withLock { state in
            if state.ended.count < limit { state.ended.append(span) } else { state.dropped += 1 }
        }
    }

    // MARK: - Tracer

    func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> InstrumentationContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> ActiveSpan {
        var context = context()
        let parent = context.trace
        let trace = parent?.child ?? TraceContext(isSampled: true)
        context.trace = trace
        let span = RecordedSpan(
            name: operationName, kind: kind, trace: trace, parentID: parent?.spanID,
            begunAt: instant().nanosecondsSinceEpoch)
        return ActiveSpan(span, context: context, recorder: self)
    }

    func forceFlush() {}

    // Headers are read and written where requests are served.
    func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {}

    func inject<Carrier, Inject: Injector>(
        _ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {}
}

/// A span that has not ended, or whose end is kept.
final class ActiveSpan: Tracing.Span {
    let context: InstrumentationContext
    private let recorder: SpanRecorder
    private let span: Mutex<RecordedSpan>
    private let hasEnded = Atomic<Bool>(false)

    fileprivate init(_ span: RecordedSpan, context: InstrumentationContext, recorder: SpanRecorder) {
        self.context = context
        self.recorder = recorder
        self.span = Mutex(span)
    }

    var isRecording: Bool { (context.trace?.isSampled ?? false) && !hasEnded.load(ordering: .relaxed) }

    var operationName: String {
        get { span.withLock { $0.name } }
        set { span.withLock { $0.name = newValue } }
    }

    var attributes: SpanAttributes {
        get { span.withLock { $0.attributes } }
        set { if isRecording { span.withLock { $0.attributes = newValue } } }
    }

    func setStatus(_ status: SpanStatus) {
        span.withLock {
            $0.hasFailed = status.code == .error
            // Whoever opened the span tells afterwards that it failed, without a word.
            if let message = status.message { $0.failure = message }
        }
    }

    /// By its kind alone: what an error says may hold values.
    func recordError<Instant: TracerInstant>(
        _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
    ) {
        setStatus(SpanStatus(code: .error, message: "\(type(of: error))"))
    }

    // Nothing here makes events or links.
    func addEvent(_ event: SpanEvent) {}
    func addLink(_ link: SpanLink) {}

    func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        guard !hasEnded.exchange(true, ordering: .relaxed), context.trace?.isSampled == true else { return }
        let time = instant().nanosecondsSinceEpoch
        recorder.keep(
            span.withLock { span in
                span.endedAt = time
                return span
            })
    }
}
