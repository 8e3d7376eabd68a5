import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var createCaptcha: FieldResolver<APIContext> {
        .loadObject { _, context in
            .one(CaptchaObject(captcha: try await context.identity.makeCaptcha(context.origin)))
        }
    }

    static var requestSignInCode: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            try await context.identity.requestSignInCode(
                email: try input.email(), language: try input.language(), context.origin)
            return .one(MailObject(validMinutes: 10))
        }
    }

    static var signInMutation: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.requester.requireCookies()
            let input = InputReader(field.object("input"))
            let proof: SignInCredentials.Proof
            if let code = try input.text("mailedCode", length: 1...20) {
                proof = .mailedCode(code)
            } else {
                proof = .captcha(
                    id: try input.required("captchaId", try input.text("captchaId", length: 1...400)),
                    text: try input.required("captchaText", try input.text("captchaText", length: 0...40)))
            }
            let credentials = SignInCredentials(
                email: try input.email(),
                password: try input.required("password", try input.text("password", length: 0...200)), proof: proof)
            return .one(context.answer(try await context.identity.signIn(credentials, context.origin)))
        }
    }

    static var completeSignIn: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.requester.requireCookies()
            let input = InputReader(field.object("input"))
            let result = try await context.identity.completeSignIn(
                ticket: try input.required("secondFactor", try input.text("secondFactor", length: 1...400)),
                code: try input.required("code", try input.text("code", length: 0...40)), context.origin)
            return .one(context.answer(result))
        }
    }

    static var signOut: FieldResolver<APIContext> {
        .loadObject { _, context in
            try context.requester.requireCookies()
            try await context.identity.signOut(context.viewer, context.origin)
            context.requester.change(cookie: .cleared)
            return .one(Done())
        }
    }

    static var requestPasswordReset: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            try await context.identity.requestPasswordReset(
                email: try input.email(), language: try input.language(), context.origin)
            return .one(MailObject(validMinutes: 24 * 60))
        }
    }

    static var resetPassword: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            try await context.identity.resetPassword(
                token: try input.token(), password: try input.newPassword("password"), context.origin)
            return .one(Done())
        }
    }

    static var acceptInvitation: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            try await context.identity.acceptInvitation(
                token: try input.token(), password: try input.newPassword("password"), names: try input.names(),
                context.origin)
            return .one(Done())
        }
    }
}

extension APIContext {
    var identity: any IdentityControl { services.identity }
    var origin: RequestOrigin { requester.origin }

    fileprivate func answer(_ result: SignInResult) -> SignInObject {
        switch result {
        case .signedIn(let cookie):
            requester.change(cookie: .set(cookie))
            return SignInObject(isSignedIn: true, ticket: nil)
        case .needsSecondFactor(let ticket):
            return SignInObject(isSignedIn: false, ticket: ticket)
        }
    }
}

extension InputReader {
    /// - Throws: only for what could be nobody's, so that the answer tells nothing of who has an account.
    func email() throws -> String {
        let text = try required("email", try name("email", upTo: 254))
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), text.utf8.count <= 254,
            text.unicodeScalars.allSatisfy({ $0.value > 32 && $0 != "<" && $0 != ">" && $0 != "," })
        else { throw refusal("email", "is not an e-mail address.") }
        return text
    }

    func language() throws -> Language? { try word("language", as: Language.self) }

    func newPassword(_ name: String) throws -> String {
        let password = try required(name, try text(name, length: 0...200))
        guard (10...200).contains(password.utf8.count) else {
            throw refusal(name, "has \(password.utf8.count) bytes; 10 to 200 are allowed.")
        }
        return password
    }

    func names() throws -> PersonNames {
        PersonNames(first: try name("firstName", upTo: 100), last: try name("lastName", upTo: 100))
    }

    fileprivate func token() throws -> String { try required("token", try text("token", length: 1...100)) }
}
