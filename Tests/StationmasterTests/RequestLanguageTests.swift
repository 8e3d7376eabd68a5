import Charging
import Testing

@testable import Stationmaster

@Suite("The language of a request")
struct RequestLanguageTests {
    @Test(
        arguments: [
            ([], nil, Language.english), ([], "de", .german), ([], "de-AT, en;q=0.8", .german),
            ([], "en;q=0.5,FR-fr;q=0.9", .french),
            ([], "es, pt;q=0.9", .english), ([], "es, fr;q=0.1", .french), ([], "de;q=0, fr;q=0.2", .french),
            ([], "de;q=nan, *;q=1", .english), ([], ",;=,;q=", .english),
            (["stationmaster_session=x; stationmaster_language=fr"], "de", .french),
            (["a=b", "stationmaster_language=de"], "fr", .german), (["stationmaster_language=xx"], "fr", .french),
        ] as [([String], String?, Language)])
    func `it is the one that was chosen, or that which the browser prefers`(
        cookies: [String], accepted: String?, language: Language
    ) {
        #expect(Language(cookies: cookies, accepted: accepted) == language)
    }
}
