import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Notifications of the API", .timeLimit(.minutes(1)))
struct NotificationTests {
    private let list = "{ viewer { unreadNotificationCount } notifications { totalCount nodes { id isRead } } }"

    @Test(arguments: Role.allCases)
    func `everybody sees their own`(role: Role) async throws {
        let data = try await TestAPI().data(of: list, as: .of(1, role))
        #expect(data["viewer"]?["unreadNotificationCount"] == 2)
        #expect(data["notifications"]?["totalCount"] == 2)
    }

    @Test func `some or all are marked as read`() async throws {
        let api = try TestAPI()
        let own = GlobalID(.notification, 10_012).text, foreign = GlobalID(.notification, 20_012).text
        let mark =
            "mutation ($input: MarkNotificationsReadInput!) { markNotificationsRead(input: $input) { viewer { unreadNotificationCount } } }"
        func left(_ input: JSONObject) async throws -> JSONValue? {
            try await api.data(of: mark, ["input": .object(input)])["markNotificationsRead"]?["viewer"]?[
                "unreadNotificationCount"]
        }
        #expect(try await left(["ids": [.string(own), .string(foreign)]]) == 1)
        #expect(try await left(["all": true]) == 0)
        #expect(
            try await api.data(of: list, as: .betaManager)["viewer"]?["unreadNotificationCount"] == 2)
        for input in [[:], ["ids": [.string(own)], "all": true], ["all": false]] as [JSONObject] {
            let error = try await api.error(of: mark, ["input": .object(input)])
            #expect(error["extensions"]?["code"] == "BAD_USER_INPUT")
        }
    }

    @Test func `wishes are shown and saved`() async throws {
        let api = try TestAPI()
        let wishes = try await api.data(
            of: "{ notificationPreferences { kinds { kind isShown isMailed } quietHours { from to timeZone } } }",
            as: .alphaDriver)["notificationPreferences"]
        #expect(wishes?["kinds"]?.array?.count == 5)
        #expect(wishes?["quietHours"] == ["from": "22:00", "to": "06:30", "timeZone": "UTC"])
        api.stores.forgetCalls()
        _ = try await api.data(
            of: """
                mutation { a: saveNotificationPreference(input: {kind: STATION_OFFLINE, isShown: false, isMailed: true}) {
                    notificationPreferences { kinds { kind } } }
                  b: saveQuietHours(input: {quietHours: {from: "23:59", to: "00:00", timeZone: "Europe/Berlin"}}) {
                    notificationPreferences { quietHours { from } } }
                  c: saveQuietHours(input: {}) { notificationPreferences { quietHours { from } } } }
                """)
        #expect(
            api.stores.calls.filter { $0.hasPrefix("save") } == [
                "save(STATION_OFFLINE false true) []", "save(1439-0 Europe/Berlin) []", "save(no quiet hours) []",
            ])
    }

    @Test(arguments: ["24:00", "12:60", "1:00", "12:5x", "+1:00", "12.00", "１２:00"])
    func `what is no time of the day is refused`(text: String) async throws {
        let error = try await TestAPI().error(
            of:
                "mutation ($t: String!) { saveQuietHours(input: {quietHours: {from: $t, to: \"06:00\", timeZone: \"UTC\"}}) { notificationPreferences { quietHours { from } } } }",
            ["t": .string(text)])
        #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": "from"])
    }
}
