import Charging
import ChargingStore
import Foundation
import JSON
import Postgres
import Testing

@testable import Identity

@Suite("Passwords and second factors", .timeLimit(.minutes(2)))
struct PasswordTests {
    @Test func `a link sets a password once and ends every session`() async throws {
        try await IdentityBench.run { bench in
            let (_, cookie) = try await bench.session()
            try await bench.desk.requestPasswordReset(email: IdentityBench.email, language: nil, bench.origin)
            let token = try await bench.link("reset")
            try await bench.desk.resetPassword(token: token, password: "a new password", bench.origin)
            #expect(try await bench.viewer(cookie) == nil)
            _ = try await bench.signIn(password: "a new password")
            let again = try await bench.refusal {
                try await bench.desk.resetPassword(token: token, password: "another password", bench.origin)
            }
            #expect(again.hasPrefix("This link was used already"))
        }
    }

    @Test func `the last link is the one that is good, for a day`() async throws {
        try await IdentityBench.run { bench in
            try await bench.desk.requestPasswordReset(email: IdentityBench.email, language: nil, bench.origin)
            let first = try await bench.link("reset")
            try await bench.desk.requestPasswordReset(email: IdentityBench.email, language: nil, bench.origin)
            let second = try await bench.link("reset")
            _ = try await bench.client.query("UPDATE mailed_secrets SET expires_at = expires_at - interval '24 hours'")
            for token in [first, second] {
                let said = try await bench.refusal {
                    try await bench.desk.resetPassword(token: token, password: "a new password", bench.origin)
                }
                #expect(said.hasPrefix("This link"))
            }
        }
    }

    @Test func `a mail is promised to everybody, and few go out`() async throws {
        try await IdentityBench.run { bench in
            try await bench.desk.requestPasswordReset(email: "nobody@example.com", language: nil, bench.origin)
            for _ in 0..<3 {
                try await bench.desk.requestPasswordReset(email: IdentityBench.email, language: nil, bench.origin)
            }
            let said = try await bench.refusal {
                try await bench.desk.requestPasswordReset(email: IdentityBench.email, language: nil, bench.origin)
            }
            #expect(said.hasPrefix("Too many attempts"))
            #expect(try await bench.mails().count == 3)
        }
    }

    @Test func `who changes the password stays, by another cookie, and all others are out`() async throws {
        try await IdentityBench.run { bench in
            let (_, other) = try await bench.session()
            let (viewer, cookie) = try await bench.session()
            let wrong = try await bench.refusal {
                _ = try await bench.desk.changePassword(
                    from: "wrong", to: "a new password", viewer: viewer, bench.origin)
            }
            #expect(wrong == "The password is not right.")
            let changed = try await bench.desk.changePassword(
                from: IdentityBench.password, to: "a new password", viewer: viewer, bench.origin)
            #expect(try await bench.viewer(other) == nil)
            #expect(try await bench.viewer(cookie) == nil)
            let cookieNow = try #require(changed)
            #expect(try await bench.viewer(cookieNow) == viewer)
            #expect(try await bench.mails().first?.contains("was changed") == true)
        }
    }

    @Test func `an invitation makes the account its owner's`() async throws {
        try await IdentityBench.run { bench in
            let store = DirectoryStore(Database(bench.client))
            let owner = Viewer(
                userID: bench.user, organizationID: OrganizationID(rawValue: 1), role: .organizationOwner, tokenID: 1)
            let user = try await store.addUser(
                NewUser(
                    email: "eve@example.com", role: .driver, names: PersonNames(first: nil, last: nil),
                    language: .french),
                viewer: owner)
            try await bench.desk.invite(user, by: owner)
            #expect(try await bench.mails().first?.contains("chez Alpha") == true)
            #expect(
                try await bench.refusalOfSignIn(email: "eve@example.com", password: "")
                    .hasPrefix("E-mail"))
            try await bench.desk.acceptInvitation(
                token: try await bench.link("invite"), password: "her own password",
                names: PersonNames(first: "Eve", last: nil), bench.origin)
            _ = try await bench.signIn(email: "eve@example.com", password: "her own password")
            let name = try await bench.client.query("SELECT first_name FROM users WHERE id = \(user.rawValue)")
            #expect(try name.first?.string("first_name") == "Eve")
        }
    }

    @Test func `a second factor is asked for once it was confirmed, and each code passes once`() async throws {
        try await IdentityBench.run { bench in
            let (viewer, _) = try await bench.session()
            let key = try await bench.desk.setUpSecondFactor(
                password: IdentityBench.password, viewer: viewer, bench.origin)
            #expect(key.uri.contains("secret=\(key.secret)"))
            _ = try await bench.session()
            let code = try await bench.code()
            let codes = try await bench.desk.confirmSecondFactor(code: code, viewer: viewer, bench.origin)
            #expect(codes.count == 10)
            #expect(try await bench.complete(code) == "The code is not right, or its time is over.")
            #expect(try await bench.complete("000000") == "The code is not right, or its time is over.")
            bench.clock.advance(by: .seconds(30))
            let next = try await bench.code()
            #expect(try await bench.complete(next) == "signed in")
            #expect(try await bench.complete(codes[0]) == "signed in")
            #expect(try await bench.complete(codes[0]) == "The code is not right, or its time is over.")
            // What was completed is one sign-in and no failure.
            #expect(try await bench.outcomes().count { $0 == "SIGNED_IN" } == 4)
            #expect(try await bench.outcomes().count { $0 == "SECOND_FACTOR_FAILED" } == 6)
            try await bench.desk.turnOffSecondFactor(password: IdentityBench.password, viewer: viewer, bench.origin)
            _ = try await bench.session()
        }
    }

    @Test func `guesses at the second factor are limited like passwords`() async throws {
        try await IdentityBench.run { bench in
            let (viewer, _) = try await bench.session()
            _ = try await bench.desk.setUpSecondFactor(password: IdentityBench.password, viewer: viewer, bench.origin)
            _ = try await bench.desk.confirmSecondFactor(code: try await bench.code(), viewer: viewer, bench.origin)
            guard case .needsSecondFactor(let ticket) = try await bench.signIn() else { throw BenchFailure() }
            var said: [String] = []
            for _ in 0..<11 {
                said.append(
                    try await bench.refusal {
                        _ = try await bench.desk.completeSignIn(ticket: ticket, code: "12", bench.origin)
                    })
            }
            #expect(said.first?.hasPrefix("The code") == true && said.last?.hasPrefix("Too many") == true)
        }
    }

    @Test func `what was sealed for something else completes nothing`() async throws {
        try await IdentityBench.run { bench in
            let captcha = try await bench.desk.makeCaptcha(bench.origin)
            let said = try await bench.refusal {
                _ = try await bench.desk.completeSignIn(ticket: captcha.id, code: "123456", bench.origin)
            }
            #expect(said == "Signing in took too long. Begin again.")
        }
    }
}

extension IdentityBench {
    /// What the authenticator shows now.
    fileprivate func code() async throws -> String {
        let account = try #require(try await desk.store.account(user))
        let key = try desk.secrets.decrypt(try #require(account.totpEncrypted))
        return OneTimeCode(key: Array(try #require(Data(base64Encoded: key))))
            .code(step: clock.now.microseconds / 1_000_000 / 30)
    }

    fileprivate func complete(_ code: String) async throws -> String {
        guard case .needsSecondFactor(let ticket) = try await signIn() else { throw BenchFailure() }
        do {
            guard case .signedIn = try await desk.completeSignIn(ticket: ticket, code: code, origin) else {
                return "asked again"
            }
            return "signed in"
        } catch let error as ChargingError {
            return error.message
        }
    }
}
