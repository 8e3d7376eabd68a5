import Charging
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import WebSockets

/// What a request shows who sends it with: a token in `Authorization`, or the cookie of a browser's session.
struct RequestCredential {
    static let cookieName = "stationmaster_session"

    var authorization: String?
    var cookies: [String]
    var origin: String?
    var fetchSite: String?
    var host: String?
    /// Of a method that changes nothing, where browsers name no origin.
    var isSafe: Bool

    /// - Returns: nil where there is none, and for a cookie that another site made the browser send.
    var token: String? {
        if let bearer = Self.bearer(authorization) { return bearer.hasPrefix(BearerToken.sessionPrefix) ? nil : bearer }
        guard comesFromOurPages, let token = sessionToken, token.hasPrefix(BearerToken.sessionPrefix) else {
            return nil
        }
        return token
    }

    static func bearer(_ authorization: String?) -> String? {
        guard let authorization, authorization.prefix(7).lowercased() == "bearer " else { return nil }
        return authorization.dropFirst(7).trimmingCharacters(in: .whitespaces)
    }

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")

    private var sessionToken: String? {
        for field in cookies {
            for pair in field.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == Self.cookieName else {
                    continue
                }
                return parts[1].trimmingCharacters(in: .whitespaces)
            }
        }
        return nil
    }

    /// The origin is compared without its scheme, which a proxy in front may have taken off.
    private var comesFromOurPages: Bool {
        guard let host, !host.isEmpty else { return false }
        guard let origin else { return isSafe && (fetchSite == "same-origin" || fetchSite == "none") }
        let parts = origin.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 && parts[1].isEmpty && ["http:", "https:"].contains(parts[0])
            && parts[2].lowercased() == host.lowercased()
    }
}

extension RequestCredential {
    init(_ request: Request) {
        self.init(
            authorization: request.headers[.authorization], cookies: request.headers[values: .cookie],
            origin: request.headers[.origin],
            fetchSite: Self.fetchSite.flatMap { request.headers[$0] }, host: request.head.authority,
            isSafe: request.method == .get)
    }

    init(_ request: UpgradeRequest) {
        // A browser names the origin of every WebSocket.
        self.init(
            authorization: request.headers("Authorization").first, cookies: request.headers("Cookie"),
            origin: request.headers("Origin").first, fetchSite: nil, host: request.headers("Host").first, isSafe: false)
    }
}

extension SessionCookie {
    /// The field that sets it: out of reach of scripts, and not sent by what other sites post.
    func field(isSecure: Bool) -> String {
        Self.field(token, seconds: lifetime.components.seconds, isSecure: isSecure)
    }

    static func clearingField(isSecure: Bool) -> String { field("", seconds: 0, isSecure: isSecure) }

    private static func field(_ value: String, seconds: Int64, isSecure: Bool) -> String {
        "\(RequestCredential.cookieName)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax"
            + (isSecure ? "; Secure" : "")
    }
}
