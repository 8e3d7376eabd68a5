import Testing

@testable import Charging

@Suite("Quirk profiles: which chargers are meant")
struct QuirkPatternTests {
    @Test(arguments: [
        ("*", "ABB", true), ("*", nil, true), ("ABB", nil, false), ("ABB", "abb", true), ("ABB", "ABB ", false),
        ("Terra*", "Terra AC W22", true), ("*AC*", "Terra AC W22", true), ("*W22", "Terra AC W22", true),
        ("T*A*2", "Terra AC W22", true), ("T*B*2", "Terra AC W22", false), ("aa*aa", "aaa", false),
        ("1.8.*", "1.8.21", true), ("1.8.*", "1.81", false), ("**", nil, true), ("**", "x", true), ("", "", true),
        ("*ä*", "Wärme", true), ("a*b*b", "ab", false),
    ])
    func `a star stands for anything, and letters for both cases`(pattern: String, name: String?, matches: Bool) {
        #expect(QuirkPattern(pattern).matches(name) == matches)
    }

    @Test func `a profile is about chargers that match in everything`() {
        let profile = QuirkProfile(
            id: QuirkProfileID(rawValue: 1), vendor: QuirkPattern("ABB"), model: QuirkPattern("*"),
            firmwareVersion: QuirkPattern("1.*"), corrections: QuirkCorrections())
        #expect(profile.applies(to: StationMake(vendor: "ABB", model: nil, firmwareVersion: "1.8")))
        #expect(!profile.applies(to: StationMake(vendor: "ABB", model: nil, firmwareVersion: "2.0")))
        #expect(!profile.applies(to: StationMake(vendor: "Alfen", model: nil, firmwareVersion: "1.8")))
    }
}
