import Charging
import ChargingStore
import Postgres
import Testing

@testable import Identity

@Suite("Signing in", .timeLimit(.minutes(2)))
struct SignInTests {
    @Test func `the right password opens a session that is the person's`() async throws {
        try await IdentityBench.run { bench in
            let (viewer, cookie) = try await bench.session()
            #expect(viewer.userID == bench.user && viewer.role == .manager && viewer.credential == .session)
            #expect(cookie.token.hasPrefix("sms_"))
            #expect(try await bench.outcomes() == ["SIGNED_IN"])
        }
    }

    @Test func `everything that is wrong is refused in the same words`() async throws {
        try await IdentityBench.run { bench in
            let neutral = "E-mail, password or characters are not right."
            let right = try await bench.desk.makeCaptcha(bench.origin)
            let attempts: [(String, String, SignInCredentials.Proof)] = [
                (IdentityBench.email, "another password", try await bench.proof()),
                ("nobody@example.com", IdentityBench.password, try await bench.proof()),
                (IdentityBench.email, IdentityBench.password, .captcha(id: right.id, text: "WRONG")),
                (IdentityBench.email, IdentityBench.password, .captcha(id: "made up", text: "ACDEFH")),
                (IdentityBench.email, IdentityBench.password, .mailedCode("12345678")),
            ]
            for (email, password, proof) in attempts {
                let said = try await bench.refusalOfSignIn(email: email, password: password, proof: proof)
                #expect(said == neutral)
            }
        }
    }

    @Test func `a picture is good once, whether it was read right or wrong`() async throws {
        try await IdentityBench.run { bench in
            let used = try await bench.proof()
            _ = try await bench.signIn(proof: used)
            #expect(try await bench.refusalOfSignIn(proof: used).hasPrefix("E-mail"))
            guard case .captcha(let id, let text) = try await bench.proof() else { throw BenchFailure() }
            _ = try await bench.refusalOfSignIn(proof: .captcha(id: id, text: "WRONG"))
            let again = try await bench.refusalOfSignIn(proof: .captcha(id: id, text: text))
            #expect(again.hasPrefix("E-mail"))
            let late = try await bench.proof()
            bench.clock.advance(by: .seconds(601))
            #expect(try await bench.refusalOfSignIn(proof: late).hasPrefix("E-mail"))
        }
    }

    @Test func `after ten failures an account waits, from wherever, also with the right password`() async throws {
        try await IdentityBench.run { bench in
            for number in 0..<10 {
                _ = try await bench.refusalOfSignIn(password: "wrong", from: "192.0.2.\(number)")
            }
            // However long that took: passwords are slow on purpose.
            _ = try await bench.client.query("UPDATE sign_in_events SET occurred_at = now()")
            let said = try await bench.refusalOfSignIn(from: "192.0.2.200")
            #expect(said == "Too many attempts. Try again in 15 minutes.")
            #expect(try await bench.outcomes().count == 10)
            _ = try await bench.client.query("UPDATE sign_in_events SET occurred_at = now() - interval '16 minutes'")
            _ = try await bench.session()
        }
    }

    @Test func `attempts at the same time count each other`() async throws {
        try await IdentityBench.run { bench in
            let refusals = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<16 {
                    group.addTask {
                        try await bench.refusalOfSignIn(password: "wrong", from: "192.0.2.\(number)")
                    }
                }
                return try await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(refusals.count { $0.hasPrefix("E-mail") } == 10)
            #expect(refusals.count { $0.hasPrefix("Too many") } == 6)
        }
    }

    @Test func `who is inactive does not sign in, and is out`() async throws {
        try await IdentityBench.run { bench in
            let (_, cookie) = try await bench.session()
            _ = try await bench.client.query("UPDATE users SET is_active = false")
            #expect(try await bench.viewer(cookie) == nil)
            #expect(try await bench.refusalOfSignIn().hasPrefix("E-mail"))
        }
    }

    @Test func `a session ends by signing out, by its age, and when it is not used`() async throws {
        try await IdentityBench.run { bench in
            let (viewer, cookie) = try await bench.session()
            try await bench.desk.signOut(viewer, bench.origin)
            #expect(try await bench.viewer(cookie) == nil)
            let (_, second) = try await bench.session()
            _ = try await bench.client.query("UPDATE api_tokens SET last_used_at = now() - interval '13 hours'")
            #expect(try await bench.viewer(second) == nil)
            let (_, third) = try await bench.session()
            _ = try await bench.client.query("UPDATE api_tokens SET expires_at = now()")
            #expect(try await bench.viewer(third) == nil)
            #expect(try await bench.outcomes() == ["SIGNED_IN", "SIGNED_OUT", "SIGNED_IN", "SIGNED_IN"])
        }
    }

    @Test func `a code that was mailed stands in for the picture, once`() async throws {
        try await IdentityBench.run { bench in
            try await bench.desk.requestSignInCode(email: "ADA@EXAMPLE.COM", language: .german, bench.origin)
            let text = try #require(try await bench.mails().first)
            #expect(text.contains("Ihr Code zum Anmelden"))
            let code = try #require(
                text.split(whereSeparator: { !$0.isNumber }).map(String.init).first { $0.count == 8 })
            _ = try await bench.signIn(proof: .mailedCode(code))
            #expect(try await bench.refusalOfSignIn(proof: .mailedCode(code)).hasPrefix("E-mail"))
            try await bench.desk.requestSignInCode(email: "nobody@example.com", language: nil, bench.origin)
            #expect(try await bench.mails().count == 1)
        }
    }
}
