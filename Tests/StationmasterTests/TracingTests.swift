import Charging
import Foundation
import JSON
import TestSupport
import Testing
import Tracing

@testable import Stationmaster

@Suite("Traces")
struct TracingTests {
    private static let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    @Test func `a traceparent is read and written as the standard has it`() throws {
        let trace = try #require(TraceContext(parsing: Self.parent))
        #expect(trace.traceID == "0af7651916cd43dd8448eb211c80319c" && trace.spanID == "b7ad6b7169203331")
        #expect(trace.isSampled && trace.text == Self.parent)
        #expect(TraceContext(parsing: String(Self.parent.dropLast()) + "0")?.isSampled == false)
        // A version to come may have more.
        #expect(TraceContext(parsing: "cc" + String(Self.parent.dropFirst(2)) + "-more")?.traceID == trace.traceID)
        #expect(trace.child.traceID == trace.traceID && trace.child.spanID != trace.spanID)
    }

    @Test(arguments: [
        "", "00", parent + "-more", "ff" + String(parent.dropFirst(2)), parent.uppercased(),
        parent.replacing("b7ad", with: "xyz0"),
        parent.replacing("0af7651916cd43dd8448eb211c80319c", with: String(repeating: "0", count: 32)),
        parent.replacing("b7ad6b7169203331", with: String(repeating: "0", count: 16)),
        "cc-1-2-3" + String(repeating: "x", count: 900),
    ])
    func `what is no traceparent is none`(text: String) {
        #expect(TraceContext(parsing: text) == nil)
    }

    @Test func `spans within spans are of one trace, each with the one around it as its parent`() {
        let recorder = SpanRecorder()
        var context = InstrumentationContext.topLevel
        context.trace = TraceContext(parsing: Self.parent)
        recorder.withSpan("outer", context: context) { _ in
            recorder.withSpan("inner") { $0.attributes["number"] = 3 }
        }
        let spans = recorder.takeAll()
        #expect(spans.map(\.name) == ["inner", "outer"])
        #expect(Set(spans.map(\.trace.traceID)) == ["0af7651916cd43dd8448eb211c80319c"])
        #expect(spans[0].parentID == spans[1].trace.spanID && spans[1].parentID == "b7ad6b7169203331")
        #expect(spans.allSatisfy { $0.endedAt >= $0.begunAt && $0.begunAt > 0 })
    }

    @Test func `a trace that is not sampled is not kept, and a flood is bounded`() {
        let recorder = SpanRecorder(limit: 3)
        var context = InstrumentationContext.topLevel
        context.trace = TraceContext(parsing: String(Self.parent.dropLast()) + "0")
        recorder.withSpan("unsampled", context: context) { _ in }
        #expect(recorder.takeAll().isEmpty)
        for number in 1...5 { recorder.withSpan("\(number)", context: .topLevel) { _ in } }
        #expect(recorder.queue.depth == 3 && recorder.queue.refused == 2)
    }

    @Test func `an error is told by its kind, and never by what it says`() throws {
        let recorder = SpanRecorder()
        struct Secret: Error { let text = "hunter2" }
        try? recorder.withSpan("failing", context: .topLevel) { _ in throw Secret() }
        let line = String(decoding: SpanFile.line(recorder.takeAll()), as: UTF8.self)
        #expect(line.contains(#""status":{"code":2,"message":"Secret"}"#) && !line.contains("hunter2"), "\(line)")
    }

    @Test func `the file has a line of OTLP for each write, and starts anew when it is too large`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "traces-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "traces.jsonl").path
        let recorder = SpanRecorder()
        let file = SpanFile(recorder: recorder, path: path, sizeLimit: 10, logger: LogBook().logger)
        for name in ["first", "second"] {
            recorder.withSpan(name, context: .topLevel) {
                for key in "hgfedcba" { $0.attributes["stationmaster.\(key)"] = 1 }
                $0.attributes["http.response.status_code"] = 200
            }
            try await file.write()
        }
        let line = try String(contentsOfFile: path, encoding: .utf8)
        let span = try JSONValue(parsing: line)["resourceSpans"]?[0]?["scopeSpans"]?[0]?["spans"]?[0]
        #expect(span?["name"] == "second" && span?["traceId"]?.string?.count == 32 && span?["kind"] == 1)
        let attributes = span?["attributes"]?.array ?? []
        #expect(attributes.first == ["key": "http.response.status_code", "value": ["intValue": "200"]])
        #expect(attributes.dropFirst().compactMap { $0["key"]?.string?.last.map(String.init) }.joined() == "abcdefgh")
        #expect(try String(contentsOfFile: path + ".1", encoding: .utf8).contains("first"))
    }
}
