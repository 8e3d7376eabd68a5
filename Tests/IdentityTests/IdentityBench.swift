import Charging
import ChargingStore
import Crypto
import Foundation
import JSON
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import Identity

/// The desk over a database of its own, with one account and a clock that can be moved.
struct IdentityBench: Sendable {
    static let email = "Ada@example.com"
    static let password = "correct horse battery"

    let desk: IdentityDesk
    let client: PostgresClient
    let user: UserID
    let clock: BenchClock
    let origin = RequestOrigin(address: "192.0.2.1", userAgent: "a browser")

    static func run(_ body: (IdentityBench) async throws -> Void) async throws {
        try await TestDatabase.withMigrated { client, _ in
            let account = NewAccount(
                email: email, role: .manager, organization: "Alpha", passwordHash: try PasswordHash.make(password))
            let user = try await DirectoryStore(Database(client)).createUser(account)
            try await body(IdentityBench(client, user))
        }
    }

    private init(_ client: PostgresClient, _ user: UserID) {
        let root = SymmetricKey(size: .bits256)
        let clock = BenchClock()
        desk = IdentityDesk(
            store: AccountStore(Database(client)),
            key: { HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Data($0.utf8), outputByteCount: 32) },
            publicURL: { "https://csms.example" }, now: { clock.now })
        self.client = client
        self.user = user
        self.clock = clock
    }

    func proof() async throws -> SignInCredentials.Proof {
        let captcha = try await desk.makeCaptcha(origin)
        return .captcha(id: captcha.id, text: try #require(desk.captchas.open(captcha.id, now: clock.now)?.text))
    }

    func signIn(
        email: String = email, password: String = password, proof: SignInCredentials.Proof? = nil,
        from address: String? = nil
    ) async throws -> SignInResult {
        let proof = if let proof { proof } else { try await self.proof() }
        let origin = RequestOrigin(address: address ?? self.origin.address, userAgent: "a browser")
        return try await desk.signIn(
            SignInCredentials(email: email, password: password, proof: proof), origin)
    }

    /// What is said of a sign-in that is refused.
    func refusalOfSignIn(
        email: String = email, password: String = password, proof: SignInCredentials.Proof? = nil,
        from address: String? = nil
    ) async throws -> String {
        do {
            _ = try await signIn(email: email, password: password, proof: proof, from: address)
            return "nothing was refused"
        } catch let error as ChargingError {
            return error.message
        }
    }

    /// Signs in without a second factor.
    func session() async throws -> (viewer: Viewer, cookie: SessionCookie) {
        guard case .signedIn(let cookie) = try await signIn() else { throw BenchFailure() }
        return (try #require(try await viewer(cookie)), cookie)
    }

    func viewer(_ cookie: SessionCookie) async throws -> Viewer? {
        try await ReadStore(Database(client)).viewer(tokenHash: BearerToken.hash(cookie.token))
    }

    /// What was refused, in words.
    func refusal(_ body: () async throws -> Void) async throws -> String {
        do {
            try await body()
            return "nothing was refused"
        } catch let error as ChargingError {
            return error.message
        }
    }

    /// The texts of mails, newest first.
    func mails() async throws -> [String] {
        let rows = try await client.query("SELECT body_encrypted FROM mails ORDER BY id DESC")
        return try rows.map { try desk.mailCipher.decrypt(try $0.bytes("body_encrypted")) }
    }

    /// The last part of the link in the newest mail.
    func link(_ path: String) async throws -> String {
        let text = try #require(try await mails().first)
        let rest = try #require(text.components(separatedBy: "https://csms.example/\(path)/").dropFirst().first)
        return String(rest.prefix { !$0.isWhitespace })
    }

    func outcomes() async throws -> [String] {
        try await client.query("SELECT outcome FROM sign_in_events ORDER BY id").map { try $0.string("outcome") }
    }
}

struct BenchFailure: Error {}

final class BenchClock: Sendable {
    private let time = Mutex(Timestamp(microseconds: Int64(Date().timeIntervalSince1970) * 1_000_000))
    var now: Timestamp { time.withLock { $0 } }
    func advance(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }
}
