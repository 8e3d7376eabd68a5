import Hummingbird
import Logging
import NIOCore

/// Gives every request its ``RequestID``: that of its `X-Request-Id`, or a new one; the answer says which.
///
/// The first of all, so that whatever the others log is known by it.
struct RequestIdentity<Context: RequestContext>: RouterMiddleware {
    let logger: Logger

    // Hummingbird's protocol runs on the global executor, not on the caller's as our functions do.
    @concurrent
    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let id = RequestID(RequestID.field.flatMap { request.headers[$0] })
        var response = try await RequestID.$current.withValue(id) {
            do {
                return try await next(request, context)
            } catch let error as any HTTPResponseError {
                return try error.response(from: request, context: context)
            } catch {
                note("a request failed", error)
                throw error
            }
        }
        if let field = RequestID.field { response.headers[field] = id.text }
        // Answers of GraphQL that are there whole already are the most by far, and nothing is logged while they are sent.
        if response.body.contentLength == nil || request.uri.path != "/graphql" {
            response.body = body(response.body, of: id)
        }
        return response
    }

    /// Written when the request has left all middleware.
    private func body(_ body: ResponseBody, of id: RequestID) -> ResponseBody {
        ResponseBody(contentLength: body.contentLength) { writer in
            let writer = writer
            try await RequestID.$current.withValue(id) {
                do {
                    try await body.write(writer)
                } catch {
                    note("an answer broke off", error)
                    throw error
                }
            }
        }
    }

    /// That a client goes away, or the server ends, is nobody's fault.
    private func note(_ what: Logger.Message, _ error: any Error) {
        let isGivenUp = error is CancellationError || error is ChannelError || error is IOError
        logger.log(level: isGivenUp ? .debug : .error, what, metadata: ["error": "\(error)"])
    }
}
