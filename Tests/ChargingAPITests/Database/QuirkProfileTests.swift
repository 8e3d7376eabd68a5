import Charging
import ChargingAPI
import GraphQL
import JSON
import Testing

@Suite("Quirk profiles through the API", .timeLimit(.minutes(1)))
struct QuirkProfileTests {
    private let fields = """
        { quirkProfile { id name vendor model firmwareVersion reversesIdTag idTagSuffixSeparator reportsSessionEnergy
        knowsOnlyStackLevelZero utcOffsetMinutes isOn } }
        """

    private func create(_ input: String, _ api: DatabaseAPI, as viewer: Viewer = .alphaManager) async throws
        -> JSONValue
    {
        try await api.execute("mutation { createQuirkProfile(input: {\(input)}) \(fields) }", as: viewer)
    }

    private func update(
        _ id: String, _ input: String, _ api: DatabaseAPI, as viewer: Viewer = .alphaManager
    ) async throws -> JSONValue {
        try await api.execute(
            "mutation { updateQuirkProfile(input: {id: \"\(id)\", \(input)}) \(fields) }", as: viewer)
    }

    @Test func `a profile is made, changed in what is named, and listed`() async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            let made = try await create("name: \"KEBA\", vendor: \"KEBA*\", idTagSuffixSeparator: \"_\"", api)
            let profile = try #require(made["data"]?["createQuirkProfile"]?["quirkProfile"])
            #expect(profile["vendor"] == "KEBA*" && profile["model"] == "*" && profile["isOn"] == false)
            #expect(profile["idTagSuffixSeparator"] == "_" && profile["utcOffsetMinutes"] == JSONValue.null)
            let id = try #require(profile["id"]?.string)
            let changed = try await update(id, "isOn: true, idTagSuffixSeparator: null, utcOffsetMinutes: 120", api)
            let now = try #require(changed["data"]?["updateQuirkProfile"]?["quirkProfile"])
            #expect(
                now["isOn"] == true && now["idTagSuffixSeparator"] == JSONValue.null && now["utcOffsetMinutes"] == 120)
            #expect(now["vendor"] == "KEBA*" && now["name"] == "KEBA")
            let list = try await api.execute("{ quirkProfiles { totalCount nodes { name } } }", as: .alphaManager)
            #expect(list["data"]?["quirkProfiles"]?["nodes"] == [["name": "KEBA"], ["name": "Quirks Alpha"]])
            #expect(list["data"]?["quirkProfiles"]?["totalCount"] == 2)
        }
    }

    @Test(arguments: [
        ("name: \"\"", "BAD_USER_INPUT", "name"), ("name: \"x\", vendor: \"\"", "BAD_USER_INPUT", "vendor"),
        ("name: \"x\", utcOffsetMinutes: 841", "BAD_USER_INPUT", "utcOffsetMinutes"),
        ("name: \"x\", idTagSuffixSeparator: \"123456789\"", "BAD_USER_INPUT", "idTagSuffixSeparator"),
        ("name: \"quirks alpha\"", "CONFLICT", "name"),
    ])
    func `what cannot be is refused and changes nothing`(input: String, code: String, field: String) async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            let error = try #require(try await create(input, api)["errors"]?[0]?["extensions"])
            #expect(error["code"]?.string == code)
            #expect(error["field"]?.string == field)
            let list = try await api.execute("{ quirkProfiles { totalCount } }", as: .alphaManager)
            #expect(list["data"]?["quirkProfiles"]?["totalCount"] == 1)
        }
    }

    @Test(arguments: Role.allCases)
    func `those change profiles who may set stations up`(role: Role) async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            let mayChange = Rights(of: .of(1, role)).allows(.configureStation)
            let made = try await create("name: \"x\"", api, as: .of(1, role))
            let changed = try await update(GlobalID(.quirkProfile, 100).text, "isOn: true", api, as: .of(1, role))
            #expect((made["errors"] == nil) == mayChange)
            #expect((changed["errors"] == nil) == mayChange)
            if !mayChange { #expect(changed["errors"]?[0]?["extensions"]?["code"] == "FORBIDDEN") }
        }
    }

    @Test func `profiles are deleted all together or not at all`() async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            func delete(_ ids: Int64...) async throws -> JSONValue {
                let list = ids.map { "\"\(GlobalID(.quirkProfile, $0).text)\"" }.joined(separator: ", ")
                return try await api.execute(
                    "mutation { deleteQuirkProfiles(input: {ids: [\(list)]}) { deletedIds } }", as: .alphaManager)
            }
            let refused = try await delete(100, 200)
            #expect(refused["errors"]?[0]?["extensions"]?["code"] == "NOT_FOUND")
            let done = try await delete(100)
            #expect(done["data"]?["deleteQuirkProfiles"]?["deletedIds"] == [.string(GlobalID(.quirkProfile, 100).text)])
            let left = try await api.execute("{ quirkProfiles { totalCount } }", as: .of(1, .platformOperator))
            #expect(left["data"]?["quirkProfiles"]?["totalCount"] == 1)
        }
    }

    @Test func `a profile of another organization is as unknown as one that does not exist`() async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            let foreign = try await update(GlobalID(.quirkProfile, 200).text, "isOn: true", api)
            let none = try await update(GlobalID(.quirkProfile, 99).text, "isOn: true", api)
            #expect(foreign["errors"]?[0]?["extensions"]?["code"] == "NOT_FOUND")
            #expect(foreign["errors"]?[0]?["message"] == none["errors"]?[0]?["message"])
        }
    }
}
