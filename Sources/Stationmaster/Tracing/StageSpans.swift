import GraphQL
import Tracing

/// A span for each stage of what comes before an execution, where the request is one of a trace that is recorded.
enum StageSpans {
    static var observer: StageObserver? {
        guard let context = InstrumentationContext.current, context.trace?.isSampled == true else { return nil }
        return { stage, begun, ended in
            let span = startSpan("graphql.\(stage.rawValue)", context: context, at: EpochInstant(begun))
            span.end(at: EpochInstant(ended))
        }
    }
}

/// A moment of the continuous clock as traces have it.
private struct EpochInstant: TracerInstant {
    let nanosecondsSinceEpoch: UInt64

    init(_ instant: ContinuousClock.Instant) {
        let (seconds, attoseconds) = instant.duration(to: .now).components
        let ago = UInt64(clamping: seconds) * 1_000_000_000 + UInt64(clamping: attoseconds / 1_000_000_000)
        let now = DefaultTracerClock.now.nanosecondsSinceEpoch
        nanosecondsSinceEpoch = now >= ago ? now - ago : 0
    }

    static func < (one: Self, other: Self) -> Bool { one.nanosecondsSinceEpoch < other.nanosecondsSinceEpoch }
}
