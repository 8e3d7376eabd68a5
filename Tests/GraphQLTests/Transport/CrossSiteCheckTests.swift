import Testing

@testable import GraphQL

@Suite("Cross-site check")
struct CrossSiteCheckTests {
    private let check = CrossSiteCheck(ownOrigins: ["https://csms.example", "http://127.0.0.1:8080"])
    private let none: [String] = []

    @Test(arguments: [
        "https://csms.example", "HTTPS://CSMS.example", "https://csms.example:443", "http://127.0.0.1:8080",
    ])
    func `our own pages may use their cookie`(origin: String) {
        #expect(check.allows(origin: origin, fieldNames: none))
        #expect(check.allowsHandshake(origin: origin))
    }

    @Test(arguments: [
        "https://evil.example", "http://csms.example", "https://csms.example:8443", "https://csms.example.evil.example",
        "null", "", "https://", "https://csms.example/", "https://user@csms.example", "http://127.0.0.1",
    ])
    func `pages of others may not, whatever else they send`(origin: String) {
        #expect(!check.allows(origin: origin, fieldNames: ["X-Requested-With", "GraphQL-Require-Preflight"]))
        #expect(!check.allowsHandshake(origin: origin))
    }

    @Test func `without an origin a field that needs a preflight must be there`() {
        #expect(!check.allows(origin: nil, fieldNames: ["Accept", "Content-Type", "Cookie"]))
        #expect(check.allows(origin: nil, fieldNames: ["Cookie", "GraphQL-Require-Preflight"]))
        #expect(check.allows(origin: nil, fieldNames: ["x-requested-with"]))
        #expect(!check.allowsHandshake(origin: nil))
    }
}
