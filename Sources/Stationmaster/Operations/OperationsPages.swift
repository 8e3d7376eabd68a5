import Charging
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import JSON
import NIOCore
import Postgres

/// The ops port: what operators and their machines look at. JSON by default, HTML to a browser.
struct OperationsPages: Sendable {
    let settings: Settings
    let sources: DebugSources
    let metrics: PrometheusMetrics

    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.get("health/live") { _, _ in Self.text(.ok, "live\n") }
        router.get("health/ready") { _, _ in
            sources.isReady
                ? Self.text(.ok, "ready\n") : Self.text(.serviceUnavailable, "not ready: \(sources.unreadiness)\n")
        }
        let guarded = router.group().add(middleware: OpsGuard(settings: settings))
        guarded.get("metrics") { _, _ in
            var response = Self.text(.ok, metrics.text(pulled: sources.figures()))
            response.headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
            return response
        }
        guarded.get("debug/actors") { request, _ in
            let offset = max(0, request.uri.queryParameters.get("offset", as: Int.self) ?? 0)
            let limit = min(1_000, max(1, request.uri.queryParameters.get("limit", as: Int.self) ?? 500))
            let overview = await sources.overview(offset: offset, limit: limit)
            return Self.answer(overview, title: "Actors", to: request)
        }
        guarded.get("debug/actors/:id") { request, context in
            guard let text = context.parameters.get("id")?.removingPercentEncoding, let id = ChargePointID(text) else {
                return Self.unknown
            }
            if let at = request.uri.queryParameters.get("at"), !at.isEmpty {
                return try await past(of: id, at: at, request)
            }
            guard let actor = await sources.actor(id) else { return Self.unknown }
            return Self.answer(actor, title: id.text, subject: .actor(at: nil), to: request)
        }
        FaultRoutes(isTokenSet: settings.opsToken != nil, registry: sources.registry, faults: sources.faults)
            .addRoutes(to: guarded)
        return router
    }

    private static var unknown: Response { text(.notFound, "no charge point with this id is known here\n") }

    /// What the charge point was at a past moment.
    private func past(of id: ChargePointID, at text: String, _ request: Request) async throws -> Response {
        guard let time = Timestamp(parsing: text) else {
            return Self.text(.badRequest, "at should be a moment such as 2027-01-31T12:00:00Z\n")
        }
        do {
            guard let state = try await sources.actor(id, at: time) else { return Self.unknown }
            return Self.answer(state, title: id.text, subject: .actor(at: text), to: request)
        } catch let error as ChargingError {
            return Self.text(.serviceUnavailable, "\(error.message)\n")
        }
    }

    private static func answer(
        _ value: JSONValue, title: String, subject: DebugPage.Subject = .all, to request: Request
    ) -> Response {
        guard request.headers[.accept]?.contains("text/html") == true else {
            return respond(.ok, value.encoded(), "application/json; charset=utf-8")
        }
        return respond(
            .ok, Array(DebugPage.html(title: title, subject: subject, value).utf8), "text/html; charset=utf-8")
    }

    private static func text(_ status: HTTPResponse.Status, _ text: String) -> Response {
        respond(status, Array(text.utf8), "text/plain; charset=utf-8")
    }

    private static func respond(_ status: HTTPResponse.Status, _ bytes: [UInt8], _ type: String) -> Response {
        var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff"]
        headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// Refuses requests that a web page of somebody else could have caused, and asks for the token where one is set.
struct OpsGuard: RouterMiddleware {
    let settings: Settings

    // Hummingbird's protocol runs on the global executor, not on the caller's as our functions do.
    @concurrent
    func handle(
        _ request: Request, context: BasicRequestContext,
        next: @concurrent (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        if let token = settings.opsToken {
            let presented = RequestCredential.bearer(request.headers[.authorization]) ?? ""
            guard BearerToken.hash(presented) == BearerToken.hash(token) else {
                throw HTTPError(.unauthorized, headers: [.wwwAuthenticate: "Bearer"], message: "send the ops token")
            }
        } else if !Self.isOwnHost(request.head.authority, settings) {
            throw HTTPError(.forbidden, message: "this Host is not served here")
        }
        return try await next(request, context)
    }

    /// A page elsewhere can make a browser's name resolve to loopback, but cannot make it send our Host.
    private static func isOwnHost(_ authority: String?, _ settings: Settings) -> Bool {
        guard let authority else { return false }
        let hosts = ["127.0.0.1", "localhost", "[::1]", settings.opsHost]
        return hosts.contains {
            authority == $0 || authority.hasPrefix($0 + ":") && Int(authority.dropFirst($0.count + 1)) != nil
        }
    }
}
