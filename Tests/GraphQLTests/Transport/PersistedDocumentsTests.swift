import JSON
import Testing

@testable import GraphQL

/// GraphQL over HTTP, appendix on persisted documents.
@Suite("Persisted documents")
struct PersistedDocumentsTests {
    /// A stand-in that tells the documents of these tests apart.
    private static func hash(_ bytes: [UInt8]) -> [UInt8] { (bytes + [0, 0, 0]).prefix(3).map { $0 } }

    private func documents(known: [String] = [], count: Int = 1_000, bytes: Int = 1 << 20) -> PersistedDocuments {
        var limits = PersistedDocuments.Limits()
        limits.count = count
        limits.bytes = bytes
        return PersistedDocuments(known: known, limits: limits, sha256: Self.hash)
    }

    private func outcome(
        _ documents: PersistedDocuments, _ access: PersistedDocuments.Access = .any, query: String? = nil,
        id: String? = nil, hash: String? = nil, version: JSONValue = 1
    ) -> String {
        var parameters = RequestParameters(query: query, documentID: id)
        if let hash { parameters.extensions["persistedQuery"] = ["version": version, "sha256Hash": .string(hash)] }
        do throws(GraphQLError) {
            return try documents.request(for: parameters, access: access).query
        } catch {
            return error.code.rawValue
        }
    }

    @Test func `a document that was sent once with its hash needs the hash alone from then on`() {
        let documents = documents()
        #expect(outcome(documents, hash: "616263") == "PERSISTED_QUERY_NOT_FOUND")
        #expect(outcome(documents, query: "abc", hash: "616263") == "abc")
        #expect(outcome(documents, hash: "616263") == "abc")
        #expect(outcome(documents, hash: "616263".uppercased()) == "abc")
        #expect(outcome(documents, id: "sha256:616263") == "abc")
        #expect(outcome(documents, query: "", hash: "616263") == "abc")
    }

    @Test func `clients are told in the words they look for`() {
        let error = #expect(throws: GraphQLError.self) {
            try documents().request(for: RequestParameters(documentID: "sha256:00"))
        }
        #expect(error?.message == "PersistedQueryNotFound")
    }

    @Test func `a hash that is not the document's is refused and nothing kept`() {
        let documents = documents()
        #expect(outcome(documents, query: "abc", hash: "616264") == "PERSISTED_QUERY_MISMATCH")
        #expect(outcome(documents, query: "abc", id: "sha256:616264") == "PERSISTED_QUERY_MISMATCH")
        #expect(outcome(documents, hash: "616263") == "PERSISTED_QUERY_NOT_FOUND")
        #expect(outcome(documents, query: "abc", id: "sha256:616263", hash: "616264") == "BAD_REQUEST")
    }

    @Test func `another version or form of the extension is refused`() {
        #expect(outcome(documents(), query: "abc", hash: "616263", version: 2) == "BAD_REQUEST")
        #expect(outcome(documents(), query: "abc", hash: "616263", version: "1") == "BAD_REQUEST")
        #expect(outcome(documents(), query: "abc", hash: "") == "BAD_REQUEST")
    }

    @Test func `documents of the host are known from the start, others are not run where only those may be`() {
        let documents = documents(known: ["abc"])
        #expect(outcome(documents, .known, id: "sha256:616263") == "abc")
        #expect(outcome(documents, .known, query: "abc") == "abc")
        #expect(outcome(documents, .known, query: "xyz") == "PERSISTED_QUERY_ONLY")
        #expect(outcome(documents, .known, query: "xyz", hash: "78797a") == "PERSISTED_QUERY_ONLY")
        #expect(outcome(documents, query: "xyz", hash: "78797a") == "xyz")
        // Somebody who may brought it; that makes it known to nobody else.
        #expect(outcome(documents, .known, hash: "78797a") == "PERSISTED_QUERY_NOT_FOUND")
    }

    @Test func `what clients bring is bounded, and what was not used for longest goes first`() {
        let documents = documents(count: 8)
        for letter in "abcdefgh" { _ = outcome(documents, query: "\(letter)00", hash: hex("\(letter)00")) }
        #expect(outcome(documents, hash: hex("a00")) == "a00")
        _ = outcome(documents, query: "i00", hash: hex("i00"))
        #expect(outcome(documents, hash: hex("a00")) == "a00")
        #expect(outcome(documents, hash: hex("b00")) == "PERSISTED_QUERY_NOT_FOUND")
        #expect(outcome(documents, hash: hex("i00")) == "i00")
        let small = self.documents(bytes: 5)
        #expect(outcome(small, query: "abcdef", hash: "616263") == "abcdef")
        #expect(outcome(small, hash: "616263") == "PERSISTED_QUERY_NOT_FOUND")
    }

    private func hex(_ text: String) -> String {
        Self.hash(Array(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
