import Charging
import JSON
import Testing

@testable import Stationmaster

@Suite("The file of what is kept of a person")
struct PersonalDataTextTests {
    private func document(_ parts: [(PersonalDataSection, [String])]) throws -> JSONValue {
        var text = PersonalDataText()
        var whole = ""
        for (section, objects) in parts { whole += text.part(section, objects) }
        return try JSONValue(parsing: Array((whole + text.end()).utf8))
    }

    @Test func `sections come whole, in one part or in several`() throws {
        let document = try document([
            (.profile, [#"{"email": "a@b.example"}"#]), (.signIns, ["1", "2"]), (.signIns, ["3"]), (.tags, []),
            (.mails, [#""x""#]),
        ])
        #expect(
            document == [
                "profile": ["email": "a@b.example"], "signIns": [1, 2, 3], "tags": [], "mails": ["x"],
            ])
    }

    @Test func `somebody who has just gone has no profile, and nothing else`() throws {
        #expect(try document([(.profile, []), (.signIns, [])]) == ["profile": nil, "signIns": []])
        #expect(try document([]) == [:])
    }
}
