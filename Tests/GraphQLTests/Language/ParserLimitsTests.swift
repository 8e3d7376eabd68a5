import JSON
import Testing

@testable import GraphQL

@Suite("Limits while parsing")
struct ParserLimitsTests {
    @Test(arguments: [
        String(repeating: "{ a ", count: 100_000), "{ a(x: \(String(repeating: "[", count: 100_000))",
        "{ a(x: \(String(repeating: "{b:", count: 100_000))", "query ($x: \(String(repeating: "[", count: 100_000))",
        String(repeating: "{ ... ", count: 100_000),
    ])
    func `deep documents are refused before they are deep`(_ document: String) throws {
        var limits = Limits()
        limits.documentBytes = .max
        limits.tokens = .max
        limits.nesting = .max
        let error = try #require(throws: GraphQLError.self) { try Parser.parse(document, limits: limits) }
        #expect(error.code == .limitExceeded)
        #expect(error.extensions["limit"] == "levels of nesting")
    }

    @Test func `too many tokens are refused`() throws {
        let document = "{ \(String(repeating: "a ", count: 20_000)) }"
        let error = try #require(throws: GraphQLError.self) { try Parser.parse(document, limits: Limits()) }
        #expect(error.extensions["limit"] == "tokens")
        #expect(error.extensions["allowed"] == 12_000)
    }

    @Test func `too many bytes are refused`() throws {
        let document = "{ a } #" + String(repeating: "x", count: 200_000)
        let error = try #require(throws: GraphQLError.self) { try Parser.parse(document, limits: Limits()) }
        #expect(error.extensions["limit"] == "document bytes")
    }
}
