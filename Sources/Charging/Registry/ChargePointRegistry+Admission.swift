import JSON
import Logging

// Who may open a connection.
extension ChargePointRegistry {
    private static let ocpp16 = "ocpp1.6"

    /// Decides on a handshake. Cheap where it refuses; one coalesced read where it asks the store.
    package func admit(_ request: AdmissionRequest) async -> AdmissionDecision {
        guard phase == .running, store.isAvailable else { return later("unavailable") }
        guard let id = ChargePointID(request.chargePointID) else {
            noteRefusal(.unknownID, of: request)
            return refuse("unknown", .unknownChargePoint)
        }
        if let wait = authenticationFailures.wait(of: id.text, from: request.remoteAddress, now: now) {
            noteRefusal(.tooManyFailures, of: request)
            return refuse("failures", .tooManyFailures(retryAfter: wait))
        }
        let station: StationRecord
        let proof: Proof
        do {
            guard let found = try await store.station(id) else { throw AdmissionObjection(.unknownID) }
            remember(found)
            station = found
            proof = try await self.proof(in: request, for: found)
        } catch let objection as AdmissionObjection {
            authenticationFailures.failed(id.text, from: request.remoteAddress, now: now)
            noteRefusal(objection.reason, of: request, detail: objection.detail)
            guard objection.reason != .unknownID else { return refuse("unknown", .unknownChargePoint) }
            return refuse(request.certificate == nil ? "credentials" : "certificate", .badCredentials)
        } catch {
            logger.warning("admission cannot ask the store", metadata: ["chargePoint": "\(id)", "error": "\(error)"])
            return later("unavailable")
        }
        authenticationFailures.succeeded(id.text, from: request.remoteAddress)
        let profile = proof.securityProfile(isSecure: request.isSecure)
        let lowest = max(configuration.minimumSecurityProfile, station.minimumSecurityProfile ?? .unproven)
        guard profile >= lowest else {
            noteRefusal(
                .insecure, of: request,
                detail: "the connection has the security profile \(profile.rawValue); \(lowest.rawValue) is the lowest")
            return refuse("insecure", .badCredentials)
        }
        if let wait = table[station.id]?.restarts.wait(at: now) {
            noteRefusal(.backingOff, of: request, detail: table[station.id]?.lastFailure?.text)
            return refuse("unavailable", .unavailable(retryAfter: wait))
        }
        if case .pending(let verifier) = proof { await promote(verifier, of: station) }
        return admission(of: station, request, profile)
    }

    /// What a handshake proves of who is calling.
    private enum Proof: Equatable {
        case nothing
        case password
        /// One that the charger was told and is now seen to have taken over.
        case pending(verifier: [UInt8])
        case certificate

        func securityProfile(isSecure: Bool) -> SecurityProfile {
            switch self {
            case .nothing: .unproven
            case .password, .pending: isSecure ? .passwordOverTLS : .password
            case .certificate: .clientCertificate
            }
        }
    }

    /// A certificate stands for a password. One that is not the station's is worse than none: it is somebody else's. A station
    /// without a password accepts any.
    ///
    /// - Throws: ``AdmissionObjection`` when nothing is proven that has to be.
    private func proof(in request: AdmissionRequest, for station: StationRecord) async throws -> Proof {
        if let certificate = request.certificate {
            let standing = try await store.standing(of: certificate.serialNumber, as: station.id)
            guard let standing else { throw AdmissionObjection(.unknownID) }
            if let objection = certificate.objection(as: station.chargePointID, standing, at: now) { throw objection }
            return .certificate
        }
        if case .password(let password) = request.password {
            if let verifier = station.passwordVerifier, vault.verifies(password, against: verifier) { return .password }
            if let verifier = station.pendingVerifiers.first(where: { vault.verifies(password, against: $0) }) {
                return .pending(verifier: verifier)
            }
        }
        guard station.passwordVerifier == nil else { throw AdmissionObjection(request.password.refusal) }
        return .nothing
    }

    private func promote(_ verifier: [UInt8], of station: StationRecord) async {
        do {
            try await store.promote(verifier, of: station.id)
        } catch {
            // Both stay good, and the next connection tries again.
            logger.warning(
                "a new password could not be made the only one",
                metadata: ["chargePoint": "\(station.chargePointID)", "error": "\(error)"])
        }
    }

    /// Some field devices never offer a sub-protocol; they speak 1.6.
    private func admission(
        of station: StationRecord, _ request: AdmissionRequest, _ profile: SecurityProfile
    ) -> AdmissionDecision {
        let offered = request.offeredSubprotocols
        let chosen = offered.first { $0.lowercased() == Self.ocpp16 }
        let admission = Admission(
            station: table[station.id]?.station ?? station, subprotocol: chosen, securityProfile: profile,
            certificateSerialNumber: profile == .clientCertificate ? request.certificate?.serialNumber : nil,
            remoteAddress: request.remoteAddress, reachedAddress: request.reachedAddress)
        guard chosen != nil || offered.isEmpty else {
            let offer = offered.joined(separator: ", ")
            noteRefusal(.noCommonSubprotocol, of: request, detail: "\(offer) is offered; ocpp1.6 is spoken here")
            return refuse("subprotocol", .noCommonSubprotocol(admission))
        }
        environment.metrics.admitted(withSubprotocol: chosen != nil)
        return .accepted(admission)
    }

    private func refuse(_ reason: String, _ decision: AdmissionDecision) -> AdmissionDecision {
        environment.metrics.admissionRefused(reason)
        return decision
    }

    /// Spread over some seconds, so that they do not all come back at once.
    private func later(_ reason: String) -> AdmissionDecision {
        refuse(reason, .unavailable(retryAfter: .seconds(5) + .milliseconds(Int64.random(in: 0...10_000))))
    }
}

extension PresentedPassword {
    /// Why credentials that do not prove anything were refused.
    fileprivate var refusal: ConnectionRefusal.Reason {
        switch self {
        case .absent: .noPassword
        case .malformed: .unreadableCredentials
        case .otherUser: .otherUser
        case .password: .wrongPassword
        }
    }
}
