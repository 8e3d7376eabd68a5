import Foundation
import GraphQL
import JSON
import Testing

/// The article shows code that compiles and runs: that of ``LibraryExample.swift``.
@Suite("Getting started")
struct GettingStartedTests {
    private struct SmallLibrary: Library {
        func books(first: Int) async throws -> Books {
            Books(
                ids: Array(["1", "2", "3"].prefix(first)),
                titles: Array(["Emma", "Persuasion", "Middlemarch"].prefix(first)),
                authorIDs: Array([7, 7, 9].prefix(first)))
        }

        func authorNames(ids: [Int]) async throws -> [Int: String] {
            [7: "Austen", 9: "Eliot"].filter { ids.contains($0.key) }
        }

        func newBooks() async throws -> AsyncStream<Books> {
            AsyncStream { continuation in
                continuation.yield(Books(ids: ["4"], titles: ["Villette"], authorIDs: [11]))
                continuation.finish()
            }
        }
    }

    @Test func `the query of the article is answered`() async throws {
        let body = #"{"query": "{ books(first: 2) { title author { name } } }"}"#
        let bytes = await answer(Array(body.utf8), from: SmallLibrary(), by: try makeLibraryEngine())
        let response = try JSONValue(parsing: bytes)
        #expect(
            response["data"]?.encoded()
                == Array(
                    #"{"books":[{"title":"Emma","author":{"name":"Austen"}},{"title":"Persuasion","author":{"name":"Austen"}}]}"#
                        .utf8))
    }

    @Test func `the subscription of the article is answered`() async throws {
        var responses: [String] = []
        let request = GraphQLRequest(query: "subscription { bookAdded { id author { name } } }")
        try await follow(request, of: SmallLibrary(), by: try makeLibraryEngine()) { bytes in
            responses.append(String(decoding: bytes, as: UTF8.self))
        }
        #expect(responses == [#"{"data":{"bookAdded":{"id":"4","author":null}}}"#])
    }

    @Test func `every piece of code in the article is that of the example`() throws {
        let here = URL(filePath: #filePath)
        let example = try String(
            contentsOf: here.deletingLastPathComponent().appending(path: "LibraryExample.swift"), encoding: .utf8)
        let root = here.deletingLastPathComponent().appending(path: "../../..").standardizedFileURL
        let article = try String(
            contentsOf: root.appending(path: "Sources/GraphQL/GraphQL.docc/GettingStarted.md"), encoding: .utf8)
        let pieces = article.components(separatedBy: "```swift\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
        #expect(pieces.count >= 8)
        for piece in pieces { #expect(example.contains(piece), "\(piece)") }
    }
}
