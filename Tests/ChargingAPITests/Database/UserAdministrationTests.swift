import Charging
import ChargingAPI
import ChargingStore
import JSON
import Postgres
import Testing
import TestSupport

@Suite("Administration of users", .timeLimit(.minutes(1)))
struct UserAdministrationTests {
    private struct Bench: Sendable {
        let store: DirectoryStore
        let reading: ReadStore
        let client: PostgresClient
        /// One person of each role and organization.
        var people: [Role: [Int64: Viewer]] = [:]

        func viewer(_ role: Role, of organization: Int64 = 1) throws -> Viewer {
            try #require(people[role]?[organization])
        }

        func refusal(_ body: () async throws -> Void) async throws -> ChargingError.Code? {
            do {
                try await body()
                return nil
            } catch let error as ChargingError {
                return error.code
            }
        }

        func refusal(of change: UserChange, _ viewer: Viewer) async throws -> ChargingError.Code? {
            try await refusal { try await store.updateUser(change, viewer: viewer) }
        }

        func refusal(adding role: Role, as viewer: Viewer) async throws -> ChargingError.Code? {
            let user = NewUser(
                email: "\(viewer.role.rawValue)-\(role.rawValue)@x.example", role: role,
                names: PersonNames(first: nil, last: nil), language: nil)
            return try await refusal { _ = try await store.addUser(user, viewer: viewer) }
        }

        func refusal(deleting users: [UserID], _ viewer: Viewer) async throws -> ChargingError.Code? {
            try await refusal { try await store.deleteUsers(users, viewer: viewer) }
        }

        func refusal(deletingAccountOf viewer: Viewer) async throws -> ChargingError.Code? {
            try await refusal { try await store.deleteAccount(of: viewer) }
        }

        func count() async throws -> Int64 {
            try await client.query("SELECT count(*) AS count FROM users").single().int64("count")
        }
    }

    private func run(_ body: (Bench) async throws -> Void) async throws {
        try await TestDatabase.withMigrated { client, _ in
            let database = Database(client)
            var bench = Bench(store: DirectoryStore(database), reading: ReadStore(database), client: client)
            for (organization, name) in [(Int64(1), "Alpha"), (2, "Beta")] {
                for role in Role.allCases {
                    let user = try await bench.store.createUser(
                        NewAccount(
                            email: "\(role.rawValue)@\(name).example", role: role, organization: name, passwordHash: nil
                        ))
                    _ = try await client.query(
                        "UPDATE users SET mobile_number = '+49', last_sign_in_at = now() WHERE id = \(user.rawValue)")
                    bench.people[role, default: [:]][organization] = Viewer(
                        userID: user, organizationID: OrganizationID(rawValue: organization), role: role, tokenID: 1)
                }
            }
            try await body(bench)
        }
    }

    @Test func `only those with the right add people, and nobody makes anybody mightier than themselves`() async throws
    {
        try await run { bench in
            for viewer in Role.allCases {
                for role in Role.allCases {
                    let code = try await bench.refusal(adding: role, as: try bench.viewer(viewer))
                    let isAllowed = Rights.actions(of: viewer).contains(.manageUsers) && viewer.mayGive(role)
                    #expect((code == nil) == isAllowed, "\(viewer) \(role)")
                    #expect(code == nil || code == .forbidden)
                }
            }
        }
    }

    @Test func `nobody changes or deletes people of another organization, or those mightier than themselves`()
        async throws
    {
        try await run { bench in
            let before = try await bench.count()
            let owner = try bench.viewer(.organizationOwner)
            for target in [try bench.viewer(.driver, of: 2), try bench.viewer(.platformOperator)] {
                var change = UserChange(id: target.userID)
                change.lastName = .to("Mallory")
                let changed = try await bench.refusal(of: change, owner)
                let deleted = try await bench.refusal(
                    deleting: [try bench.viewer(.driver).userID, target.userID], owner)
                #expect(changed != nil && changed == deleted)
            }
            #expect(try await bench.count() == before)
            let names = try await bench.client.query("SELECT 1 AS one FROM users WHERE last_name IS NOT NULL")
            #expect(names.isEmpty)
        }
    }

    @Test func `everybody changes their own names, and nobody their own role`() async throws {
        try await run { bench in
            let driver = try bench.viewer(.driver)
            var change = UserChange(id: driver.userID)
            change.firstName = .to("Dora")
            try await bench.store.updateUser(change, viewer: driver)
            change.role = .organizationOwner
            #expect(try await bench.refusal(of: change, driver) == .forbidden)
            let owner = try bench.viewer(.organizationOwner)
            var own = UserChange(id: owner.userID)
            own.role = .driver
            #expect(try await bench.refusal(of: own, owner) == .conflict)
            let readOnly = Viewer(
                userID: driver.userID, organizationID: driver.organizationID, role: .driver, tokenID: 1,
                isReadOnly: true)
            var rename = UserChange(id: driver.userID)
            rename.firstName = .to("Eve")
            #expect(try await bench.refusal(of: rename, readOnly) == .forbidden)
        }
    }

    @Test func `an organization keeps an owner`() async throws {
        try await run { bench in
            let owner = try bench.viewer(.organizationOwner)
            let platform = try bench.viewer(.platformOperator)
            var change = UserChange(id: owner.userID)
            change.isActive = false
            #expect(try await bench.refusal(of: change, platform) == .conflict)
            let deleted = try await bench.refusal(deleting: [owner.userID], platform)
            #expect(deleted == .conflict)
            let before = try await bench.count()
            _ = try await bench.store.createUser(
                NewAccount(email: "o@x.example", role: .organizationOwner, organization: "Alpha", passwordHash: nil))
            try await bench.store.deleteUsers([owner.userID], viewer: platform)
            #expect(try await bench.count() == before)
        }
    }

    @Test func `who is deleted leaves tags that are blocked and tell of nobody`() async throws {
        try await run { bench in
            let driver = try bench.viewer(.driver)
            _ = try await bench.client.query(
                """
                INSERT INTO tags (organization_id, id_tag, alias, note, user_id)
                VALUES (1, 'AA', 'Dora''s card', 'a note', \(driver.userID.rawValue))
                """)
            try await bench.store.deleteUsers([driver.userID], viewer: try bench.viewer(.organizationOwner))
            let tag = try await bench.client.query(
                """
                SELECT is_blocked AND alias IS NULL AND note IS NULL AND user_id IS NULL AS is_bare FROM tags
                """)
            #expect(try tag.single().bool("is_bare"))
        }
    }

    @Test func `an account is deleted by its own person, unless the last owner's`() async throws {
        try await run { bench in
            let driver = try bench.viewer(.driver)
            let before = try await bench.count()
            let readOnly = Viewer(
                userID: driver.userID, organizationID: driver.organizationID, role: .driver, tokenID: 0,
                isReadOnly: true)
            #expect(try await bench.refusal(deletingAccountOf: readOnly) == .forbidden)
            let owner = try bench.viewer(.organizationOwner)
            #expect(try await bench.refusal(deletingAccountOf: owner) == .conflict)
            #expect(try await bench.count() == before)
            #expect(try await bench.refusal(deletingAccountOf: driver) == nil)
            #expect(try await bench.count() == before - 1)
            #expect(try await bench.refusal(deletingAccountOf: driver) == .notFound)
        }
    }

    @Test func `the audit trail keeps what was done and forgets who was deleted`() async throws {
        try await run { bench in
            let driver = try bench.viewer(.driver)
            _ = try await bench.client.query(
                """
                INSERT INTO tags (organization_id, id_tag, alias, note, user_id)
                VALUES (1, 'AA', 'Dora''s card', 'of Dora', \(driver.userID.rawValue))
                """)
            try await bench.store.deleteUsers([driver.userID], viewer: try bench.viewer(.organizationOwner))
            let entries = try await bench.client.query(
                "SELECT action, a::text AS text FROM audit_entries a WHERE object_type IN ('User', 'Tag') ORDER BY id")
            let texts = try entries.map { try $0.string("text") }
            #expect(texts.contains { $0.contains("Tag") && $0.contains("isBlocked") })
            #expect(try entries.last?.string("action") == "DELETED")
            #expect(!texts.contains { $0.contains("Dora") || $0.contains("DRIVER@Alpha.example") })
            await #expect(throws: PostgresError.self) {
                _ = try await bench.client.query("UPDATE audit_entries SET after = NULL")
            }
        }
    }

    @Test func `what is private of a person is shown to the person and to those who manage people`() async throws {
        try await run { bench in
            let driver = try bench.viewer(.driver)
            for role in Role.allCases where role != .driver {
                let viewer = try bench.viewer(role)
                let rows = try await bench.reading.users(
                    ids: [driver.userID], fields: [.email, .mobileNumber, .lastSignInAt, .hasSecondFactor],
                    viewer: viewer)
                let mayManage = Rights.actions(of: role).contains(.manageUsers)
                #expect(rows[.mobileNumber] == .texts([mayManage ? "+49" : nil]), "\(role)")
                #expect(rows[.hasSecondFactor] == .booleans([mayManage ? false : nil]), "\(role)")
            }
            let own = try await bench.reading.users(ids: [driver.userID], fields: [.mobileNumber], viewer: driver)
            #expect(own[.mobileNumber] == .texts(["+49"]))
        }
    }

    @Test func `without the right the list of people is oneself`() async throws {
        try await run { bench in
            let page = PageRequest(first: 50, wantsTotal: true, wantsRows: true, wantsNext: true, wantsPositions: true)
            for role in Role.allCases {
                let viewer = try bench.viewer(role)
                let pages = try await bench.reading.users(
                    UserFilter(), order: .email, page: page, fields: [.email], viewer: viewer)
                let expected: Int64 =
                    role == .platformOperator ? 12 : Rights.actions(of: role).contains(.manageUsers) ? 6 : 1
                #expect(pages.totals.map { Int64($0) } == [expected], "\(role)")
            }
            var filter = UserFilter()
            filter.text = "driver@beta"
            filter.roles = [.driver]
            filter.statuses = [.active]
            let found = try await bench.reading.users(
                filter, order: .lastSignIn, page: page, fields: [.email], viewer: try bench.viewer(.platformOperator))
            #expect(found.rows[.email] == .texts(["DRIVER@Beta.example"]))
        }
    }
}
