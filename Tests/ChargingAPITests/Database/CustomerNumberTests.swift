import Charging
import ChargingAPI
import ChargingStore
import JSON
import Postgres
import Synchronization
import Testing

@Suite("The organization's customers of people and stations", .timeLimit(.minutes(1)))
struct CustomerNumberTests {
    private static let stations: [Statement] = [
        """
        UPDATE stations s SET customer_number = 'At ' || o.name, reference_number = 'Of ' || o.name FROM organizations o
        WHERE o.id = s.organization_id
        """,
        "UPDATE users SET employee_number = 'E-' || id",
        // A guest's.
        "INSERT INTO tags (id, organization_id, id_tag) OVERRIDING SYSTEM VALUE VALUES (39, 3, 'Gamma9')",
        "UPDATE sessions SET tag_id = 39, id_tag = 'Gamma9' WHERE id = 100202",
    ]

    /// `Alpha1 Customer Alpha/Reference Alpha`, of each tag that charged.
    private func shown(_ api: DatabaseAPI, _ viewer: Viewer) async throws -> Set<String> {
        let answer = try await api.execute(
            "{ sessions { nodes { idTag customerNumber referenceNumber } } }", as: viewer)
        #expect(answer["errors"] == nil)
        return Set(
            answer["data"]?["sessions"]?["nodes"]?.array?.map { node in
                func text(_ name: String) -> String { node[name]?.string ?? "-" }
                return "\(text("idTag")) \(text("customerNumber"))/\(text("referenceNumber"))"
            } ?? [])
    }

    private func exported(_ api: DatabaseAPI, _ columns: [String], _ viewer: Viewer) async throws -> Set<String> {
        let found = Mutex<Set<String>>([])
        let table = ExportTable(.sessions(SessionFilter()), columns: columns)
        try await ReadStore(Database(api.client)).export(table, viewer: viewer) { rows in
            for row in rows {
                let cells = row.map { $0 ?? "-" }
                found.withLock { _ = $0.insert("\(cells[0]) \(cells.dropFirst().joined(separator: "/"))") }
            }
        }
        return found.withLock { $0 }
    }

    @Test func `a session shows its person's, else its station's, to whom may see them`() async throws {
        try await DatabaseAPI.with(stations: 2, more: Self.stations) { api in
            for role in IsolationTests.roles {
                let viewer = Viewer.of(1, role)
                let maySee = role == .driver || Rights(of: viewer).allows(.manageUsers)
                let own = maySee ? "Alpha1 Customer Alpha/Reference Alpha" : "Alpha1 -/-"
                let expected: Set = role == .driver ? [own] : [own, "Alpha2 At Alpha/Of Alpha"]
                let seen = try await shown(api, viewer)
                #expect(seen.isSuperset(of: expected) && seen.allSatisfy { !$0.contains("Beta") }, "\(role)")
                if role == .driver { #expect(seen == expected) }
                let file = try await exported(api, ["idTag", "customerNumber", "referenceNumber"], viewer)
                let people = try await exported(api, ["idTag", "employeeNumber"], viewer)
                #expect(file == seen && people.contains("Alpha1 \(maySee ? "E-105" : "-")"), "\(role)")
            }
            let guests = try await shown(api, .of(3, .organizationOwner, borrowing: .asOrganization))
            #expect(!guests.isEmpty && guests.allSatisfy { $0.hasSuffix(" -/-") })
            let file = try await exported(
                api, ["idTag", "customerNumber", "referenceNumber"],
                .of(3, .organizationOwner, borrowing: .asOrganization))
            #expect(file == guests)
            _ = try await api.client.query("DELETE FROM users WHERE id = 105")
            let left = try await shown(api, .of(1, .organizationOwner))
            #expect(left.contains("Alpha1 At Alpha/Of Alpha") && !"\(left)".contains("Customer"))
        }
    }

    private func change(_ api: DatabaseAPI, _ members: String, as viewer: Viewer) async throws -> JSONValue {
        try await api.execute(
            """
            mutation { updateUser(input: {id: "\(GlobalID(.user, 105).text)", \(members)}) {
              user { customerNumber referenceNumber } } }
            """, as: viewer)
    }

    @Test func `who manages people sets, clears and finds them`() async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            let owner = Viewer.of(1, .organizationOwner)
            let set = try await change(api, #"customerNumber: "C-4711", referenceNumber: "R-17""#, as: owner)
            #expect(set["data"]?["updateUser"]?["user"] == ["customerNumber": "C-4711", "referenceNumber": "R-17"])
            for text in ["c-47", "r-17"] {
                let found = try await api.execute(
                    "{ users(filter: {text: \"\(text)\"}) { nodes { email } } search(text: \"\(text)\") { users { email } } }",
                    as: owner)
                #expect(found["data"]?["users"]?["nodes"] == [["email": "driver@alpha.example"]])
                #expect(found["data"]?["search"]?["users"] == [["email": "driver@alpha.example"]])
            }
            let long = String(repeating: "x", count: 101)
            for (member, bad) in [("customerNumber", long), ("referenceNumber", ""), ("referenceNumber", "a\\nb")] {
                let error = try await change(api, "\(member): \"\(bad)\"", as: owner)["errors"]?[0]?["extensions"]
                #expect(error?["code"] == "BAD_USER_INPUT" && error?["field"] == .string(member))
            }
            let cleared = try await change(api, "customerNumber: null", as: owner)
            #expect(cleared["data"]?["updateUser"]?["user"] == ["customerNumber": nil, "referenceNumber": "R-17"])
            let entries = try await api.execute(
                "{ auditEntries(filter: {userId: \"\(GlobalID(.user, 101).text)\"}) { nodes { before after } } }",
                as: owner)["data"]?["auditEntries"]?["nodes"]
            #expect(entries?[0]?["before"] == ["customerNumber": "C-4711"])
            #expect(entries?[1]?["after"] == ["customerNumber": "C-4711", "referenceNumber": "R-17"])
        }
    }

    @Test func `people do not choose their own`() async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            let refused = try await change(api, #"customerNumber: "C-1""#, as: .alphaDriver)
            #expect(refused["errors"]?[0]?["extensions"]?["code"] == "FORBIDDEN")
            for numbers in [(Change<String?>.to("C"), Change<String?>.unchanged), (.unchanged, .to("R"))] {
                var own = UserChange(id: Viewer.alphaDriver.userID)
                (own.customerNumber, own.referenceNumber) = numbers
                let store = DirectoryStore(Database(api.client)), wanted = own
                await #expect(throws: ChargingError.self) { try await store.updateUser(wanted, viewer: .alphaDriver) }
            }
        }
    }
}
