import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Previews of composite schedules in the API", .timeLimit(.minutes(1)))
struct CompositeSchedulePreviewTests {
    private let station = GlobalID(.station, 1_001).text

    private func query(_ arguments: String) -> String {
        """
        { compositeSchedulePreview(stationId: "\(station)", \(arguments)) { start durationSeconds unit
          periods { startSeconds limit phases sources { profileId purpose connector profile { profileId } } }
          replaces { profileId } } }
        """
    }

    private func profile(_ id: Int, level: Int = 0, limit: Double = 8.5, extra: String = "") -> String {
        """
        {profileId: \(id), purpose: TX_DEFAULT_PROFILE, kind: RELATIVE, stackLevel: \(level) \(extra)
         schedule: {unit: A, periods: [{startSeconds: 0, limit: 10}, {startSeconds: 60, limit: \(limit)}]}}
        """
    }

    @Test func `what is there is shown with the profile that decides`() async throws {
        let data = try await TestAPI().data(of: query("connector: 1, durationSeconds: 60"))
        #expect(
            data["compositeSchedulePreview"] == [
                "start": "2026-01-01T00:00:00Z", "durationSeconds": 60, "unit": "A",
                "periods": [
                    [
                        "startSeconds": 0, "limit": 16, "phases": 3,
                        "sources": [
                            [
                                "profileId": 1_001, "purpose": "TX_DEFAULT_PROFILE", "connector": 1,
                                "profile": ["profileId": 1_001],
                            ]
                        ],
                    ]
                ], "replaces": [],
            ])
    }

    @Test func `the profile that is about to be sent counts, and what it replaces is told`() async throws {
        let data = try await TestAPI().data(
            of: query("connector: 1, durationSeconds: 120, unit: W, with: \(profile(5))"))
        let preview = data["compositeSchedulePreview"]
        #expect(preview?["periods"]?.array?.map { $0["limit"]?.number } == [6_900, 5_865])
        #expect(preview?["periods"]?[0]?["sources"]?[0]?["profile"] == .null)
        #expect(preview?["replaces"] == [["profileId": 1_001]])
    }

    @Test func `profiles that are left out do not count`() async throws {
        let id = GlobalID(.chargingProfile, 1_001).text
        let data = try await TestAPI().data(of: query("connector: 1, without: [\"\(id)\"]"))
        #expect(data["compositeSchedulePreview"]?["periods"]?[0]?["limit"] == .null)
    }

    @Test(arguments: [
        ("connector: 1, with: PROFILE", "limit is 8.25; one decimal is allowed."),
        ("durationSeconds: 0", "durationSeconds is 0; 1 to 2678400 is allowed."),
        ("connector: 1001", "connector is 1001; 0 to 1000 is allowed."),
        ("voltage: 12", "voltage is 12; 100 to 1000 is allowed."),
    ])
    func `what makes no sense is refused with what would`(arguments: String, message: String) async throws {
        let arguments = arguments.replacing("PROFILE", with: profile(5, limit: 8.25))
        let error = try await TestAPI().error(of: query(arguments))
        #expect(error["message"]?.string == message)
        #expect(error["extensions"]?["code"] == "BAD_USER_INPUT")
    }

    @Test func `a driver may not ask, and a station of others is as unknown as none`() async throws {
        let api = try TestAPI()
        let error = try await api.error(of: query("connector: 1"), as: .alphaDriver)
        #expect(error["extensions"]?["code"] == "FORBIDDEN")
        let foreign = try await api.data(of: query("connector: 1"), as: .betaManager)
        #expect(foreign == ["compositeSchedulePreview": nil])
    }
}
