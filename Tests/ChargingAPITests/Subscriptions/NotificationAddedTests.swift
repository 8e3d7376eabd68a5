import Charging
import ChargingAPI
import GraphQL
import JSON
import Testing

@Suite("Subscription to notifications", .timeLimit(.minutes(1)))
struct NotificationAddedTests {
    private func news(_ organization: Int64, _ role: Role, _ ids: Int64...) -> Event {
        let viewer = Viewer.of(organization, role)
        return .notificationsAdded(
            NotificationNews(
                organization: viewer.organizationID, user: viewer.userID, ids: ids.map(NotificationID.init(rawValue:))))
    }

    @Test func `each person hears their own, one at a time and read by one statement`() async throws {
        let api = try TestAPI()
        let query = "subscription { notificationAdded { id kind count } }"
        let heard = try await api.responses(2, to: query, as: .alphaManager) {
            api.publish(news(2, .manager, 20_012))
            api.publish(news(1, .support, 10_014))
            api.publish(news(1, .manager, 10_012, 10_022, 10_014))
        }
        #expect(
            heard.map { $0["data"]?["notificationAdded"]?["id"]?.string } == [
                GlobalID(.notification, 10_012).text, GlobalID(.notification, 10_022).text,
            ])
        #expect(api.stores.calls.count == 1)
    }

    @Test func `two people never share what they hear`() throws {
        let api = try TestAPI()
        func fingerprint(_ query: String, _ viewer: Viewer) throws -> SubscriptionFingerprint {
            subscriptionFingerprint(viewer, of: try api.engine.prepare(GraphQLRequest(query: query, variables: [:])))
        }
        let own = "subscription { told: notificationAdded { id } }", shared = "subscription { stationChanged { id } }"
        let colleague = Viewer(
            userID: UserID(rawValue: 999), organizationID: OrganizationID(rawValue: 1), role: .manager, tokenID: 2)
        #expect(try fingerprint(own, .alphaManager) != fingerprint(own, colleague))
        #expect(try fingerprint(shared, .alphaManager) == fingerprint(shared, colleague))
    }
}
