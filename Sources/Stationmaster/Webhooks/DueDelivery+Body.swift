import Charging
import ChargingAPI
import JSON

extension DueDelivery {
    /// By which the receiver knows it again, and people find it by `node`.
    var globalID: String { GlobalID(.webhookDelivery, id.rawValue).text }

    /// What is sent: the same at every attempt. Ids are those of the API.
    var body: String {
        var body: JSONObject = [
            "id": .string(globalID), "event": .string(event), "occurredAt": .string(happenedAt.description),
            "organizationId": .string(GlobalID(.organization, organization.rawValue).text),
        ]
        for name in ["chargePointId", "connectorNumber", "detail"] { body[name] = facts[name] }
        body["stationId"] = id("stationId", .station)
        body["reservationId"] = id("reservationId", .reservation)
        body["serviceRequestId"] = id("serviceRequestId", .serviceRequest)
        if var session = facts["session"]?.object, let id = id("sessionId", .session) {
            session["id"] = id
            body["session"] = .object(session)
        }
        return JSONValue.object(body).description
    }

    private func id(_ name: String, _ type: NodeType) -> JSONValue? {
        facts[name]?.integer.map { .string(GlobalID(type, $0).text) }
    }
}
