import Certificates
import Foundation
import JSON
import TestSupport
import Testing

@testable import Stationmaster

@Suite("TLS identity", .timeLimit(.minutes(1)))
struct TLSIdentityTests {
    private let files: TLSFiles
    private let lines = LogBook()

    init() throws { files = try TLSFiles() }

    private func load(clock: ManualClock = ManualClock()) async throws -> TLSIdentity {
        return try await TLSIdentity.load(
            files.settings, authority: nil, clock: clock, now: { .now }, logger: lines.logger)
    }

    private func replace(certificate: String? = nil, key: String? = nil) throws {
        if let certificate { try files.command.write("server.pem", try files.command.text(certificate)) }
        if let key { try files.command.write("server.key", try files.command.text(key)) }
    }

    @Test func `complaint 41: a new certificate is used from the next handshake on, and a new authority is spoken of`()
        async throws
    {
        let identity = try await load()
        let before = identity.context
        await identity.look()
        #expect(identity.context === before)
        try files.make("new", "rsa:2048")
        try replace(certificate: "new.pem", key: "new.key")
        await identity.look()
        #expect(identity.context !== before)
        #expect(identity.chain.map(\.subject) == ["CN=new.example"])
        #expect(lines.messages.count { $0.contains("of another authority") } == 1)
    }

    @Test func `a certificate whose key has not come yet changes nothing, and is looked at again`() async throws {
        let identity = try await load()
        let before = identity.context
        try files.make("new", "prime256v1")
        try replace(certificate: "new.pem")
        await identity.look()
        await identity.look()
        #expect(identity.context === before)
        #expect(identity.warning?.contains("STATIONMASTER_TLS_KEY") == true)
        #expect(lines.messages.count { $0.contains("is not used") } == 1)
        try replace(key: "new.key")
        await identity.look()
        #expect(identity.context !== before && identity.warning == nil)
    }

    @Test func `files that are gone change nothing`() async throws {
        let identity = try await load()
        let before = identity.context
        try FileManager.default.removeItem(atPath: files.path("server.pem"))
        await identity.look()
        #expect(identity.context === before && identity.warning != nil)
    }

    @Test func `it looks again and again while it runs`() async throws {
        let clock = ManualClock()
        let identity = try await load(clock: clock)
        let before = identity.context
        try files.make("new", "prime256v1")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await identity.run() }
            #expect(await eventually { clock.sleeperCount > 0 })
            try replace(certificate: "new.pem", key: "new.key")
            #expect(
                await eventually {
                    clock.advance(by: TLSIdentity.interval)
                    return identity.context !== before
                })
            group.cancelAll()
        }
    }
}
