import Charging
import Foundation
import GraphQL
import JSON

/// The root fields that may be asked for without a token and without a cookie.
package let openFields: Set<String> = [
    "createCaptcha", "requestSignInCode", "signIn", "completeSignIn", "requestPasswordReset", "resetPassword",
    "acceptInvitation",
]

extension ResolverGroup<APIContext> {
    static var accountMutations: KeyValuePairs<String, FieldResolver<APIContext>> {
        [
            "createCaptcha": createCaptcha, "requestSignInCode": requestSignInCode, "signIn": signInMutation,
            "completeSignIn": completeSignIn, "signOut": signOut, "requestPasswordReset": requestPasswordReset,
            "resetPassword": resetPassword, "acceptInvitation": acceptInvitation, "endSession": endSession,
            "changePassword": changePassword, "deleteAccount": deleteAccount, "savePreference": savePreference,
            "updateProfile": updateProfile,
            "setUpSecondFactor": setUpSecondFactor, "confirmSecondFactor": confirmSecondFactor,
            "turnOffSecondFactor": turnOffSecondFactor, "createToken": createToken, "revokeToken": revokeToken,
            "inviteUser": inviteUser, "repeatInvitation": repeatInvitation, "updateUser": updateUser,
            "deleteUsers": deleteUsers, "removeSecondFactor": removeSecondFactor,
            "createOrganization": createOrganization, "updateOrganization": updateOrganization,
        ]
    }

    static var accountPayloads: [ResolverGroup<APIContext>] {
        var captcha = ResolverGroup<APIContext>("Captcha")
        captcha["id"] = .leaf(on: CaptchaObject.self) { captchas, _, _ in .strings([captchas.batch.captcha.id]) }
        captcha["image"] = .leaf(on: CaptchaObject.self) { captchas, _, _ in
            .strings(["data:image/png;base64," + Data(captchas.batch.captcha.image).base64EncodedString()])
        }
        captcha["expiresAt"] = .leaf(on: CaptchaObject.self) { captchas, _, _ in
            .timestamps([captchas.batch.captcha.expiresAt])
        }
        var signIn = ResolverGroup<APIContext>("SignInPayload")
        signIn["isSignedIn"] = .leaf(on: SignInObject.self) { results, _, _ in .booleans([results.batch.isSignedIn]) }
        signIn["secondFactor"] = .leaf(on: SignInObject.self) { results, _, _ in .strings([results.batch.ticket]) }
        var mail = ResolverGroup<APIContext>("MailPayload")
        mail["validMinutes"] = .leaf(on: MailObject.self) { mails, _, _ in .integers([mails.batch.validMinutes]) }
        var account = ResolverGroup<APIContext>("AccountPayload")
        account["isSignedOut"] = .leaf(on: Done.self) { _, _, _ in .booleans([true]) }
        var viewer = ResolverGroup<APIContext>("ViewerPayload")
        viewer["viewer"] = viewerOfPayload
        return [captcha, signIn, mail, account, viewer] + secondFactorPayloads
    }

    private static var secondFactorPayloads: [ResolverGroup<APIContext>] {
        var setUp = ResolverGroup<APIContext>("SetUpSecondFactorPayload")
        setUp["secret"] = .leaf(on: KeyObject.self) { keys, _, _ in .strings([keys.batch.key.secret]) }
        setUp["uri"] = .leaf(on: KeyObject.self) { keys, _, _ in .strings([keys.batch.key.uri]) }
        var confirm = ResolverGroup<APIContext>("ConfirmSecondFactorPayload")
        confirm["recoveryCodes"] = .leaf(on: Shown.self) { shown, _, _ in
            .lists(of: .strings(shown.batch.secrets), offsets: [0, Int32(clamping: shown.batch.secrets.count)])
        }
        var token = ResolverGroup<APIContext>("CreateTokenPayload")
        token["token"] = .leaf(on: Shown.self) { shown, _, _ in .strings(shown.batch.secrets) }
        token["viewer"] = .object(on: Shown.self) { _, _, context in .one(ViewerObject(viewer: context.viewer)) }
        return [setUp, confirm, token]
    }

    private static var viewerOfPayload: FieldResolver<APIContext> {
        .object(on: Done.self) { _, _, context in .one(ViewerObject(viewer: context.viewer)) }
    }
}

/// A change that has nothing to show of itself.
struct Done: ObjectBatch {
    var count: Int { 1 }
}

/// Secrets that are shown once.
struct Shown: ObjectBatch {
    let secrets: [String]
    var count: Int { 1 }
}

struct CaptchaObject: ObjectBatch {
    let captcha: Captcha
    var count: Int { 1 }
}

struct SignInObject: ObjectBatch {
    let isSignedIn: Bool
    let ticket: String?
    var count: Int { 1 }
}

struct MailObject: ObjectBatch {
    let validMinutes: Int64
    var count: Int { 1 }
}

struct KeyObject: ObjectBatch {
    let key: AuthenticatorKey
    var count: Int { 1 }
}
