import JSON
import Testing

@testable import Stationmaster

@Suite("Debug page")
struct DebugPageTests {
    @Test func `what chargers said is escaped wherever it stands`() {
        let hostile: JSONValue = .string("<script>&\"'")
        let value: JSONValue = [
            "<b>": hostile, "list": .array([hostile]), "table": .array([["chargePointId": hostile]]),
        ]
        let page = DebugPage.html(title: "<script>", value)
        #expect(!page.contains("<script>"))
        #expect(!page.contains("<b>"))
        #expect(page.contains("&lt;script&gt;&amp;&quot;&#39;"))
    }

    @Test func `an id is linked with its bytes percent-encoded`() {
        #expect(DebugPage.html(title: "", ["chargePointId": "A B/Ä"]).contains("href=\"/debug/actors/A%20B%2F%C3%84\""))
    }

    @Test func `deep values end in text instead of recursion`() {
        var value: JSONValue = "x"
        for _ in 0..<60 { value = ["a": value] }
        #expect(DebugPage.html(title: "", value).contains("&quot;a&quot;"))
    }

    @Test func `a charge point's page asks for a past moment and escapes what was asked`() {
        let now = DebugPage.html(title: "A", subject: .actor(at: nil), [:])
        #expect(now.contains("name=\"at\"") && now.contains("http-equiv=\"refresh\""))
        let past = DebugPage.html(title: "A", subject: .actor(at: "\"><script>"), [:])
        #expect(!past.contains("<script>") && !past.contains("http-equiv"))
        #expect(!DebugPage.html(title: "A", [:]).contains("name=\"at\""))
    }

    @Test(
        arguments: [
            ["frames": [["text": "older"], ["text": "newer"]]],
            ["connectors": [["transitions": [["to": "older"], ["to": "newer"]]]]],
        ] as [JSONValue])
    func `what happened last is shown first`(value: JSONValue) {
        let page = DebugPage.html(title: "", value)
        let newer = page.firstRange(of: "newer")
        let older = page.firstRange(of: "older")
        #expect((newer?.lowerBound).flatMap { newer in older.map { newer < $0.lowerBound } } == true)
    }
}
