import HTTPTypes
import Tracing

/// Where in a trace something happens. W3C Trace Context, level 1.
struct TraceContext: Sendable, Hashable {
    /// 32 hexadecimal digits.
    let traceID: String
    /// 16 hexadecimal digits.
    let spanID: String
    let isSampled: Bool

    static let requestField = HTTPField.Name("traceparent")
    /// What an answer says of itself; level 2.
    static let answerField = HTTPField.Name("traceresponse")

    /// A trace that begins here.
    init(isSampled: Bool) {
        traceID = Self.digits(.random(in: 1 ... .max)) + Self.digits(.random(in: 0 ... .max))
        spanID = Self.digits(.random(in: 1 ... .max))
        self.isSampled = isSampled
    }

    private init(traceID: String, spanID: String, isSampled: Bool) {
        self.traceID = traceID
        self.spanID = spanID
        self.isSampled = isSampled
    }

    /// As `traceparent` has it; nil for what is none. Of versions to come that which is known is read.
    init?(parsing text: String) {
        let parts = text.split(separator: "-", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count >= 4, text.utf8.count <= 512, parts[0].count == 2, parts[0] != "ff",
            parts[0] != "00" || parts.count == 4, parts[1].count == 32, parts[2].count == 16, parts[3].count == 2,
            parts[0...3].allSatisfy(Self.isHexadecimal), parts[1].contains(where: { $0 != "0" }),
            parts[2].contains(where: { $0 != "0" }), let flags = UInt8(parts[3], radix: 16)
        else { return nil }
        self.init(traceID: String(parts[1]), spanID: String(parts[2]), isSampled: flags & 1 == 1)
    }

    /// What happens within it.
    var child: TraceContext {
        TraceContext(traceID: traceID, spanID: Self.digits(.random(in: 1 ... .max)), isSampled: isSampled)
    }

    var text: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }

    /// Lower case, as the standard asks for.
    private static func isHexadecimal(_ part: Substring) -> Bool {
        part.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
    }

    private static func digits(_ number: UInt64) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, 16 - text.utf8.count)) + text
    }
}

private enum TraceContextKey: InstrumentationContextKey {
    typealias Value = TraceContext
}

extension InstrumentationContext {
    var trace: TraceContext? {
        get { self[TraceContextKey.self] }
        set { self[TraceContextKey.self] = newValue }
    }
}
