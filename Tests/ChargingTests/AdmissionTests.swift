import JSON
import TestSupport
import Testing

@testable import Charging

@Suite("Admission", .timeLimit(.minutes(1)))
struct AdmissionTests {
    @Test func `a known station is let in with what it offers`() async throws {
        try await RegistryBench().running { bench in
            guard case .accepted(let admission) = await bench.admit(offering: ["ocpp2.0.1", "ocpp1.6"]) else {
                Issue.record("not admitted")
                return
            }
            #expect(admission.subprotocol == "ocpp1.6")
            #expect(!admission.isAuthenticated)
        }
    }

    @Test func `trap 5: one that offers no sub-protocol is taken as 1.6, one with only unknown ones is not`()
        async throws
    {
        try await RegistryBench().running { bench in
            guard case .accepted(let silent) = await bench.admit(offering: []) else {
                Issue.record("not admitted")
                return
            }
            #expect(silent.subprotocol == nil)
            guard case .noCommonSubprotocol = await bench.admit(offering: ["soap", "ocpp2.0.1"]) else {
                Issue.record("admitted")
                return
            }
        }
    }

    @Test(arguments: ["CP-2", "", "a/b", "\u{7}", String(repeating: "x", count: 49)])
    func `an id that is not onboarded is unknown`(id: String) async throws {
        try await RegistryBench().running { bench in
            #expect(await bench.admit(id) == .unknownChargePoint)
        }
    }

    @Test func `a station with a password is let in with it only`() async throws {
        try await RegistryBench([.sample(password: "correct horse")]).running { bench in
            #expect(await bench.admit() == .badCredentials)
            #expect(await bench.admit(password: "wrong") == .badCredentials)
            guard case .accepted(let admission) = await bench.admit(password: "correct horse") else {
                Issue.record("not admitted")
                return
            }
            #expect(admission.isAuthenticated)
        }
    }

    @Test(arguments: [
        (SecurityProfile.unproven, true, true, true), (.password, false, true, true),
        (.passwordOverTLS, false, false, true), (.clientCertificate, false, false, false),
    ])
    func `the minimum security profile holds`(profile: SecurityProfile, open: Bool, basic: Bool, secure: Bool)
        async throws
    {
        var configuration = RegistryConfiguration.quiet
        configuration.minimumSecurityProfile = profile
        let stations: [StationRecord] = [.sample(), .sample(2, chargePointID: "CP-2", password: "secret")]
        try await RegistryBench(stations, configuration: configuration).running { bench in
            #expect(await bench.admit().isAccepted == open)
            #expect(await bench.admit("CP-2", password: "secret").isAccepted == basic)
            #expect(await bench.admit("CP-2", password: "secret", isSecure: true).isAccepted == secure)
        }
    }

    @Test func `passwords cannot be tried at leisure, and others are not locked out by it`() async throws {
        try await RegistryBench([.sample(password: "secret")]).running { bench in
            for _ in 0..<10 { #expect(await bench.admit(password: "guess") == .badCredentials) }
            #expect(await bench.admit(password: "secret") == .tooManyFailures(retryAfter: .seconds(60)))
            #expect(await bench.admit(password: "secret", from: "192.0.2.2").isAccepted)
            bench.time.advance(by: .seconds(61))
            #expect(await bench.admit(password: "secret").isAccepted)
        }
    }

    @Test func `while the database is away everybody is told to come later`() async throws {
        try await RegistryBench().running { bench in
            bench.database.isAway = true
            guard case .unavailable(let wait) = await bench.admit() else {
                Issue.record("decided without the database")
                return
            }
            #expect(wait >= .seconds(5) && wait <= .seconds(15))
        }
    }

    @Test func `a start without the database is repeated until it is there`() async throws {
        let bench = RegistryBench()
        bench.database.isAway = true
        try await bench.running { bench in
            #expect(await eventually { bench.clock.sleeperCount > 0 })
            #expect(!bench.registry.isReady)
            bench.database.isAway = false
            #expect(
                await eventually {
                    bench.clock.advance(by: .seconds(1))
                    return bench.registry.isReady
                })
            #expect(await bench.admit().isAccepted)
        }
    }

    @Test func `a server that is told to stop before the database came does stop`() async throws {
        let bench = RegistryBench()
        bench.database.isAway = true
        try await bench.running { _ in }
        #expect(!bench.registry.isReady)
    }

    @Test func `the table of failures is bounded`() {
        var failures = AuthenticationFailures(limit: 1, capacity: 100)
        let now = Timestamp(microseconds: 0)
        for number in 0..<1000 {
            failures.failed("CP-\(number)", from: nil, now: now.advanced(by: .milliseconds(number)))
        }
        #expect(failures.count <= 100)
        #expect(failures.wait(of: "CP-999", from: nil, now: now) != nil)
    }
}

extension AdmissionDecision {
    var isAccepted: Bool { if case .accepted = self { true } else { false } }
}
