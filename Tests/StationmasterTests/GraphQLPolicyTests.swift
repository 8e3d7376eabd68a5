import Charging
import GraphQL
import Testing

@testable import Stationmaster

@Suite("GraphQL policy")
struct GraphQLPolicyTests {
    private func viewer(_ role: Role) -> Viewer {
        Viewer(userID: UserID(rawValue: 1), organizationID: OrganizationID(rawValue: 1), role: role, tokenID: 1)
    }

    @Test func `introspection is for everyone, for operators or for nobody`() {
        let allowed = GraphQLPolicy.Introspection.allCases.map { choice in
            let policy = GraphQLPolicy(introspection: choice, onlyKnownDocuments: false)
            return [Role.manager, .platformOperator].map { policy.allowsIntrospection(for: viewer($0)) }
        }
        #expect(allowed == [[true, true], [false, true], [false, false]])
    }

    @Test func `only operators run documents that are not known where those are the rule`() {
        let strict = GraphQLPolicy(introspection: .everyone, onlyKnownDocuments: true)
        #expect(strict.documents(for: viewer(.manager)) == .known)
        #expect(strict.documents(for: viewer(.platformOperator)) == .any)
        #expect(GraphQLPolicy().documents(for: viewer(.manager)) == .any)
    }

    @Test func `documents are hashed as SHA-256 has it`() {
        // "abc", FIPS 180-2.
        let hash = KnownDocuments.sha256(Array("abc".utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        #expect(hash.joined() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
