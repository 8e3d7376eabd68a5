import Charging
import ChargingAPI
import Foundation
import GraphQL
import HTTPTypes
import Hummingbird
import NIOCore

/// A request with the connection it came on.
struct APIRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}

/// GraphQL over HTTP and over server-sent events at `/graphql`: reads requests and writes what the engine's
/// ``HTTPExchange`` decides.
///
/// A middleware and no route, because it answers for every method.
struct GraphQLHTTP: RouterMiddleware {
    let service: GraphQLService

    // Hummingbird's protocol runs on the global executor, not on the caller's as our functions do.
    @concurrent
    func handle(
        _ request: Request, context: APIRequestContext,
        next: @concurrent (Request, APIRequestContext) async throws -> Response
    ) async throws -> Response {
        guard request.uri.path == "/graphql" else { return try await next(request, context) }
        do {
            return try await respond(request, context)
        } catch let refusal as HTTPRefusal {
            return Response(refusal.answer)
        }
    }

    private func respond(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let exchange = try HTTPExchange(HTTPRequestHead(request))
        let language = Language(request)
        let viewer = try await viewer(of: request)
        let body = exchange.method == .post ? try await body(of: request, isKnown: viewer != nil) : []
        let parameters = try exchange.parameters(body: body)
        let operation: PreparedOperation<APIContext>
        let asking: Viewer
        do {
            operation = try service.prepare(parameters, for: viewer ?? .nobody)
            asking = try service.viewer(viewer ?? .nobody, asking: operation, by: parameters)
        } catch {
            guard viewer != nil else { throw Self.notSignedIn(in: language) }
            return Self.response(GraphQLService.told(error.response, in: language), exchange.formOfFailures)
        }
        guard viewer != nil || GraphQLService.isOpen(operation) else { throw Self.notSignedIn(in: language) }
        let requester = Requester(RequestOrigin(request, context, service.proxies), takesCookies: true)
        switch try exchange.form(for: operation.kind) {
        case .eventStream where operation.kind == .subscription:
            return GraphQLEventStream(service: service, channel: context.channel)
                .response(operation, for: asking, requester)
        case let form:
            let answer = await service.answer(operation, for: asking, requester)
            var response = Self.response(answer, form)
            if let change = requester.cookieChange {
                let client = service.proxies.client(of: request, from: context.channel.remoteAddress?.ipAddress)
                response.headers[.setCookie] = change.field(isSecure: client.isSecure)
            }
            return response
        }
    }

    private static func response(_ response: GraphQLResponse, _ form: ResponseForm) -> Response {
        form == .eventStream ? GraphQLEventStream.response(response) : Response(HTTPAnswer(response, as: form))
    }

    /// - Returns: nil for somebody who has not signed in.
    private func viewer(of request: Request) async throws -> Viewer? {
        guard let token = RequestCredential(request).token else { return nil }
        do {
            return try await service.viewers.viewer(token: token)
        } catch {
            let error = GraphQLError("the database is away; try again", code: ErrorCode("UNAVAILABLE"))
            let told = ErrorTexts.told(error, in: Language(request))
            throw HTTPRefusal(HTTPAnswer(refusing: told, status: 503, headers: [("Retry-After", "5")]))
        }
    }

    private static func notSignedIn(in language: Language) -> HTTPRefusal {
        let error = GraphQLError("sign in, or send a valid token as Authorization: Bearer …", code: .unauthenticated)
        let told = ErrorTexts.told(error, in: language)
        return HTTPRefusal(HTTPAnswer(refusing: told, status: 401, headers: [("WWW-Authenticate", "Bearer")]))
    }

    private func body(of request: Request, isKnown: Bool) async throws -> [UInt8] {
        let limit = isKnown ? GraphQLLimits.maximumBodyBytes : GraphQLLimits.bodyBytesOfNobody
        do {
            return Array(try await request.body.collect(upTo: limit).readableBytesView)
        } catch is NIOTooManyBytesError {
            guard isKnown else { throw Self.notSignedIn(in: Language(request)) }
            let reason = "the request is larger than \(limit) bytes"
            throw HTTPRefusal(HTTPAnswer(refusing: GraphQLError(reason, code: .limitExceeded), status: 413))
        } catch {
            let error = GraphQLError("the request ended too early", code: .badRequest)
            throw HTTPRefusal(HTTPAnswer(refusing: error, status: 400))
        }
    }
}

extension HTTPRequestHead {
    fileprivate init(_ request: Request) {
        // More than one field of a name counts as a list.
        self.init(
            method: request.method.rawValue, urlQuery: request.uri.query, contentType: request.headers[.contentType],
            contentEncoding: request.headers[.contentEncoding], accept: request.headers[.accept])
    }
}

extension Response {
    fileprivate init(_ answer: HTTPAnswer) {
        self.init(
            status: HTTPResponse.Status(code: answer.status), headers: HTTPFields(answer.headers),
            body: answer.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}

extension HTTPFields {
    /// Fields that the engine named.
    init(_ headers: [(name: String, value: String)]) {
        self.init()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { append(HTTPField(name: name, value: value)) }
        }
    }
}

extension Requester.CookieChange {
    fileprivate func field(isSecure: Bool) -> String {
        switch self {
        case .set(let cookie): cookie.field(isSecure: isSecure)
        case .cleared: SessionCookie.clearingField(isSecure: isSecure)
        }
    }
}
