import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Serves the portal: its pages at their addresses, and its assets under `/assets`.
///
/// An asset's name holds a hash of what is in it, so browsers keep it for good; the page is asked for each time, and
/// answered with 304 when it is the same.
struct PortalRoutes: Sendable {
    private let files: PortalFiles?
    private let imprint: String?

    /// Says so once when there is no portal to serve; the server is complete without one.
    init(resources: Resources, imprint: String?, logger: Logger) {
        self.imprint = imprint
        do {
            files = try PortalFiles(folder: resources.portalFolder)
            if files == nil {
                logger.notice(
                    "the portal is not built; /explorer says how",
                    metadata: ["folder": "\(resources.portalFolder.path)"])
            }
        } catch {
            files = nil
            logger.error("the portal cannot be read", metadata: ["error": "\(error)"])
        }
    }

    init(files: PortalFiles?, imprint: String? = nil) {
        self.files = files
        self.imprint = imprint
    }

    func addRoutes(to router: Router<some RequestContext>) {
        for path in Self.pages + Self.areas.flatMap({ [$0, $0 + "/**"] }) {
            router.get(RouterPath(path)) { request, _ in page(request) }
            router.head(RouterPath(path)) { request, _ in page(request).createHeadResponse() }
        }
        router.get("imprint.txt") { _, _ in
            if let imprint { return Self.text(.ok, imprint) }
            return Response(status: .noContent, headers: Self.safety)
        }
        router.get("assets/:name") { request, context in asset(context.parameters.get("name"), request) }
        router.head("assets/:name") { request, context in
            asset(context.parameters.get("name"), request).createHeadResponse()
        }
    }

    /// Addresses of one page each, without any below them.
    private static let pages = ["", "explorer", "dashboard", "search", "sign-in", "forgot", "privacy", "imprint"]

    /// The first parts of all other addresses. What stands below is the portal's own matter: its router shows the page
    /// that belongs to it, or that there is none.
    private static let areas = [
        "stations", "connectors", "tags", "groups", "reservations", "sessions", "operations", "firmware",
        "certificates", "maintenance", "requests", "notifications", "settings", "account", "reset", "invite",
    ]

    private func page(_ request: Request) -> Response {
        guard let files else {
            return Self.text(
                .notFound, "The portal is not built. Run scripts/build-portal and start the server again.\n")
        }
        let page = files.page(Self.theme(request))
        var headers = Self.safety
        headers[.cacheControl] = "no-cache"
        headers[.eTag] = page.entityTag
        headers[.vary] = "Cookie"
        guard !Self.knows(request, page.entityTag) else { return Response(status: .notModified, headers: headers) }
        headers[.contentType] = "text/html; charset=utf-8"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: page.bytes)))
    }

    private func asset(_ name: String?, _ request: Request) -> Response {
        guard let asset = files?.assets[name ?? ""] else {
            return Self.text(.notFound, "There is no such file.\n")
        }
        var headers = Self.safety
        headers[.contentType] = asset.type
        headers[.cacheControl] = "public, max-age=31536000, immutable"
        var bytes = asset.bytes
        if !asset.packed.isEmpty {
            headers[.vary] = "Accept-Encoding"
            if let packed = asset.packed.first(where: { Self.takes($0.coding, request) }) {
                headers[.contentEncoding] = packed.coding
                bytes = packed.bytes
            }
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static func text(_ status: HTTPResponse.Status, _ text: String) -> Response {
        var headers = safety
        headers[.contentType] = "text/plain; charset=utf-8"
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// Scripts, styles and connections of our own origin only, nothing inline, and no frame around us.
    private static let safety: HTTPFields = {
        var headers: HTTPFields = [.xContentTypeOptions: "nosniff"]
        headers[.contentSecurityPolicy] = [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
            "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
        ].joined(separator: "; ")
        for (name, value) in [
            ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ] {
            if let field = HTTPField.Name(name) { headers[field] = value }
        }
        return headers
    }()

    /// The reader's choice, in the cookie that the page sets.
    private static func theme(_ request: Request) -> PortalFiles.Theme {
        for pair in (request.headers[.cookie] ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, parts[0] == "stationmaster_theme" else { continue }
            return PortalFiles.Theme(rawValue: parts[1]) ?? .system
        }
        return .system
    }

    /// RFC 9110, section 13.1.2; the comparison is the weak one.
    private static func knows(_ request: Request, _ entityTag: String) -> Bool {
        guard let known = request.headers[.ifNoneMatch] else { return false }
        return known.split(separator: ",").contains { each in
            let tag = each.trimmingCharacters(in: .whitespaces)
            return tag == "*" || tag == entityTag || tag == "W/" + entityTag
        }
    }

    /// RFC 9110, section 12.5.3: named without a weight of zero. Other weights are not compared: every browser that takes
    /// the smaller coding unpacks it as gladly.
    private static func takes(_ coding: String, _ request: Request) -> Bool {
        (request.headers[.acceptEncoding] ?? "").split(separator: ",").contains { each in
            let parts = each.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
            guard parts.first == coding else { return false }
            guard let weight = parts.dropFirst().first(where: { $0.hasPrefix("q=") }) else { return true }
            return Double(weight.dropFirst(2)) ?? 0 > 0
        }
    }
}
