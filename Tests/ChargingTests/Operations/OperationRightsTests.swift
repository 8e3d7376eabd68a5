import JSON
import TestSupport
import Testing

@testable import Charging

/// Who may ask stations what, by role and organization.
@Suite("Rights to operate", .timeLimit(.minutes(1)))
struct OperationRightsTests {
    /// One of each kind that is asked of a station, and whether it changes how the station is set up.
    static func operations() throws -> [(StationOperation, Bool)] {
        let profile = RequestedProfile(
            id: 1, purpose: .transactionDefault, kind: .relative, unit: .amperes,
            periods: [.init(startSeconds: 0, limit: 6, phases: nil)])
        let hashes = CertificateHashes(
            algorithm: .sha256, issuerNameHash: "a1", issuerKeyHash: "b2", serialNumber: "1")
        let now = Timestamp(microseconds: 0)
        let wanted = WantedReservation(connector: 1, idTag: "T", expiresAt: now.advanced(by: .seconds(1)))
        let reservation = BookedReservation(
            id: ReservationID(rawValue: 1), station: StationID(rawValue: 1), organization: OrganizationID(rawValue: 1),
            connector: 1, number: 1, idTag: "T", expiresAt: wanted.expiresAt, status: .active, requestedAt: now)
        return [
            (try .remoteStart(connector: 1, idTag: "T"), false), (try .reset(.soft), false),
            (try .remoteStop(SessionID(rawValue: 1), transaction: 1, wasActive: true), false),
            (try .changeAvailability(connector: 0, .operative), false), (try .unlockConnector(1), false),
            (try .triggerMessage("Heartbeat", connector: nil), false),
            (try .extendedTriggerMessage("Heartbeat", connector: nil), false),
            (try .getConfiguration(keys: []), false), (try .getLocalListVersion(), false),
            (try .getDiagnostics(location: "ftp://h/", from: nil, to: nil), false),
            (try .getLog(.security, location: "ftp://h/", from: nil, to: nil), false),
            (try .getCompositeSchedule(connector: 0, duration: 1, unit: nil), false),
            (try .getInstalledCertificateIds(.manufacturerRoot), false), (try .clearCache(), true),
            (try .changeConfiguration(key: "K", value: "V"), true),
            (try .changeConfiguration(key: "AuthorizationKey", value: "0011223344556677"), true),
            (try .dataTransfer(vendorID: "V", messageID: nil, data: nil), true),
            (.sendLocalList(.full), true), (try .setChargingProfile(connector: 1, profile), true),
            (try .clearChargingProfile(ProfileCriteria()), true),
            (
                .signedUpdateFirmware(
                    FirmwareImageID(rawValue: 2), name: "i", retrieveAt: nil, installAt: nil, retries: nil,
                    retryInterval: nil), true
            ),
            (try .updateFirmware(.address("ftp://h/"), retrieveAt: nil, retries: nil, retryInterval: nil), true),
            (try .installCertificate(.manufacturerRoot, certificate: "PEM"), true),
            (try .deleteCertificate(hashes), true), (try .certificateSigned("PEM"), true),
            (try .reserveNow(wanted, at: now), false), (try .cancelReservation(reservation), false),
        ]
    }

    @Test func `every kind is in the matrix`() throws {
        #expect(Set(try Self.operations().map(\.0.kind)) == Set(OperationKind.allCases))
    }

    @Test(arguments: Role.allCases)
    func `a role may ask what its rights say, and nobody another organization's station`(role: Role) async throws {
        try await RegistryBench().running { bench in
            for (operation, isConfiguration) in try Self.operations() {
                let isAllowed =
                    switch role {
                    case .platformOperator, .organizationOwner, .manager, .installer: true
                    case .support: !isConfiguration
                    // With which tag, and of which session, the statement asks that records it: see OperationStoreTests.
                    case .driver: operation.kind.isOfOwnCharge
                    }
                let own = await bench.refusal { _ = try await bench.carryOut(operation, as: .sample(role)) }
                #expect(own?.code == (isAllowed ? .chargerOffline : .forbidden), "\(operation.kind)")
                let stranger = Viewer(
                    userID: UserID(rawValue: 2), organizationID: OrganizationID(rawValue: 2), role: role, tokenID: 2)
                let foreign = await bench.refusal { _ = try await bench.carryOut(operation, as: stranger) }
                #expect(foreign?.code == (isAllowed ? .notFound : .forbidden), "\(operation.kind)")
            }
        }
    }
}
