import JSON
import TestSupport
import Testing

@testable import Charging

@Suite("Security profiles", .timeLimit(.minutes(1)))
struct SecurityProfileTests {
    private func certificate(
        _ names: String..., organization: String? = nil, isOwn: Bool = false,
        validTo: Timestamp = Timestamp(microseconds: .max)
    ) -> ClientCertificate {
        ClientCertificate(
            names: names, organization: organization, serialNumber: "a1", validTo: validTo, isOwn: isOwn)
    }

    private func standing(isIssued: Bool = false, isRevoked: Bool = false) -> CertificateStanding {
        CertificateStanding(
            isIssuedToStation: isIssued, isRevoked: isRevoked, serialNumbers: ["SN-9", ""], organizationName: "Test")
    }

    // MARK: - Certificates

    @Test func `trap 29: a certificate of the station stands for its password, and is of no use for another`()
        async throws
    {
        let stations: [StationRecord] = [
            .sample(password: "secret"), .sample(2, chargePointID: "CP-2", password: "secret"),
        ]
        try await RegistryBench(stations).running { bench in
            bench.database.setStanding(standing(isIssued: true), of: "a1", as: 1)
            let own = certificate("anything", isOwn: true)
            guard case .accepted(let admission) = await bench.admit(isSecure: true, certificate: own) else {
                Issue.record("not admitted")
                return
            }
            #expect(admission.securityProfile == .clientCertificate && admission.isAuthenticated)
            // Not even with the right password.
            #expect(
                await bench.admit("CP-2", password: "secret", isSecure: true, certificate: own) == .badCredentials)
            #expect(await bench.record("CP-2")?.lastRefusal?.reason == .otherCertificate)
        }
    }

    @Test(arguments: [
        (["CP-1"], nil, true), (["other", "CP-1"], nil, true), (["SN-9"], "Test", true), (["SN-9"], nil, false),
        (["SN-9"], "Somebody", false), ([""], "Test", false), (["CP-1"], "Somebody", false),
        (["cp-1"], nil, false), (["CP-11"], nil, false), ([""], nil, false), ([], nil, false),
    ])
    func `trap 29: one of another authority names the station exactly, and no other organization`(
        names: [String], organization: String?, isGood: Bool
    ) throws {
        let id = try #require(ChargePointID("CP-1"))
        var shown = certificate(organization: organization)
        shown.names = names
        let objection = shown.objection(as: id, standing(), at: Timestamp(microseconds: 0))
        #expect((objection == nil) == isGood)
        #expect(isGood || objection?.reason == .otherCertificate)
    }

    @Test func `trap 29: one of our own is good by our books, whatever it says`() throws {
        let id = try #require(ChargePointID("CP-1"))
        let now = Timestamp(microseconds: 0)
        let own = certificate("CP-1", organization: "Test", isOwn: true)
        #expect(own.objection(as: id, standing(), at: now)?.reason == .otherCertificate)
        #expect(own.objection(as: id, standing(isIssued: true), at: now) == nil)
        let revoked = standing(isIssued: true, isRevoked: true)
        #expect(own.objection(as: id, revoked, at: now)?.reason == .revokedCertificate)
        let old = certificate("CP-1", isOwn: true, validTo: now)
        #expect(old.objection(as: id, standing(isIssued: true), at: now) == nil)
        let later = now.advanced(by: .seconds(1))
        #expect(old.objection(as: id, standing(isIssued: true), at: later)?.reason == .expiredCertificate)
    }

    @Test func `trap 29: a revoked certificate is refused and shown, and cannot be tried for ever`() async throws {
        try await RegistryBench([.sample(password: "secret")]).running { bench in
            bench.database.setStanding(standing(isIssued: true, isRevoked: true), of: "a1", as: 1)
            let revoked = certificate("CP-1", isOwn: true)
            for _ in 0..<10 {
                #expect(await bench.admit(isSecure: true, certificate: revoked) == .badCredentials)
            }
            let refusal = try #require(await bench.record()?.lastRefusal)
            #expect(refusal.reason == .revokedCertificate && refusal.count == 10)
            #expect(refusal.detail?.contains("a1") == true)
            guard case .tooManyFailures = await bench.admit(isSecure: true, certificate: revoked) else {
                Issue.record("tried once more")
                return
            }
        }
    }

    // MARK: - Never less

    @Test(arguments: SecurityProfile.allCases)
    func `trap 29: a connection below the station's own minimum is refused and shown`(
        minimum: SecurityProfile
    ) async throws {
        var open = StationRecord.sample(), guarded = StationRecord.sample(2, chargePointID: "CP-2", password: "secret")
        open.minimumSecurityProfile = minimum
        guarded.minimumSecurityProfile = minimum
        try await RegistryBench([open, guarded]).running { bench in
            bench.database.setStanding(standing(isIssued: true), of: "a1", as: 1)
            let own = certificate("CP-1", isOwn: true)
            #expect(await bench.admit(isSecure: true).isAccepted == (minimum == .unproven))
            #expect(await bench.admit("CP-2", password: "secret").isAccepted == (minimum <= .password))
            #expect(
                await bench.admit("CP-2", password: "secret", isSecure: true).isAccepted
                    == (minimum <= .passwordOverTLS))
            #expect(await bench.admit(isSecure: true, certificate: own).isAccepted)
            guard minimum > .unproven else { return }
            let refusal = try #require(await bench.record()?.lastRefusal)
            #expect(refusal.reason == .insecure)
            #expect(
                refusal.detail == "the connection has the security profile 0; \(minimum.rawValue) is the lowest")
        }
    }

    @Test func `the profile of the connection is kept and shown, also when it has gone`() async throws {
        try await RegistryBench([.sample(password: "secret")]).running { bench in
            #expect(await bench.record()?.securityProfile == nil)
            guard case .accepted(let admission) = await bench.admit(password: "secret", isSecure: true) else { return }
            let connection = MemoryConnection()
            connection.chargePoint = bench.registry.connect(admission, connection)
            #expect(await bench.becomesLive(connection))
            #expect(await bench.record()?.securityProfile == .passwordOverTLS)
            #expect(bench.database.station(StationID(rawValue: 1))?.securityProfile == .passwordOverTLS)
            await connection.disconnect()
            #expect(await eventually { bench.row()?.presence == .offline })
            #expect(await bench.record()?.securityProfile == .passwordOverTLS)
        }
    }

    @Test(arguments: [
        (#"{"status":"Accepted"}"#, SecurityProfile.passwordOverTLS),
        (#"{"status":"RebootRequired"}"#, .passwordOverTLS),
        (#"{"status":"Rejected"}"#, nil), (#"{"status":"NotSupported"}"#, nil),
    ])
    func `trap 29: what the charger has accepted is agreed on`(answer: String, agreed: SecurityProfile?) async throws {
        try await RegistryBench().running { bench in
            let charger = try #require(await bench.connect())
            let sent = try await bench.carryOut(
                .changeConfiguration(key: "SecurityProfile", value: "2"), on: charger, answer: answer)
            #expect(sent?.contains(#"{"key":"SecurityProfile","value":"2"}"#) == true)
            #expect(bench.database.agreement(with: 1) == agreed)
            #expect(bench.effects == [agreed == nil ? .none : .pending])
        }
    }

    @Test func `a change of the profile is seen when the charger comes with it, not when it only comes`() async throws {
        try await RegistryBench([.sample(password: "secret")]).running { bench in
            let charger = try #require(await bench.connect(password: "secret"))
            try await bench.carryOut(
                .changeConfiguration(key: "SecurityProfile", value: "2"), on: charger,
                answer: #"{"status":"Accepted"}"#)
            let again = try #require(await bench.connect(password: "secret"))
            await again.settle()
            #expect(bench.effects == [.pending])
            guard case .accepted(let admission) = await bench.admit(password: "secret", isSecure: true) else { return }
            let secure = MemoryConnection()
            secure.chargePoint = bench.registry.connect(admission, secure)
            #expect(await eventually { bench.effects == [.seen] })
        }
    }

    @Test func `trap 29: nobody lowers a station's profile below its minimum`() async throws {
        var station = StationRecord.sample()
        station.minimumSecurityProfile = .password
        station.passwordVerifier = Array("secret".utf8)
        try await RegistryBench([station]).running { bench in
            _ = try #require(await bench.connect(password: "secret"))
            let refusal = await bench.refusal {
                _ = try await bench.carryOut(.changeConfiguration(key: "securityProfile", value: "0"))
            }
            #expect(refusal?.code == .badInput && refusal?.message.contains("below 1") == true)
        }
    }

    @Test(arguments: ["", "4", "-1", "two", "2 "])
    func `a profile is a number of the standard`(value: String) async {
        #expect(throws: ChargingError.self) {
            try StationOperation.changeConfiguration(key: "SecurityProfile", value: value)
        }
    }
}
