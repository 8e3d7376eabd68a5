import OCPP
import Testing

@Suite("IdTag")
struct IdTagTests {
    @Test func `is equal without regard to case and keeps what was sent`() {
        let tag: IdTag = "04aBcD"
        #expect(tag == "04ABCD")
        #expect(tag.hashValue == IdTag("04abcd").hashValue)
        #expect(tag.text == "04aBcD")
        #expect(tag.folded == "04abcd")
        #expect(tag != "04abce")
    }

    @Test func `folds ASCII letters alone`() {
        #expect(IdTag("ÄZ[@`").folded == "Äz[@`")
        #expect(IdTag("").folded == "")
    }
}
