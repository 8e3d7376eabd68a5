import Foundation
import JSON
import Logging
import ServiceLifecycle
import Tracing

/// Writes the spans that were recorded into a file, in the lines that OpenTelemetry's collector reads (`otlpjsonfile`).
///
/// A file that has become too large is moved to the same name with `.1` at its end, over the one before it.
struct SpanFile: Service {
    let recorder: SpanRecorder
    let path: String
    var sizeLimit: Int64 = 64 << 20
    var interval = Duration.seconds(1)
    let logger: Logger

    func run() async throws {
        var isFailing = false
        while true {
            // Over at the shutdown; what has ended until then is written.
            let isOver = await cancelWhenGracefulShutdown { (try? await Task.sleep(for: interval)) == nil }
            do {
                try await write()
                isFailing = false
            } catch {
                // Said once, until it goes well again.
                if !isFailing { logger.warning("traces cannot be written", metadata: ["error": "\(error)"]) }
                isFailing = true
            }
            if isOver || Task.isCancelled { return }
        }
    }

    /// What has ended since the last time.
    func write() async throws {
        let spans = recorder.takeAll()
        guard !spans.isEmpty else { return }
        let line = Self.line(spans)
        try await BlockingWork.run { [path, sizeLimit] in try Self.append(line, to: path, sizeLimit: sizeLimit) }
    }

    private static func append(_ line: [UInt8], to path: String, sizeLimit: Int64) throws {
        let files = FileManager.default
        if let size = try? files.attributesOfItem(atPath: path)[.size] as? Int64, size > sizeLimit {
            try? files.removeItem(atPath: path + ".1")
            try files.moveItem(atPath: path, toPath: path + ".1")
        }
        if !files.fileExists(atPath: path) {
            // Paths of requests and names of tables are in it.
            guard files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
                throw CocoaError(.fileWriteUnknown)
            }
        }
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: line)
    }

    // MARK: - As OTLP writes them

    /// One request of OTLP in JSON, and a line break.
    static func line(_ spans: [RecordedSpan]) -> [UInt8] {
        let request: JSONValue = [
            "resourceSpans": [
                [
                    "resource": ["attributes": [attribute("service.name", .string("stationmaster"))]],
                    "scopeSpans": [["scope": ["name": "stationmaster"], "spans": .array(spans.map(json))]],
                ]
            ]
        ]
        return request.encoded() + [UInt8(ascii: "\n")]
    }

    private static func json(_ span: RecordedSpan) -> JSONValue {
        var values: [String: JSONValue] = [:]
        span.attributes.forEach { key, value in values[key] = json(value) }
        // They come in no order; a line should differ only where a span does.
        let attributes = values.sorted { $0.key < $1.key }.map { attribute($0.key, $0.value) }
        var told: JSONObject = [
            "traceId": .string(span.trace.traceID), "spanId": .string(span.trace.spanID), "name": .string(span.name),
            "kind": .integer(span.kind.number), "startTimeUnixNano": .string(String(span.begunAt)),
            "endTimeUnixNano": .string(String(span.endedAt)), "attributes": .array(attributes),
        ]
        if let parent = span.parentID { told["parentSpanId"] = .string(parent) }
        if span.hasFailed { told["status"] = ["code": 2, "message": .string(span.failure ?? "")] }
        return .object(told)
    }

    private static func attribute(_ key: String, _ value: JSONValue) -> JSONValue {
        let name = if case .string = value { "stringValue" } else { "intValue" }
        // 64-bit integers are texts in the JSON of protocol buffers.
        let text = if case .integer(let number) = value { JSONValue.string(String(number)) } else { value }
        return ["key": .string(key), "value": [name: text]]
    }

    /// Nil for the kinds that nobody here makes.
    private static func json(_ attribute: SpanAttribute) -> JSONValue? {
        switch attribute {
        case .int32(let number): .integer(Int64(number))
        case .int64(let number): .integer(number)
        case .string(let text): .string(text)
        case .stringConvertible(let value): .string("\(value)")
        default: nil
        }
    }
}

extension SpanKind {
    fileprivate var number: Int64 {
        switch self {
        case .internal: 1
        case .server: 2
        case .client: 3
        case .producer: 4
        case .consumer: 5
        }
    }
}
