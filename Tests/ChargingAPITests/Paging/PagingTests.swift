import JSON
import Testing

@Suite("Pages", .timeLimit(.minutes(1)))
struct PagingTests {
    static let pages = """
        query($after: String) { stations(first: 2, after: $after) { totalCount nodes { chargePointId }
          edges { cursor node { chargePointId } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
        """

    @Test func `walking by cursors sees every row once`() async throws {
        let api = try TestAPI(.twoOrganizations(stations: 5))
        var seen: [String] = []
        var after: JSONValue = .null
        for page in 0..<3 {
            let stations = try await api.data(of: Self.pages, ["after": after])["stations"]
            seen += stations?["nodes"]?.array?.compactMap { $0["chargePointId"]?.string } ?? []
            #expect(stations?["totalCount"] == 5)
            #expect(stations?["pageInfo"]?["hasNextPage"]?.bool == (page < 2))
            #expect(stations?["pageInfo"]?["hasPreviousPage"]?.bool == (page > 0))
            #expect(stations?["pageInfo"]?["startCursor"] == stations?["edges"]?[0]?["cursor"])
            after = stations?["pageInfo"]?["endCursor"] ?? .null
        }
        #expect(seen == ["Alpha-1", "Alpha-2", "Alpha-3", "Alpha-4", "Alpha-5"])
    }

    @Test func `walking backwards sees every row once, each page in the order of the list`() async throws {
        let api = try TestAPI(.twoOrganizations(stations: 5))
        let query = """
            query($before: String) { stations(last: 2, before: $before) { nodes { chargePointId }
              pageInfo { hasNextPage hasPreviousPage startCursor } } }
            """
        var pages: [[String]] = []
        var before: JSONValue = .null
        for page in 0..<3 {
            let stations = try await api.data(of: query, ["before": before])["stations"]
            pages.append(stations?["nodes"]?.array?.compactMap { $0["chargePointId"]?.string } ?? [])
            #expect(stations?["pageInfo"]?["hasPreviousPage"]?.bool == (page < 2))
            #expect(stations?["pageInfo"]?["hasNextPage"]?.bool == (page > 0))
            before = stations?["pageInfo"]?["startCursor"] ?? .null
        }
        #expect(pages == [["Alpha-4", "Alpha-5"], ["Alpha-2", "Alpha-3"], ["Alpha-1"]])
    }

    @Test(arguments: [
        ("last: 501", "LIMIT_EXCEEDED", "last"), ("last: -1", "BAD_USER_INPUT", "last"),
        ("before: \"x\"", "BAD_USER_INPUT", "before"),
    ])
    func `what cannot be counted back to is refused`(arguments: String, code: String, field: String) async throws {
        let api = try TestAPI(limits: .withoutCost)
        let error = try await api.error(of: "{ stations(\(arguments)) { nodes { id } } }")
        #expect(error["extensions"]?["code"]?.string == code && error["extensions"]?["field"]?.string == field)
    }

    @Test func `an empty page has no cursors`() async throws {
        let data = try await TestAPI(.twoOrganizations(stations: 0)).data(of: Self.pages)
        #expect(
            data["stations"]?["pageInfo"] == [
                "hasNextPage": false, "hasPreviousPage": false, "startCursor": nil, "endCursor": nil,
            ])
    }

    @Test(arguments: [("501", "LIMIT_EXCEEDED"), ("2147483647", "LIMIT_EXCEEDED"), ("-1", "BAD_USER_INPUT")])
    func `a page size out of range is refused with the value and the range`(first: String, code: String) async throws {
        let api = try TestAPI(limits: .withoutCost)
        let error = try await api.error(of: "{ stations(first: \(first)) { nodes { id } } }")
        #expect(error["extensions"]?["code"]?.string == code)
        #expect(error["extensions"]?["field"] == "first")
        #expect(error["message"]?.string?.hasPrefix("first is \(first); 0 to 500 is allowed.") == true)
    }

    @Test(arguments: ["0", "500", "null"])
    func `page sizes in the range are taken`(first: String) async throws {
        _ = try await TestAPI().data(of: "{ stations(first: \(first)) { nodes { id } } }")
    }

    @Test func `pages below many parents are limited together`() async throws {
        let api = try TestAPI(.twoOrganizations(stations: 201, sessions: 0), limits: .withoutCost)
        let error = try await api.error(
            of: "{ stations(first: 500) { nodes { sessions(first: 500) { nodes { id } } } } }")
        #expect(error["extensions"]?["code"] == "LIMIT_EXCEEDED")
        #expect(api.stores.calls.count == 1)
    }

    @Test(arguments: [
        // What the portal asks for: large pages of few columns, with short pages inside.
        "{ stations(first: 500) { nodes { id chargePointId presence groups { name } sessions(first: 10) { nodes { energyWh tag { idTag } } } } } }",
        "{ sessions(first: 500) { nodes { id station { chargePointId } connector { number } tag { idTag user { email } } } totalCount } }",
    ])
    func `pages as a portal asks for them cost less than a request may`(query: String) async throws {
        let response = try await TestAPI().response(to: query)
        #expect(response["errors"] == nil)
        #expect(response["extensions"]?["cost"]?["estimated"]?.integer ?? .max < 50_000)
    }

    @Test func `pages inside pages inside pages are refused before anything is read`() async throws {
        let api = try TestAPI()
        let error = try await api.error(
            of: "{ stations { nodes { sessions { nodes { meterValues { nodes { value } } } } } } }")
        #expect(error["extensions"]?["limit"] == "units of estimated cost")
        #expect(api.stores.calls == [])
    }

    @Test(arguments: ["nonsense", "", "c3RhdGlvbnM6MTp0ZXh0", "dGFnczoxOnRleHQ6YQ"])
    func `what is no cursor of this list is refused`(cursor: String) async throws {
        let error = try await TestAPI().error(of: Self.pages, ["after": .string(cursor)])
        #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": "after"])
    }

    @Test func `a cursor of one order is refused by another`() async throws {
        let api = try TestAPI()
        let query =
            "query($after: String, $order: SessionOrder) { sessions(orderBy: $order, after: $after) { edges { cursor } } }"
        let cursor = try await api.data(of: query, ["order": "STARTED_AT"])["sessions"]?["edges"]?[0]?["cursor"]
        let error = try await api.error(of: query, ["order": "STARTED_AT_DESC", "after": try #require(cursor)])
        #expect(error["extensions"]?["code"] == "BAD_USER_INPUT")
    }
}
