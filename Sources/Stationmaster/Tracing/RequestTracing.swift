import Hummingbird
import Tracing

/// Takes up the trace that a request names in `traceparent`, or begins one where traces are recorded; the answer tells in
/// `traceresponse` where in it the request was served.
///
/// Around everything else, so that whatever is logged or asked of the database meanwhile is known by it.
struct RequestTracing: RouterMiddleware {
    let isRecorded: Bool

    // Hummingbird's protocol runs on the global executor, not on the caller's as our functions do.
    @concurrent
    func handle(
        _ request: Request, context: APIRequestContext,
        next: @concurrent (Request, APIRequestContext) async throws -> Response
    ) async throws -> Response {
        let parent = TraceContext.requestField.flatMap { request.headers[$0] }.flatMap { TraceContext(parsing: $0) }
        guard parent != nil || isRecorded else { return try await next(request, context) }
        var traced = InstrumentationContext.topLevel
        traced.trace = parent
        return try await withSpan(request.method.rawValue, context: traced, ofKind: .server) { span in
            var response = try await next(request, context)
            if let field = TraceContext.answerField, let trace = span.context.trace {
                response.headers[field] = trace.text
            }
            if span.isRecording {
                let route = request.uri.path == "/graphql" ? "/graphql" : context.endpointPath ?? "NotFound"
                span.operationName = "\(request.method.rawValue) \(route)"
                span.attributes["http.route"] = route
                span.attributes["http.response.status_code"] = response.status.code
                if let id = RequestID.field.flatMap({ response.headers[$0] }) { span.attributes["request.id"] = id }
            }
            return response
        }
    }
}
