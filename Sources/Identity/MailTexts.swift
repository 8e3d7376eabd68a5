package import Charging

/// The mails of the server, in every language that it speaks.
///
/// One table: a mail is a case, and each language has to have it.
package enum MailText: Sendable {
    case resetPassword(link: String)
    case invitation(link: String, organization: String)
    case signInCode(String)
    case passwordChanged

    package func subject(in language: Language) -> String { words(in: language).subject }
    package func body(in language: Language) -> String { words(in: language).body }

    private func words(in language: Language) -> (subject: String, body: String) {
        switch language {
        case .english: english
        case .german: german
        case .french: french
        }
    }

    private var english: (subject: String, body: String) {
        switch self {
        case .resetPassword(let link):
            (
                "Set a new password",
                """
                Somebody asked for a new password for your account. If it was you, set it here:

                \(link)

                The link is good once, for 24 hours. If it was not you, nothing needs to be done; your password stays.
                """
            )
        case .invitation(let link, let organization):
            (
                "Your account at \(organization)",
                """
                An account was made for you at \(organization). Set your password here:

                \(link)

                The link is good once, for seven days.
                """
            )
        case .signInCode(let code):
            (
                "Your code to sign in",
                """
                Your code to sign in is \(code).

                It is good once, for ten minutes. If you did not ask for it, nothing needs to be done.
                """
            )
        case .passwordChanged:
            (
                "Your password was changed",
                """
                The password of your account was changed, and it was signed out everywhere else.

                If it was not you, set a new password at once by "Forgot password" and tell your administrator.
                """
            )
        }
    }

    private var german: (subject: String, body: String) {
        switch self {
        case .resetPassword(let link):
            (
                "Neues Passwort setzen",
                """
                Für Ihr Konto wurde ein neues Passwort angefordert. Wenn Sie das waren, setzen Sie es hier:

                \(link)

                Der Link gilt einmal und 24 Stunden lang. Wenn Sie es nicht waren, müssen Sie nichts tun; Ihr Passwort bleibt.
                """
            )
        case .invitation(let link, let organization):
            (
                "Ihr Konto bei \(organization)",
                """
                Für Sie wurde ein Konto bei \(organization) angelegt. Setzen Sie hier Ihr Passwort:

                \(link)

                Der Link gilt einmal und sieben Tage lang.
                """
            )
        case .signInCode(let code):
            (
                "Ihr Code zum Anmelden",
                """
                Ihr Code zum Anmelden lautet \(code).

                Er gilt einmal und zehn Minuten lang. Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun.
                """
            )
        case .passwordChanged:
            (
                "Ihr Passwort wurde geändert",
                """
                Das Passwort Ihres Kontos wurde geändert, und es wurde überall sonst abgemeldet.

                Wenn Sie das nicht waren, setzen Sie sofort über „Passwort vergessen“ ein neues und informieren Sie Ihre Verwaltung.
                """
            )
        }
    }

    private var french: (subject: String, body: String) {
        switch self {
        case .resetPassword(let link):
            (
                "Définir un nouveau mot de passe",
                """
                Un nouveau mot de passe a été demandé pour votre compte. Si c’était vous, définissez-le ici :

                \(link)

                Le lien est valable une fois, pendant 24 heures. Sinon, vous n’avez rien à faire ; votre mot de passe reste.
                """
            )
        case .invitation(let link, let organization):
            (
                "Votre compte chez \(organization)",
                """
                Un compte a été créé pour vous chez \(organization). Définissez votre mot de passe ici :

                \(link)

                Le lien est valable une fois, pendant sept jours.
                """
            )
        case .signInCode(let code):
            (
                "Votre code de connexion",
                """
                Votre code de connexion est \(code).

                Il est valable une fois, pendant dix minutes. Si vous ne l’avez pas demandé, vous n’avez rien à faire.
                """
            )
        case .passwordChanged:
            (
                "Votre mot de passe a été modifié",
                """
                Le mot de passe de votre compte a été modifié et il a été déconnecté partout ailleurs.

                Si ce n’était pas vous, définissez-en un nouveau par « Mot de passe oublié » et prévenez votre administration.
                """
            )
        }
    }
}
