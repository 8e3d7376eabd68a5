import JSON
import Synchronization
import TestSupport
import Testing

@testable import Charging

/// Certificates that chargers ask for. The authority is one of words: a request is `CN/O`, in the middle of its Base64.
@Suite("Certificate signing", .timeLimit(.minutes(1)))
struct CertificateSigningTests {
    private let frame =
        #"[2,"s","SignCertificate",{"csr":"-----BEGIN CERTIFICATE REQUEST-----\nMAMCAQU=\n-----END CERTIFICATE REQUEST-----\n"}]"#

    private func running(
        _ identity: RequestedIdentity?, password: String? = "a long password",
        _ body: (RegistryBench, MemoryConnection, MemoryCertificates, CertificateSigning) async throws -> Void
    ) async throws {
        let bench = RegistryBench([.sample(password: password)])
        try await bench.running { bench in
            let charger = try #require(await bench.connect(password: password))
            let records = MemoryCertificates(bench.events, identity)
            let signing = CertificateSigning(
                records: records, authority: records, operations: bench.operations, events: bench.events,
                clock: bench.clock, logger: .silent)
            try await withThrowingTaskGroup { tasks in
                tasks.addTask { try await signing.run() }
                defer { tasks.cancelAll() }
                try await body(bench, charger, records, signing)
            }
        }
    }

    @Test func `a certificate request is answered first, and CertificateSigned comes later`() async throws {
        try await running(RequestedIdentity(commonName: "CP-1", organization: nil)) { bench, charger, records, _ in
            await charger.receive(frame)
            #expect(await charger.frame(0)?.contains(#"[3,"s",{"status":"Accepted"}]"#) == true)
            let sent = try #require(await charger.answer(1, #"{"status":"Accepted"}"#))
            #expect(sent.contains("\"CertificateSigned\"") && sent.contains("signed for CP-1 of Org"))
            #expect(await eventually { bench.statuses == [.accepted] })
            #expect(records.statuses == [.issued])
        }
    }

    @Test(
        arguments: [
            ("CP-1", "Org", true), ("Serial", nil, true), ("CP-2", "Org", false), ("cp-1", nil, false),
            ("CP-1", "Elsewhere", false), ("", nil, false),
        ] as [(String, String?, Bool)])
    func `only a request for the station that sent it is signed without a person`(
        name: String, organization: String?, isSigned: Bool
    ) async throws {
        try await running(RequestedIdentity(commonName: name, organization: organization)) { _, charger, records, _ in
            await charger.receive(frame)
            #expect(await eventually { records.statuses == [isSigned ? .issued : .pending] })
        }
    }

    @Test func `a station that did not prove who it is waits for a person`() async throws {
        try await running(RequestedIdentity(commonName: "CP-1", organization: nil), password: nil) {
            bench, charger, records, signing in
            await charger.receive(frame)
            #expect(await eventually { records.statuses == [.pending] })
            let id = CertificateRequestID(rawValue: 1)
            await #expect(throws: ChargingError.self) {
                try await signing.approve(id, wait: false, viewer: .sample(.support))
            }
            #expect(records.statuses == [.pending])
            _ = try await signing.approve(id, wait: false, viewer: .sample(.installer))
            #expect(records.statuses == [.issued])
            #expect(await charger.frame(1)?.contains("signed for CP-1 of Org") == true)
            // Asked for again, the same is sent again.
            await charger.answer(1, #"{"status":"Rejected"}"#)
            _ = try await signing.approve(id, wait: false, viewer: .sample(.installer))
            #expect(await charger.frame(2)?.contains("signed for CP-1 of Org") == true)
            #expect(records.signed == 1)
        }
    }

    @Test func `what the authority refuses is refused, and cannot be approved`() async throws {
        try await running(nil) { _, charger, records, signing in
            await charger.receive(frame)
            #expect(await eventually { records.statuses == [.refused] })
            await #expect(throws: ChargingError.self) {
                try await signing.approve(CertificateRequestID(rawValue: 1), wait: false, viewer: .sample())
            }
            await #expect(throws: ChargingError.self) {
                try await signing.approve(CertificateRequestID(rawValue: 9), wait: false, viewer: .sample())
            }
        }
    }

    @Test func `a person's refusal decides a request that waits, and no other`() async throws {
        try await running(RequestedIdentity(commonName: "CP-2", organization: nil)) { _, charger, records, signing in
            func refusal(_ id: Int64, as viewer: Viewer) async -> ChargingError? {
                do {
                    try await signing.refuse(
                        CertificateRequestID(rawValue: id), because: "not ours", viewer: viewer)
                    return nil
                } catch {
                    return error as? ChargingError
                }
            }
            await charger.receive(frame)
            #expect(await eventually { records.statuses == [.pending] })
            #expect(await refusal(1, as: .sample(.support))?.code == .forbidden)
            #expect(await refusal(1, as: .sample(.driver))?.code == .forbidden)
            #expect(await refusal(9, as: .sample())?.code == .notFound)
            #expect(records.statuses == [.pending])
            #expect(await refusal(1, as: .sample(.installer)) == nil)
            #expect(records.statuses == [.refused] && records.reasons == ["not ours"])
            let again = await refusal(1, as: .sample(.installer))
            #expect(again?.code == .conflict && again?.message.contains("refused already") == true)
            await #expect(throws: ChargingError.self) {
                try await signing.approve(CertificateRequestID(rawValue: 1), wait: false, viewer: .sample())
            }
            #expect(records.signed == 0)
        }
    }

    @Test func `a request that cannot be signed waits for a person, who sees why and may try again`() async throws {
        try await running(RequestedIdentity(commonName: "CP-1", organization: nil)) { _, charger, records, signing in
            records.breaks(true)
            await charger.receive(frame)
            #expect(await eventually { records.reasons == ["Signing failed: The authority's key cannot be used."] })
            #expect(records.statuses == [.pending])
            let id = CertificateRequestID(rawValue: 1)
            await #expect(throws: NoKey.self) {
                _ = try await signing.approve(id, wait: false, viewer: .sample())
            }
            #expect(records.statuses == [.pending])
            records.breaks(false)
            _ = try await signing.approve(id, wait: false, viewer: .sample())
            #expect(records.statuses == [.issued])
        }
    }

    private func admission(_ bench: RegistryBench) async -> Admission? {
        bench.database.setStanding(
            CertificateStanding(
                isIssuedToStation: true, isRevoked: false, serialNumbers: [], organizationName: "Org"), of: "1", as: 1)
        let own = ClientCertificate(
            names: ["CP-1"], organization: nil, serialNumber: "1", validTo: Timestamp(microseconds: .max), isOwn: true)
        guard case .accepted(let admission) = await bench.admit(isSecure: true, certificate: own) else { return nil }
        return admission
    }

    @Test func `trap 29: what is connected with a certificate that is taken back is closed`() async throws {
        try await running(RequestedIdentity(commonName: "CP-1", organization: nil)) {
            bench, charger, records, signing in
            func revocation(_ viewer: Viewer = .sample(.installer)) async -> ChargingError? {
                do {
                    try await signing.revoke(CertificateRequestID(rawValue: 1), because: "stolen", viewer: viewer)
                    return nil
                } catch {
                    return error as? ChargingError
                }
            }
            #expect(await revocation()?.code == .notFound)
            await charger.receive(frame)
            #expect(await eventually { records.statuses == [.issued] })
            #expect(await revocation(.sample(.support))?.code == .forbidden)
            let own = try #require(await admission(bench)), late = try #require(await admission(bench))
            let connection = bench.open(own)
            #expect(await bench.becomesLive(connection))
            #expect(await revocation() == nil)
            #expect(connection.closeReason == .certificateRevoked)
            #expect(await eventually { bench.row()?.presence == .offline })
            // Admitted before it was taken back, and opened after.
            let tooLate = bench.open(late)
            #expect(await eventually { tooLate.closeReason == .certificateRevoked })
            // Nothing else of the station is touched.
            let other = try #require(await bench.connect(password: "a long password"))
            await other.settle()
            #expect(other.closeReason == nil)
            let again = await revocation()
            #expect(again?.code == .conflict && again?.message == "This certificate was revoked already.")
            // It is not sent again, however often it is asked for.
            await #expect(throws: ChargingError.self) {
                try await signing.approve(CertificateRequestID(rawValue: 1), wait: false, viewer: .sample())
            }
        }
    }

    @Test func `a station gets so many a day, and then waits for a person`() async throws {
        try await running(RequestedIdentity(commonName: "CP-1", organization: nil)) { _, charger, records, _ in
            records.issuedBefore(CertificateSigning.dailyLimit)
            await charger.receive(frame)
            #expect(await eventually { records.statuses == [.pending] })
        }
    }

    @Test func `trap 30: requests that were read together are counted one by one`() async throws {
        try await running(RequestedIdentity(commonName: "CP-1", organization: nil)) { _, charger, records, _ in
            records.issuedBefore(CertificateSigning.dailyLimit - 1)
            records.comesTwice()
            await charger.receive(frame)
            #expect(await eventually { records.statuses.sorted { $0.rawValue < $1.rawValue } == [.issued, .pending] })
        }
    }
}

private struct NoKey: Error {}

/// Requests as the station told them, and an authority that believes the identity that it is given.
private final class MemoryCertificates: CertificateRecords, CertificateAuthority {
    private struct Row {
        var application: CertificateApplication
        var status: CertificateRequestStatus
        var certificate: String?
        var reason: String?
    }
    private struct State {
        var rows: [Row] = []
        var issuedBefore = 0
        var comesTwice = false
        var isBroken = false
        var revoked: Set<Int64> = []
        var signed = 0
    }

    private let events: EventLog
    private let identity: RequestedIdentity?
    private let state = Mutex(State())

    init(_ events: EventLog, _ identity: RequestedIdentity?) {
        self.events = events
        self.identity = identity
    }

    var statuses: [CertificateRequestStatus] { state.withLock { $0.rows.map(\.status) } }
    var reasons: [String?] { state.withLock { $0.rows.map(\.reason) } }
    var signed: Int { state.withLock { $0.signed } }
    /// Each request is another one's twin, in the same round.
    func comesTwice() { state.withLock { $0.comesTwice = true } }
    /// The authority's key cannot be read.
    func breaks(_ isBroken: Bool) { state.withLock { $0.isBroken = isBroken } }
    func issuedBefore(_ count: Int) { state.withLock { $0.issuedBefore = count } }

    func read(_ request: String) async throws -> RequestedIdentity {
        guard let identity else { throw ChargingError(.badInput, "too weak") }
        return identity
    }

    func sign(_ request: String, organization: String) async throws -> IssuedCertificate {
        try state.withLock { state in
            guard !state.isBroken else { throw NoKey() }
            state.signed += 1
        }
        return IssuedCertificate(
            certificate: "signed for \(identity?.commonName ?? "") of \(organization)", serialNumber: "1",
            validFrom: Timestamp(microseconds: 0), validTo: Timestamp(microseconds: 1))
    }

    func applications(limit: Int) async throws -> [CertificateApplication] {
        state.withLock { state in
            events.all.flatMap { event -> [(StationEvent, StationEventID)] in
                guard case .stationEventAdded(let event) = event, event.report.name == "AwaitingSignature" else {
                    return []
                }
                let twin = StationEventID(rawValue: event.id.rawValue + 1_000)
                return [(event, event.id)] + (state.comesTwice ? [(event, twin)] : [])
            }.compactMap { event, id in
                guard !state.rows.contains(where: { $0.application.event == id }) else { return nil }
                return CertificateApplication(
                    event: id, station: event.stationID, organization: event.organizationID,
                    request: event.report.detail ?? "", names: ["CP-1", "Serial"], organizationName: "Org",
                    recentlyIssued: state.issuedBefore)
            }
        }
    }

    func keep(
        _ application: CertificateApplication, identity: RequestedIdentity, reason: String?
    ) async throws -> CertificateRequestID? {
        state.withLock { state in
            if let index = state.rows.firstIndex(where: { $0.application.event == application.event }) {
                state.rows[index].reason = reason
                return CertificateRequestID(rawValue: Int64(index + 1))
            }
            state.rows.append(Row(application: application, status: .pending, reason: reason))
            return CertificateRequestID(rawValue: Int64(state.rows.count))
        }
    }

    func refuse(_ application: CertificateApplication, because reason: String) async throws {
        state.withLock { $0.rows.append(Row(application: application, status: .refused)) }
    }

    func refuse(_ request: CertificateRequestID, because reason: String, viewer: Viewer) async throws -> Bool {
        state.withLock { state in
            let index = Int(request.rawValue) - 1
            guard state.rows.indices.contains(index), state.rows[index].status == .pending else { return false }
            state.rows[index].status = .refused
            state.rows[index].reason = reason
            return true
        }
    }

    func issue(_ request: CertificateRequestID, _ certificate: IssuedCertificate, viewer: Viewer) async throws -> Bool {
        state.withLock { state in
            let index = Int(request.rawValue) - 1
            guard state.rows[index].status == .pending else { return false }
            state.rows[index].status = .issued
            state.rows[index].certificate = certificate.certificate
            return true
        }
    }

    func revoke(
        _ request: CertificateRequestID, because reason: String, viewer: Viewer
    ) async throws -> RevokedCertificate? {
        state.withLock { state in
            guard request.rawValue <= state.rows.count, state.revoked.insert(request.rawValue).inserted else {
                return nil
            }
            let station = state.rows[Int(request.rawValue) - 1].application.station
            return RevokedCertificate(station: station, serialNumber: "1")
        }
    }

    func certificateRequest(_ id: CertificateRequestID, viewer: Viewer) async throws -> KnownCertificateRequest? {
        state.withLock { state in
            guard id.rawValue <= state.rows.count else { return nil }
            let row = state.rows[Int(id.rawValue) - 1]
            return KnownCertificateRequest(
                station: row.application.station, status: row.status, request: row.application.request,
                organizationName: "Org", certificate: row.certificate, isRevoked: state.revoked.contains(id.rawValue))
        }
    }
}
