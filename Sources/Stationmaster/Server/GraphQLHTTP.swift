import Charging
import ChargingAPI
import Foundation
import GraphQL
import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// GraphQL over HTTP: POST with JSON, and GET for queries.
///
/// Follows the GraphQL-over-HTTP specification: with `application/graphql-response+json` the status tells whether the
/// request itself was good; with `application/json` every well-formed request is answered 200.
struct GraphQLHTTP: Sendable {
    let engine: Engine<APIContext>
    let viewers: ViewerCache
    let makeContext: @Sendable (Viewer) -> APIContext
    let traceAccess: TraceAccess

    func addRoutes(to router: Router<BasicRequestContext>) {
        router.post("graphql") { request, _ in await post(request) }
        router.get("graphql") { request, _ in await get(request) }
    }

    private func post(_ request: Request) async -> Response {
        let mediaType = Self.responseMediaType(request)
        guard let contentType = request.headers[.contentType],
            contentType.split(separator: ";").first?.trimmingCharacters(in: .whitespaces).lowercased()
                == "application/json"
        else {
            return Self.failure(.unsupportedMediaType, "send the request as application/json", "BAD_REQUEST", mediaType)
        }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: GraphQLLimits.maximumBodyBytes)
        } catch is NIOTooManyBytesError {
            return Self.failure(
                .contentTooLarge, "the request is larger than \(GraphQLLimits.maximumBodyBytes) bytes",
                "LIMIT_EXCEEDED", mediaType)
        } catch {
            return Self.failure(.badRequest, "the request ended too early", "BAD_REQUEST", mediaType)
        }
        return await respond(request, mediaType, isReadOnly: false) {
            try GraphQLRequest(parsing: Array(body.readableBytesView))
        }
    }

    private func get(_ request: Request) async -> Response {
        let mediaType = Self.responseMediaType(request)
        let parameters = Self.queryParameters(request.uri.query ?? "")
        guard let query = parameters["query"] else {
            return Self.failure(.badRequest, "the parameter query is missing", "BAD_REQUEST", mediaType)
        }
        return await respond(request, mediaType, isReadOnly: true) {
            var variables = JSONObject()
            if let text = parameters["variables"] {
                guard case .object(let object) = try? JSONValue(parsing: text) else {
                    throw GraphQLError("variables should be a JSON object", code: ErrorCode("BAD_REQUEST"))
                }
                variables = object
            }
            return GraphQLRequest(query: query, operationName: parameters["operationName"], variables: variables)
        }
    }

    private func respond(
        _ request: Request, _ mediaType: String, isReadOnly: Bool, parse: () throws -> GraphQLRequest
    ) async -> Response {
        do {
            guard let token = Self.bearerToken(request), let viewer = try await viewers.viewer(token: token) else {
                return Self.failure(
                    .unauthorized, "send a valid token as Authorization: Bearer …", "UNAUTHENTICATED", mediaType)
            }
            let parsed: GraphQLRequest
            do { parsed = try parse() } catch let error as GraphQLError {
                // No GraphQL request at all, which is 400 in either media type.
                var response = Self.answer(GraphQLResponse(failure: error), mediaType)
                response.status = .badRequest
                return response
            }
            let operation = try engine.prepare(parsed, options: traceAccess.options(for: parsed, of: viewer))
            switch operation.kind {
            case .query: break
            case .mutation where isReadOnly:
                var response = Self.failure(
                    .methodNotAllowed, "a mutation is sent with POST", "BAD_REQUEST", mediaType)
                response.headers[.allow] = "POST"
                return response
            case .mutation: break
            case .subscription:
                return Self.failure(.badRequest, "a subscription is sent over WebSocket", "BAD_REQUEST", mediaType)
            }
            return Self.answer(await operation.answer(in: makeContext(viewer)), mediaType)
        } catch let failure as RequestFailure {
            return Self.answer(failure.response, mediaType)
        } catch let error as GraphQLError {
            return Self.answer(GraphQLResponse(failure: error), mediaType)
        } catch {
            return Self.failure(.serviceUnavailable, "the database is away; try again", "UNAVAILABLE", mediaType)
        }
    }

    /// As forms and URLSearchParams write them: a blank is a plus sign.
    private static func queryParameters(_ query: String) -> [String: String] {
        var parameters: [String: String] = [:]
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.replacing("+", with: " ").removingPercentEncoding ?? "" }
            parameters[parts[0]] = parts.count > 1 ? parts[1] : ""
        }
        return parameters
    }

    static func bearerToken(_ request: Request) -> String? {
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
        return header.dropFirst(7).trimmingCharacters(in: .whitespaces)
    }

    private static let graphQLResponseType = "application/graphql-response+json"

    /// The first of the two media types that the client names; a client that names neither gets the older one.
    private static func responseMediaType(_ request: Request) -> String {
        let accepted = (request.headers[.accept] ?? "").lowercased()
        guard let modern = accepted.range(of: graphQLResponseType) else { return "application/json" }
        if let older = accepted.range(of: "application/json"), older.lowerBound < modern.lowerBound {
            return "application/json"
        }
        return graphQLResponseType
    }

    private static func answer(_ response: GraphQLResponse, _ mediaType: String) -> Response {
        let isRefused = response.isRequestError && mediaType == graphQLResponseType
        return Response(
            status: isRefused ? .badRequest : .ok,
            headers: [.contentType: "\(mediaType); charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: response.bytes)))
    }

    private static func failure(
        _ status: HTTPResponse.Status, _ message: String, _ code: String, _ mediaType: String
    ) -> Response {
        var response = answer(GraphQLResponse(failure: GraphQLError(message, code: ErrorCode(code))), mediaType)
        response.status = status
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }
}
