import Charging
import ChargingAPI
import ChargingStore
import Foundation
import GraphQL
import JSON
import Testing

@Suite("Scopes of tokens", .timeLimit(.minutes(2)))
struct TokenScopeTests {
    private static func token(_ scopes: Set<TokenScope>, _ role: Role = .organizationOwner) -> Viewer {
        let person = Viewer.of(1, role)
        return Viewer(
            userID: person.userID, organizationID: person.organizationID, role: role, tokenID: 1, scopes: scopes)
    }

    @Test func `every field at the root and every type stands with a scope, or is said to need none`() async throws {
        let data = try await TestAPI().data(of: "{ __schema { types { kind name fields { name } } } }")
        let types = (data["__schema"]?["types"]?.array ?? []).filter { $0["kind"] == "OBJECT" }
        let roots: Set = ["Query", "Mutation", "Subscription"]
        var fields: Set<String> = []
        for type in types {
            let name = type["name"]?.string ?? ""
            if roots.contains(name) {
                fields.formUnion(type["fields"]?.array?.compactMap { $0["name"]?.string } ?? [])
            } else if !name.hasSuffix("Payload"), !name.hasPrefix("__") {
                let isFree = ScopeTable.freeTypes.contains(ScopeTable.content(of: name))
                #expect(
                    ScopeTable.scopes(ofType: name).isEmpty == isFree, "the type \(name) needs a place in ScopeTable")
            }
        }
        for field in fields {
            #expect(ScopeTable.scopes(ofField: field) != nil, "the field \(field) needs a scope in ScopeTable")
        }
        #expect(ScopeTable.fields.values.reduce(ScopeTable.free, +).subtracting(fields).isEmpty)
        let names = Set(types.compactMap { $0["name"]?.string })
        #expect(ScopeTable.types.values.reduce(ScopeTable.freeTypes, +).subtracting(names).isEmpty)
        #expect(Set(ScopeTable.exports.keys) == Set(Export.lists))
    }

    @Test func `the schema has the scopes, each with a description`() async throws {
        let data = try await TestAPI().data(
            of: #"{ __type(name: "TokenScope") { enumValues { name description } } }"#)
        let values = data["__type"]?["enumValues"]?.array ?? []
        #expect(values.compactMap { $0["name"]?.string } == TokenScope.allCases.map(\.rawValue))
        #expect(values.allSatisfy { ($0["description"]?.string?.count ?? 0) > 10 })
    }

    /// All fields at the root, each with all that is selected below it, as tokens of each scope ask for them.
    @Test(arguments: ["Query", "Mutation", "Subscription"])
    func `a token of one scope is answered in what is for this scope alone`(root: String) async throws {
        let calls = try await QueryWalker(TestAPI()).calls(of: root, depth: 3)
        #expect(calls.count > 10)
        let api = try TestAPI(limits: .withoutCost)
        for scope in TokenScope.allCases {
            let viewer = Self.token([scope])
            for call in calls {
                let needed = ScopeTable.scopes(ofField: call.name) ?? []
                let missing = Self.missing(of: try api.engine.prepare(GraphQLRequest(query: call.unknown)), viewer)
                guard needed.isSubset(of: Set([scope]).closed) else {
                    #expect(missing.map { needed.contains($0) } == true, "\(scope.rawValue) \(call.name)")
                    continue
                }
                // What is selected of the result is of the same scope, or is refused for its own.
                let below = Set(TokenScope.allCases).subtracting(needed)
                #expect(
                    missing == nil || missing.map(below.contains) == true,
                    "\(scope.rawValue) \(call.name) \(missing as Any)")
            }
        }
    }

    private static func missing(of operation: PreparedOperation<APIContext>, _ viewer: Viewer) -> TokenScope? {
        do throws(ChargingError) {
            try viewer.requireScopes(of: operation)
            return nil
        } catch {
            return error.missingScope
        }
    }

    @Test func `what is selected below needs its own scope, by whatever way`() throws {
        let engine = try TestAPI(limits: .withoutCost).engine
        let asked: [(String, Set<TokenScope>, TokenScope?)] = [
            ("{ stations { nodes { chargePointId } } }", [.readStations], nil),
            ("{ stations { nodes { sessions { totalCount } } } }", [.readStations], .readSessions),
            (
                "{ stations { nodes { ...F } } } fragment F on Station { sessions { nodes { id } } }", [.readStations],
                .readSessions
            ),
            ("{ stations { nodes { sessions { nodes { idTag } } } } }", [.readStations, .readSessions], nil),
            ("{ sessions { nodes { tag { user { email } } } } }", [.readSessions, .readTags], .readPeople),
            (#"{ search(text: "a") { tags { id } } }"#, [.readStations], .readTags),
            (#"{ search(text: "a") { stations { id } } }"#, [.readStations], nil),
            (#"{ node(id: "x") { id __typename } }"#, [.readTags], nil),
            (#"{ node(id: "x") { ... on Session { idTag } } }"#, [.readTags], .readSessions),
            ("{ viewer { role } }", [.readTags], nil),
            ("{ viewer { tokens { name } } }", [.readTags], .account),
            ("{ dashboard { __typename } }", [.readStations], .readSessions),
            ("{ a: stations { totalCount } b: tags { totalCount } }", [.operations], .readTags),
            (#"mutation { deleteTags(input: {ids: ["x"]}) { deletedIds } }"#, [.readTags], .writeTags),
            (#"mutation { deleteTags(input: {ids: ["x"]}) { deletedIds } }"#, [.writeTags], nil),
            ("subscription { stationChanged { connectors { activeSession { id } } } }", [.readStations], .readSessions),
            ("{ __typename __schema { queryType { name } } }", [.audit], nil),
        ]
        for (query, scopes, missing) in asked {
            let operation = try engine.prepare(GraphQLRequest(query: query))
            #expect(Self.missing(of: operation, Self.token(scopes)) == missing, "\(query)")
            #expect(Self.missing(of: operation, .of(1, .driver)) == nil)
        }
    }

    @Test func `an id alone tells nothing of what the token is not for`() async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            let query = "{ node(id: \"\(GlobalID(.session, 100_100).text)\") { id __typename } }"
            let seen = try await api.execute(query, as: Self.token([.readSessions]))
            #expect(seen["data"]?["node"]?["__typename"] == "Session")
            let refused = try await api.execute(query, as: Self.token([.readStations]))
            #expect(refused["data"]?["node"] == .null)
            #expect(refused["errors"]?[0]?["extensions"]?["missingScope"] == "READ_SESSIONS")
            #expect(refused["errors"]?[0]?["extensions"]?["code"] == "FORBIDDEN")
        }
    }

    /// Without which a list is not written.
    private static let parameters: [String: [ExportParameter]] = [
        "meterValues": [ExportParameter(name: "sessionId", value: GlobalID(.session, 100_100).text)],
        "ocppMessages": [ExportParameter(name: "stationId", value: GlobalID(.station, 1_001).text)],
    ]

    @Test func `files of lists need the scopes of what is in them`() throws {
        for list in Export.lists {
            let needed = ScopeTable.scopes(ofExport: list)
            _ = try ExportRequest(list, Self.parameters[list] ?? [], Self.token(needed))
            for scope in needed {
                #expect(throws: ChargingError(missing: scope)) {
                    _ = try ExportRequest(list, Self.parameters[list] ?? [], Self.token(needed.subtracting([scope])))
                }
            }
        }
    }

    @Test(arguments: Role.allCases)
    func `a token never has a right that its person has not, and each right has a scope`(role: Role) {
        let own = Rights(of: .of(1, role)).actions
        #expect(Rights(of: Self.token(Set(TokenScope.allCases), role)).actions == own)
        for scope in TokenScope.allCases {
            #expect(Rights(of: Self.token([scope], role)).actions.isSubset(of: own))
        }
        for scope in TokenScope.allCases where !scope.changes && scope != .readPeople && scope != .audit {
            #expect(Rights(of: Self.token([scope], role)).actions.isEmpty)
        }
        #expect(Self.token([.readTags, .readPeople]).isReadOnly)
        #expect(!Self.token([.readTags, .export]).isReadOnly)
        let reader = Viewer(
            userID: UserID(rawValue: 1), organizationID: OrganizationID(rawValue: 1), role: role, tokenID: 1,
            isReadOnly: true, scopes: [.writeTags])
        #expect(reader.scopes == [.readTags] && reader.isReadOnly)
    }

    @Test func `a token is kept with its scopes and makes none that is for more`() async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            let accounts = AccountStore(Database(api.client))
            let reading = ReadStore(Database(api.client))
            func make(_ number: UInt8, _ scopes: Set<TokenScope>?, as viewer: Viewer) async throws -> Viewer? {
                let hash = [UInt8](repeating: number, count: 32)
                try await accounts.createToken(
                    hash: hash, name: nil, expiresAt: nil, isReadOnly: false, scopes: scopes, viewer: viewer)
                return try await reading.viewer(tokenHash: hash)
            }
            let person = Viewer.of(1, .organizationOwner)
            let whole = try #require(try await make(1, nil, as: person))
            #expect(whole.scopes == nil && !whole.isReadOnly)
            let some = try #require(try await make(2, [.account, .writeTags], as: whole))
            #expect(some.scopes == [.account, .writeTags, .readTags])
            #expect(try await make(3, [.readTags], as: some)?.scopes == [.readTags])
            await #expect(throws: ChargingError(missing: .readSessions)) {
                try await accounts.createToken(
                    hash: [UInt8](repeating: 4, count: 32), name: nil, expiresAt: nil, isReadOnly: false,
                    scopes: [.readSessions], viewer: some)
            }
            await #expect(throws: ChargingError(missing: .readStations)) {
                try await accounts.createToken(
                    hash: [UInt8](repeating: 5, count: 32), name: nil, expiresAt: nil, isReadOnly: false, scopes: nil,
                    viewer: some)
            }
            let listed = try await api.execute("{ viewer { tokens { scopes } } }", as: person)
            let scopes = listed["data"]?["viewer"]?["tokens"]?.array?.compactMap { $0["scopes"] } ?? []
            #expect(Set(scopes) == [.null, ["WRITE_TAGS", "ACCOUNT"], ["READ_TAGS"]])
        }
    }

    /// The table in the README, which says no more and no less than the code.
    @Test func `the README has the table of scopes`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        #expect(readme.contains(Self.table), "the README should have:\n\(Self.table)")
    }

    private static var table: String {
        let rows = TokenScope.allCases.map { scope in
            let fields = ScopeTable.fields[scope, default: []].sorted().map { "`\($0)`" }.joined(separator: ", ")
            return "| `\(scope.rawValue)` | \(scope.includes.map { "`\($0.rawValue)`" } ?? "") | \(fields) |"
        }
        return (["| scope | includes | fields at the root |", "| --- | --- | --- |"] + rows).joined(separator: "\n")
    }
}

extension Set {
    fileprivate static func + (left: Set, right: Set) -> Set { left.union(right) }
}
