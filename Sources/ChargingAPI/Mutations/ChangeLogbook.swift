import Charging
import GraphQL
import JSON

extension ResolverGroup<APIContext> {
    static var armLogbook: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            let station = try input.required("stationId", try input.id("stationId", .station))
            let arming = LogbookArming(
                station: StationID(rawValue: station),
                tag: try input.id("tagId", .tag).map(TagID.init(rawValue:)), entry: try input.vehicleEntry())
            let expiry = try await context.stores.logbookChanges.arm(
                arming, at: context.services.now(), viewer: context.viewer)
            return .one(ArmedLogbook(expiresAt: expiry, station: station))
        }
    }

    static var enterLogbook: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            let session = try input.required("sessionId", try input.id("sessionId", .session))
            try await context.stores.logbookChanges.enter(
                try input.vehicleEntry(), for: SessionID(rawValue: session), viewer: context.viewer)
            return .one(Payload<SessionField>(id: session))
        }
    }

    static var armLogbookPayload: ResolverGroup<APIContext> {
        var payload = ResolverGroup<APIContext>("ArmLogbookPayload")
        payload["expiresAt"] = .leaf(on: ArmedLogbook.self) { payloads, _, _ in
            .timestamps([payloads.batch.expiresAt])
        }
        payload["station"] = .load(on: ArmedLogbook.self, by: StationField.loader) { payloads, _, _ in
            [payloads.batch.station]
        }
        return payload
    }
}

private struct ArmedLogbook: ObjectBatch {
    let expiresAt: Timestamp
    let station: Int64
    var count: Int { 1 }
}

extension InputReader {
    fileprivate func vehicleEntry() throws -> VehicleEntry {
        VehicleEntry(
            mileageKm: try required("mileageKm", try integer("mileageKm", in: 0...VehicleEntry.highestMileageKm)),
            vehicleID: try required("vehicleId", try name("vehicleId", upTo: VehicleEntry.longestVehicleID)))
    }
}
