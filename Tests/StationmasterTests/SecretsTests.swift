import Charging
import Foundation
import Identity
@testable import Stationmaster
import Testing

@Suite("Secrets")
struct SecretsTests {
    private let vault = StationCredentialVault(SecretKey(bytes: Array(0..<32)))

    @Test func `a stored password verifies, and nothing else does`() throws {
        let stored = try vault.store(Array("a-long-password".utf8))
        #expect(vault.verifies(Array("a-long-password".utf8), against: stored.verifier))
        #expect(!vault.verifies(Array("a-long-passwore".utf8), against: stored.verifier))
        #expect(!vault.verifies([], against: stored.verifier))
        #expect(!vault.verifies(Array("a-long-password".utf8), against: []))
    }

    @Test func `another server's key verifies nothing`() throws {
        let stored = try vault.store(Array("a-long-password".utf8))
        let other = StationCredentialVault(SecretKey(bytes: Array(1...32)))
        #expect(!other.verifies(Array("a-long-password".utf8), against: stored.verifier))
    }

    @Test func `the stored form does not hold the password and is another each time`() throws {
        let password = Array("a-long-password".utf8)
        let first = try vault.store(password)
        #expect(try vault.store(password).encrypted != first.encrypted)
        #expect(!String(decoding: first.encrypted, as: UTF8.self).contains("a-long-password"))
    }

    @Test func `the key file is made once, for its owner alone, and read again`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "key-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let first = StationCredentialVault(try SecretKey.load(from: path, mayCreate: true))
        let again = StationCredentialVault(try SecretKey.load(from: path, mayCreate: false))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(again.verifies([1, 2, 3], against: try first.store([1, 2, 3]).verifier))
    }

    @Test func `a key file that is missing or too short is refused`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "key-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: SettingError.self) { try SecretKey.load(from: path, mayCreate: false) }
        try Data([1, 2, 3]).write(to: URL(filePath: path))
        #expect(throws: SettingError.self) { try SecretKey.load(from: path, mayCreate: true) }
    }

    @Test func `tokens are long, distinct and recognisable`() {
        let tokens = Set((0..<100).map { _ in BearerToken.make() })
        #expect(tokens.count == 100)
        #expect(tokens.allSatisfy { $0.hasPrefix("sm_") && $0.utf8.count == 46 })
    }
}
