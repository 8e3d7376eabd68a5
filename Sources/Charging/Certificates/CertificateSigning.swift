package import Logging
import ServiceLifecycle

/// Signs what chargers ask for with SignCertificate, which has been answered by then, and sends it with CertificateSigned.
///
/// A request is signed at once when it is for the charger that sent it, over a connection that proved who it is; any other
/// waits for a person (security whitepaper edition 2, section 4). The requests lie in the database: an event only tells
/// that there is a new one.
package struct CertificateSigning: Service {
    /// How many a charger gets within a day without anybody looking.
    static let dailyLimit = 5

    private let records: any CertificateRecords
    private let authority: any CertificateAuthority
    private let operations: StationOperations
    private let events: any EventBus
    private let clock: any Clock<Duration>
    private let logger: Logger

    package init(
        records: any CertificateRecords, authority: any CertificateAuthority, operations: StationOperations,
        events: any EventBus, clock: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) {
        self.records = records
        self.authority = authority
        self.operations = operations
        self.events = events
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let hints = events.subscribe(bufferLimit: 64) { event in
                    if case .stationEventAdded(let event) = event {
                        event.report.kind == .certificateRequest
                    } else {
                        false
                    }
                }
                do {
                    try await handleAll()
                    for await _ in hints { try await handleAll() }
                } catch {
                    logger.warning("certificate requests have to wait", metadata: ["error": "\(error)"])
                    try? await clock.sleep(for: .seconds(5))
                }
            }
        }
    }

    /// Signs a request that waits for a person, or sends again what was signed.
    package func approve(_ id: CertificateRequestID, wait: Bool, viewer: Viewer) async throws -> OperationID {
        try operations.authorize(.configureStation, viewer)
        guard let known = try await records.certificateRequest(id, viewer: viewer) else {
            throw ChargingError(.notFound, "There is no such certificate request.", field: "id")
        }
        guard !known.isRevoked else {
            throw ChargingError(
                .conflict, "The certificate of this request was revoked; the station has to ask for another.",
                field: "id")
        }
        if let certificate = known.certificate {
            return try await operations.carryOut(
                .certificateSigned(certificate), at: known.station, wait: wait, viewer: viewer)
        }
        guard known.status == .pending else {
            throw ChargingError(.conflict, "This certificate request was refused.", field: "id")
        }
        let issued = try await authority.sign(known.request, organization: known.organizationName)
        return try await handOver(issued, for: id, to: known.station, wait: wait, viewer: viewer)
    }

    /// Decides against a request that waits for a person. The charger is told nothing: OCPP 1.6 has no message for it.
    package func refuse(_ id: CertificateRequestID, because reason: String, viewer: Viewer) async throws {
        try operations.authorize(.configureStation, viewer)
        guard try await !records.refuse(id, because: reason, viewer: viewer) else { return }
        guard let known = try await records.certificateRequest(id, viewer: viewer) else {
            throw ChargingError(.notFound, "There is no such certificate request.", field: "id")
        }
        guard known.status == .issued else {
            throw ChargingError(
                .conflict, "This certificate request was decided: it was refused already.", field: "id")
        }
        throw ChargingError(
            .conflict, "This certificate request was decided: its certificate has been issued.", field: "id")
    }

    /// Takes back a certificate. A connection that was opened with it is closed before this returns.
    package func revoke(_ id: CertificateRequestID, because reason: String, viewer: Viewer) async throws {
        try operations.authorize(.configureStation, viewer)
        if let revoked = try await records.revoke(id, because: reason, viewer: viewer) {
            return await operations.registry.certificateRevoked(revoked)
        }
        guard let known = try await records.certificateRequest(id, viewer: viewer), known.isRevoked else {
            throw ChargingError(.notFound, "There is no such certificate.", field: "id")
        }
        throw ChargingError(.conflict, "This certificate was revoked already.", field: "id")
    }

    // MARK: - Without a person

    private func handleAll() async throws {
        while true {
            let applications = try await records.applications(limit: 50)
            guard !applications.isEmpty else { return }
            // Those of one round were read before any of them was issued.
            var issued: [StationID: Int] = [:]
            for application in applications {
                let isIssued = try await handle(application, issuedMeanwhile: issued[application.station] ?? 0)
                if isIssued { issued[application.station, default: 0] += 1 }
            }
        }
    }

    /// - Returns: whether a certificate was signed.
    private func handle(_ application: CertificateApplication, issuedMeanwhile: Int) async throws -> Bool {
        let identity: RequestedIdentity
        do {
            identity = try await authority.read(application.request)
        } catch let refusal as ChargingError where refusal.code == .badInput {
            try await records.refuse(application, because: refusal.message)
            return false
        }
        let recent = application.recentlyIssued + issuedMeanwhile
        let objection = await objection(to: identity, in: application, recentlyIssued: recent)
        guard let id = try await records.keep(application, identity: identity, reason: objection), objection == nil
        else { return false }
        let issued: IssuedCertificate
        do {
            issued = try await authority.sign(application.request, organization: application.organizationName)
        } catch let error where (error as? ChargingError)?.isOfServer != true && !(error is CancellationError) {
            logger.error(
                "a certificate could not be signed",
                metadata: ["chargePoint": "\(application.names.first ?? "")", "error": "\(error)"])
            let reason = (error as? ChargingError)?.message ?? "The authority's key cannot be used."
            _ = try await records.keep(application, identity: identity, reason: "Signing failed: \(reason)")
            return false
        }
        do {
            _ = try await handOver(
                issued, for: id, to: application.station, wait: false, viewer: .server(in: application.organization))
        } catch let error as ChargingError where !error.isOfServer {
            // A person has decided meanwhile, or the charger has gone and will ask again.
            logger.warning(
                "a certificate could not be handed over",
                metadata: ["chargePoint": "\(application.names.first ?? "")", "error": "\(error)"])
        }
        return true
    }

    /// Why a person must decide; nil: nobody.
    private func objection(
        to identity: RequestedIdentity, in application: CertificateApplication, recentlyIssued: Int
    ) async -> String? {
        guard application.names.contains(identity.commonName) else {
            return "The common name is neither the charge point id nor a serial number of the station."
        }
        if let organization = identity.organization, organization != application.organizationName {
            return "The organization is not the station's."
        }
        guard await operations.registry.chargePoint(of: application.station)?.admission.isAuthenticated == true else {
            return "The station is not connected with a password."
        }
        guard recentlyIssued < Self.dailyLimit else {
            return "The station was given \(recentlyIssued) certificates within a day."
        }
        return nil
    }

    private func handOver(
        _ issued: IssuedCertificate, for id: CertificateRequestID, to station: StationID, wait: Bool, viewer: Viewer
    ) async throws -> OperationID {
        guard try await records.issue(id, issued, viewer: viewer) else {
            throw ChargingError(.conflict, "This certificate request was decided meanwhile.", field: "id")
        }
        return try await operations.carryOut(
            .certificateSigned(issued.certificate), at: station, wait: wait, viewer: viewer)
    }
}

extension Viewer {
    /// The server itself, for what no person asked for.
    static func server(in organization: OrganizationID) -> Viewer {
        Viewer(userID: .server, organizationID: organization, role: .manager, tokenID: 0)
    }
}

extension UserID {
    /// No person: stored as none.
    package static let server = UserID(rawValue: 0)
}
