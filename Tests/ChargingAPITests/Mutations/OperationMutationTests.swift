import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Mutations that ask stations", .timeLimit(.minutes(1)))
struct OperationMutationTests {
    private static let image = GlobalID(.firmwareImage, 1).text

    /// Each mutation with what it makes of its input.
    static let operations: [(mutation: String, input: JSONObject, asked: String)] = [
        ("reset", ["type": "SOFT"], #"RESET {"type":"SOFT"}"#),
        ("changeAvailability", ["type": "INOPERATIVE"], #"CHANGE_AVAILABILITY {"connector":0,"type":"INOPERATIVE"}"#),
        ("unlockConnector", ["connector": 2], #"UNLOCK_CONNECTOR {"connector":2}"#),
        ("clearCache", [:], "CLEAR_CACHE {}"),
        (
            "triggerMessage", ["message": "MeterValues", "connector": 1],
            #"TRIGGER_MESSAGE {"message":"MeterValues","connector":1}"#
        ),
        ("getConfiguration", ["keys": ["A", "B", "A"]], #"GET_CONFIGURATION {"keys":["A","B"]}"#),
        ("changeConfiguration", ["key": "K", "value": ""], #"CHANGE_CONFIGURATION {"key":"K","value":""}"#),
        ("dataTransfer", ["vendorId": "V", "data": "x"], #"DATA_TRANSFER {"vendorId":"V","data":"x"}"#),
        (
            "getDiagnostics", ["location": "ftp://h/", "from": "2026-01-01T00:00:00Z"],
            #"GET_DIAGNOSTICS {"location":"ftp://h/","from":"2026-01-01T00:00:00Z"}"#
        ),
        (
            "getLog", ["location": "https://h/", "logType": "SECURITY_LOG"],
            #"GET_LOG {"logType":"SECURITY_LOG","location":"https://h/"}"#
        ),
        ("getDiagnostics", [:], "GET_DIAGNOSTICS {}"),
        ("getLog", [:], #"GET_LOG {"logType":"DIAGNOSTICS_LOG"}"#),
        ("updateFirmware", ["imageId": .string(image)], #"UPDATE_FIRMWARE {"imageId":"\#(image)"}"#),
        (
            "signedUpdateFirmware", ["imageId": .string(image), "installAt": "2026-01-02T00:00:00Z"],
            #"SIGNED_UPDATE_FIRMWARE {"imageId":"\#(image)","installAt":"2026-01-02T00:00:00Z"}"#
        ),
        ("updateFirmware", ["url": "https://h/", "retries": 2], #"UPDATE_FIRMWARE {"url":"https://h/","retries":2}"#),
        (
            "extendedTriggerMessage", ["message": "LogStatusNotification"],
            #"EXTENDED_TRIGGER_MESSAGE {"message":"LogStatusNotification"}"#
        ),
        (
            "reserveNow", ["connector": 1, "idTag": "T", "expiresAt": "2026-01-01T01:00:00Z"],
            #"RESERVE_NOW {"connector":1,"idTag":"T","expiresAt":"2026-01-01T01:00:00Z"}"#
        ),
        ("sendLocalList", [:], #"SEND_LOCAL_LIST {"updateType":"FULL"}"#),
        ("getLocalListVersion", [:], "GET_LOCAL_LIST_VERSION {}"),
        (
            "clearChargingProfile", ["purpose": "TX_PROFILE", "profileId": 3],
            #"CLEAR_CHARGING_PROFILE {"profileId":3,"purpose":"TX_PROFILE"}"#
        ),
        (
            "getCompositeSchedule", ["durationSeconds": 60, "unit": "W"],
            #"GET_COMPOSITE_SCHEDULE {"connector":0,"durationSeconds":60,"unit":"W"}"#
        ),
        (
            "getInstalledCertificateIds", ["type": "CENTRAL_SYSTEM_ROOT_CERTIFICATE"],
            #"GET_INSTALLED_CERTIFICATE_IDS {"type":"CENTRAL_SYSTEM_ROOT_CERTIFICATE"}"#
        ),
        (
            "installCertificate", ["type": "MANUFACTURER_ROOT_CERTIFICATE", "certificate": "PEM"],
            #"INSTALL_CERTIFICATE {"type":"MANUFACTURER_ROOT_CERTIFICATE","certificate":"PEM"}"#
        ),
        (
            "deleteCertificate",
            ["hashAlgorithm": "SHA256", "issuerNameHash": "a1", "issuerKeyHash": "b2", "serialNumber": "1"],
            #"DELETE_CERTIFICATE {"hashAlgorithm":"SHA256","issuerNameHash":"a1","issuerKeyHash":"b2","serialNumber":"1"}"#
        ),
    ]

    private let station = JSONValue.string(GlobalID(.station, 1_001).text)

    private func query(_ mutation: String) -> String {
        let type = mutation.prefix(1).uppercased() + mutation.dropFirst() + "Input"
        return "mutation($input: \(type)!) { \(mutation)(input: $input) { operation { id } operations { id } } }"
    }

    @Test(arguments: operations.indices)
    func `each operation is asked of one station or of many`(index: Int) async throws {
        let (mutation, input, asked) = Self.operations[index]
        let api = try TestAPI()
        var one = input
        one["stationId"] = station
        let id: JSONValue = ["id": .string(GlobalID(.operation, 1_001).text)]
        let other: JSONValue = ["id": .string(GlobalID(.operation, 1_002).text)]
        var data = try await api.data(of: query(mutation), ["input": .object(one)])
        #expect(data[mutation] == ["operation": id, "operations": .array([id])])
        var many = input
        many["stationIds"] = .array([1_002, 1_001].map { .string(GlobalID(.station, $0).text) })
        many["wait"] = false
        data = try await api.data(of: query(mutation), ["input": .object(many)])
        #expect(data[mutation] == ["operation": nil, "operations": .array([other, id])])
        #expect(api.remoteControl.asked.values == ["\(asked) at 1001 wait=true", "\(asked) at 1002,1001 wait=false"])
    }

    @Test func `every session that runs at many stations is stopped`() async throws {
        let api = try TestAPI()
        let data = try await api.data(
            of: query("remoteStop"), ["input": .object(["stationIds": .array([station])])])
        #expect(data["remoteStop"]?["operations"]?.array?.count == 1)
        #expect(api.remoteControl.asked.values == ["stop all at 1001 wait=true"])
    }

    @Test func `every kind of operation has a mutation, and the schema knows its name`() async throws {
        let data = try await TestAPI().data(
            of: """
                { kinds: __type(name: "OperationKind") { enumValues { name } }
                  mutations: __type(name: "Mutation") { fields { name type { ofType { name } } } } }
                """)
        let kinds = data["kinds"]?["enumValues"]?.array?.compactMap { $0["name"]?.string } ?? []
        #expect(kinds == OperationKind.allCases.map(\.rawValue))
        let fields = data["mutations"]?["fields"]?.array ?? []
        let names = fields.filter {
            ["OperationPayload", "ReservationPayload"].contains($0["type"]?["ofType"]?["name"])
        }
        .compactMap { $0["name"]?.string }
        let constants = names.map { name in
            name.reduce(into: "") { $0 += $1.isUppercase ? "_\($1)" : $1.uppercased() }
        }
        // A certificate is sent by its request's approval.
        #expect(Set(constants) == Set(kinds).subtracting(["CERTIFICATE_SIGNED"]))
    }

    static let ambiguous: [JSONObject] = [
        [:], ["stationIds": []],
        [
            "stationId": .string(GlobalID(.station, 1).text),
            "stationIds": .array([.string(GlobalID(.station, 1).text)]),
        ],
    ]

    @Test(arguments: ambiguous.indices)
    func `whom an operation asks is said in one way`(index: Int) async throws {
        let api = try TestAPI()
        let error = try await api.error(of: query("clearCache"), ["input": .object(Self.ambiguous[index])])
        #expect(error["extensions"]?["code"] == "BAD_USER_INPUT")
        #expect(api.remoteControl.asked.values.isEmpty)
    }

    @Test func `a profile reaches the station as it was asked for`() async throws {
        let api = try TestAPI()
        let profile: JSONObject = [
            "profileId": 1, "purpose": "TX_PROFILE", "kind": "RECURRING", "recurrency": "DAILY", "transactionId": "7",
            "schedule": ["unit": "A", "periods": [["startSeconds": 0, "limit": 16.5, "phases": 3]]],
        ]
        let input: JSONObject = ["stationId": station, "connector": 1, "profile": .object(profile)]
        _ = try await api.data(of: query("setChargingProfile"), ["input": .object(input)])
        let asked = try #require(api.remoteControl.asked.values.first)
        for part in [
            #""profileId":1,"stackLevel":0,"purpose":"TX_PROFILE","kind":"RECURRING","recurrency":"DAILY""#,
            #""transactionId":"7""#, #""periods":[{"startSeconds":0,"limit":16.5,"phases":3}]"#,
        ] { #expect(asked.contains(part), "\(asked)") }
    }

    static let senseless: [(String, JSONValue)] = [
        ("schedule", ["unit": "A", "periods": []]),
        ("schedule", ["unit": "A", "periods": [["startSeconds": 1, "limit": 1]]]),
        ("schedule", ["unit": "A", "periods": [["startSeconds": 0, "limit": -1]]]),
        ("schedule", ["unit": "A", "periods": [["startSeconds": 0, "limit": 1], ["startSeconds": 0, "limit": 2]]]),
        ("recurrency", "DAILY"), ("kind", "RECURRING"), ("transactionId", "1"), ("transactionId", "x"),
        ("purpose", "TX_PROFILE"), ("validTo", "2025-01-01T00:00:00Z"),
    ]

    @Test(arguments: senseless.indices)
    func `a profile that makes no sense is refused before a charger has to`(index: Int) async throws {
        let (name, value) = Self.senseless[index]
        let api = try TestAPI()
        var profile: JSONObject = [
            "profileId": 1, "purpose": "CHARGE_POINT_MAX_PROFILE", "kind": "ABSOLUTE",
            "validFrom": "2026-01-01T00:00:00Z",
            "schedule": ["unit": "A", "periods": [["startSeconds": 0, "limit": 16]]],
        ]
        func input() -> JSONValue { ["stationId": station, "connector": 0, "profile": .object(profile)] }
        _ = try await api.data(of: query("setChargingProfile"), ["input": input()])
        profile[name] = value
        let error = try await api.error(of: query("setChargingProfile"), ["input": input()])
        #expect(error["extensions"]?["code"] == "BAD_USER_INPUT")
    }

    @Test(arguments: Role.allCases)
    func `a driver asks stations nothing`(role: Role) async throws {
        let api = try TestAPI()
        let input: JSONObject = ["stationId": station, "type": "SOFT"]
        let response = try await api.response(to: query("reset"), ["input": .object(input)], as: .of(1, role))
        #expect((response["errors"]?[0]?["extensions"]?["code"] == "FORBIDDEN") == (role == .driver))
    }
}
