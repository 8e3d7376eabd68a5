import Charging
import Foundation
import JSON
import OCPP
import Testing

@Suite("What is read of a recording is believed as far as it can be")
struct RecentListTests {
    @Test(arguments: [
        #"{"limit":3,"stored":[1,2,3],"start":99}"#, #"{"limit":-1,"stored":[1,2,3],"start":0}"#,
        #"{"limit":2,"stored":[1,2,3],"start":-5}"#, #"{"limit":3,"stored":[],"start":2}"#,
    ])
    func `a list out of shape does not end the server`(text: String) throws {
        var list = try JSONDecoder().decode(RecentList<Int>.self, from: Data(text.utf8))
        for number in 0..<10 { list.append(number) }
        #expect(list.elements.count <= 3)
    }

    @Test func `a list comes back as it was`() throws {
        var list = RecentList<Int>(limit: 3)
        for number in 0..<5 { list.append(number) }
        let read = try JSONDecoder().decode(RecentList<Int>.self, from: try JSONEncoder().encode(list))
        #expect(read.elements == [2, 3, 4] && read.limit == 3)
    }

    @Test func `a memory of answers without room has room for one`() throws {
        var memory = try JSONDecoder().decode(AnswerMemory.self, from: Data(#"{"limit":0,"entries":[]}"#.utf8))
        for id in ["a", "b"] {
            let id = try #require(MessageID(id))
            #expect(memory.received(id, digest: FrameDigest(Array("x".utf8))) == .new)
        }
    }
}
