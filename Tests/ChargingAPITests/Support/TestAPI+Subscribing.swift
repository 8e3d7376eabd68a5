import Charging
import ChargingAPI
import GraphQL
import JSON
import Testing

extension TestAPI {
    /// Subscribes, lets `publish` happen, and returns the first `count` responses.
    func responses(
        _ count: Int, to query: String, _ variables: JSONObject = [:], as viewer: Viewer = .alphaManager,
        publish: () throws -> Void
    ) async throws -> [JSONValue] {
        let operation = try engine.prepare(GraphQLRequest(query: query, variables: variables))
        let events = try await operation.events(context: context(viewer))
        stores.forgetCalls()
        try publish()
        var responses: [JSONValue] = []
        for try await event in events {
            let response = await operation.respond(to: event, context: context(viewer))
            responses.append(try JSONValue(parsing: response.bytes))
            if responses.count == count { break }
        }
        return responses
    }

    /// The first error of a subscription that is refused at its start.
    func refusal(
        of query: String, _ variables: JSONObject = [:], as viewer: Viewer = .alphaManager
    ) async throws -> JSONValue {
        let operation = try engine.prepare(GraphQLRequest(query: query, variables: variables))
        do {
            _ = try await operation.events(context: context(viewer))
            return .null
        } catch {
            return try #require(try JSONValue(parsing: error.response.bytes)["errors"]?[0])
        }
    }

    func publish(_ event: Event) { events.publish(event) }
}

extension StationSnapshot {
    static func of(_ station: Int64, _ organization: Int64, presence: Presence = .online) throws -> StationSnapshot {
        let record = StationRecord(
            id: StationID(rawValue: station), organizationID: OrganizationID(rawValue: organization),
            chargePointID: try #require(ChargePointID("CP-\(station)")), isActive: true, admission: .accepted,
            passwordVerifier: nil, presence: presence, lastSeenAt: MemoryWorld.start, ocppVersion: "1.6",
            status: .available, errorCode: nil, generation: 1)
        return StationSnapshot(record)
    }
}

extension SessionState {
    static func of(_ session: Int64, _ organization: Int64, tag: Int64?, energyWh: Double = 1_500) -> SessionState {
        SessionState(
            id: SessionID(rawValue: session), organizationID: OrganizationID(rawValue: organization),
            stationID: StationID(rawValue: session / 100), connector: 1, transactionID: 77, status: .active,
            idTag: "04aa11", tagID: tag.map(TagID.init(rawValue:)), authorization: .accepted,
            startedAt: MemoryWorld.start, stoppedAt: nil, meterStartWh: 100, meterBaselineWh: 90, meterStopWh: nil,
            energyWh: energyWh, stopReason: nil)
    }
}

extension BookedReservation {
    /// A no-show, at the station of the same number.
    static func of(
        _ reservation: Int64, _ organization: Int64, tag: Int64?, createdBy: Int64? = nil
    ) -> BookedReservation {
        var booked = BookedReservation(
            id: ReservationID(rawValue: reservation), station: StationID(rawValue: reservation),
            organization: OrganizationID(rawValue: organization), connector: 1, number: 7, idTag: "04aa11",
            expiresAt: MemoryWorld.start.advanced(by: .seconds(3_600)), status: .expired,
            requestedAt: MemoryWorld.start)
        booked.tag = tag.map(TagID.init(rawValue:))
        booked.reason = .noShow
        booked.createdBy = createdBy.map(UserID.init(rawValue:))
        booked.endedAt = booked.expiresAt
        return booked
    }
}
