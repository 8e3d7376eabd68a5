import ChargingAPI
import Testing

@Suite("Global ids")
struct GlobalIDTests {
    @Test(arguments: NodeType.allCases, [1, 42, Int64.max])
    func `an id survives the way through its text`(type: NodeType, rawValue: Int64) {
        let id = GlobalID(type, rawValue)
        #expect(GlobalID(id.text) == id)
    }

    @Test func `the text is base64url of type and row`() {
        #expect(GlobalID(.station, 12).text == "U3RhdGlvbjoxMg")
    }

    @Test(arguments: [
        "", "12", "Station:12", "U3RhdGlvbjoxMg==", "U3RhdGlvbjoxMh", "U3RhdGlvbjox Mg", "U3RhdGlvbjowMTI",
        "U3RhdGlvbjotMQ", "U3RhdGlvbjow", "U3RhdGlvbjorMQ", "U3RhdGlvbg", "UGxhbmV0OjEy", "_____w",
        String(repeating: "U3Rh", count: 100),
    ])
    func `anything else is no id`(text: String) {
        #expect(GlobalID(text) == nil)
    }
}
