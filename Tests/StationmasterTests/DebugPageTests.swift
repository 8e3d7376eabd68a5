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
}
