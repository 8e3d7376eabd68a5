import Charging
import GraphQL

// In which account a station is.
extension ResolverGroup<APIContext> {
    static var assignmentMutations: KeyValuePairs<String, FieldResolver<APIContext>> {
        ["claimStation": claimStation, "removeStation": removeStation]
    }

    private static var claimStation: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.onboardStation)
            let input = InputReader(field.object("input"))
            let text = try input.required("chargePointId", try input.text("chargePointId", length: 1...48))
            guard let id = ChargePointID(text) else {
                throw input.refusal("chargePointId", "contains a slash or a control character.")
            }
            let code = try input.required("accessCode", try input.name("accessCode", upTo: 100))
            let assignment = context.stores.upkeep.assignment
            let attempt = try await assignment.attemptClaim(of: id, viewer: context.viewer)
            guard try context.services.vault.opens(attempt, with: code) else {
                // The same for an id that nobody has and for one with another code.
                throw ChargingError(.badInput, "the charge point id and the access code do not belong together")
            }
            let claimed = try await assignment.claim(attempt, viewer: context.viewer)
            await context.ended(claimed.former)
            await context.services.stationOnboarded(claimed.station)
            return .one(Payload<StationField>(id: claimed.station.id.rawValue))
        }
    }

    private static var removeStation: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.removeStation)
            let input = InputReader(field.object("input"))
            let id = try input.required("id", try input.id("id", .station).map(StationID.init(rawValue:)))
            await context.ended(
                try await context.stores.upkeep.assignment.removeStation(id, viewer: context.viewer))
            return .one(Payload<StationField>(id: id.rawValue))
        }
    }
}

extension APIContext {
    /// After the commit: the station's connection ends, and all who watch it are told.
    fileprivate func ended(_ station: StationRecord) async {
        await services.stationRemoved(station)
        services.events.publish(
            .stationChanged(services.liveStatus.snapshot(of: station.id) ?? StationSnapshot(station)))
    }
}

extension CredentialVault {
    /// Whether this is the access code that the attempt has to show. Takes as long where there is none.
    fileprivate func opens(_ attempt: ClaimAttempt, with code: String) throws -> Bool {
        let given = Array(code.utf8)
        let stored = try store(given)
        guard let target = attempt.target else {
            _ = try reveal(stored.encrypted)
            return false
        }
        // One that was sealed with an earlier key opens nothing; to say so would tell that there is one.
        guard let code = try? reveal(target.accessCode) else { return false }
        // In constant time, as passwords are.
        return verifies(code, against: stored.verifier)
    }
}
