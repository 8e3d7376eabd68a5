import Testing

@testable import GraphQL

/// GraphQL over SSE, distinct connections mode.
@Suite("Event stream encoding")
struct EventStreamEncodingTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `a result is one event with its data in one line`() {
        #expect(text(EventStreamEncoding.next(Array(#"{"data":1}"#.utf8))) == "event: next\ndata: {\"data\":1}\n\n")
    }

    @Test func `a line break in a payload ends neither field nor event`() {
        let event = text(EventStreamEncoding.next(Array("{\r\n\"data\": 1}\n\n".utf8)))
        #expect(event == "event: next\ndata: {\ndata: \"data\": 1}\ndata: \ndata: \n\n")
    }

    @Test func `the end has empty data, and keeping alive is a comment`() {
        #expect(text(EventStreamEncoding.complete) == "event: complete\ndata: \n\n")
        #expect(text(EventStreamEncoding.keepAlive) == ":\n\n")
    }
}
