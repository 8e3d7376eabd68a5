import Testing

@testable import Stationmaster

@Suite("Request ids")
struct RequestIDTests {
    @Test(arguments: ["a", "7f3c-11.x_Y", String(repeating: "z", count: 64)])
    func `a short and harmless one is kept`(sent: String) {
        #expect(RequestID(sent).text == sent)
    }

    @Test(arguments: [nil, "", "a b", "a\nlevel=info", "ä", "a=b", "\"", String(repeating: "z", count: 65)])
    func `in the place of any other stands a new one`(sent: String?) {
        let first = RequestID(sent).text, second = RequestID(sent).text
        #expect(first.utf8.count == 16 && first != sent && first != second)
        #expect(first.allSatisfy { $0.isHexDigit })
    }

    @Test func `work in the nest belongs to the request that handed it in`() async {
        let nest = TaskNest()
        let (ids, id) = AsyncStream<String?>.makeStream(bufferingPolicy: .bufferingOldest(2))
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await nest.run() }
            RequestID.$current.withValue(RequestID("mine")) { _ = nest.start { id.yield(RequestID.current?.text) } }
            var iterator = ids.makeAsyncIterator()
            #expect(await iterator.next() == .some("mine"))
            _ = nest.start { id.yield(RequestID.current?.text) }
            #expect(await iterator.next() == .some(nil))
            group.cancelAll()
        }
    }
}
