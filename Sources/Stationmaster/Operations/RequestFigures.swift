import HTTPTypes
import Hummingbird
import Metrics
import Synchronization

/// How many requests of each route came, how they ended, and how long they took until their answer began.
///
/// Routes are those of the router and methods those that are known: nothing that a client makes up becomes a name.
struct RequestFigures: RouterMiddleware {
    private struct Kind: Hashable {
        let route: String
        let method: String
        let status: Int
    }
    private final class Timers: Sendable {
        private let known = Mutex<[Kind: Timer]>([:])

        func timer(_ kind: Kind) -> Timer {
            known.withLock { known in
                if let timer = known[kind] { return timer }
                let timer = Timer(
                    label: "http_request_duration",
                    dimensions: [("route", kind.route), ("method", kind.method), ("status", String(kind.status))])
                known[kind] = timer
                return timer
            }
        }
    }

    private let timers = Timers()
    private let running = Meter(label: "http_requests_running")
    private static let methods: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .delete, .options]

    // Hummingbird's protocol runs on the global executor, not on the caller's as our functions do.
    @concurrent
    func handle(
        _ request: Request, context: APIRequestContext,
        next: @concurrent (Request, APIRequestContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        running.increment()
        defer { running.decrement() }
        do {
            let response = try await next(request, context)
            timers.timer(kind(request, context, response.status.code)).record(duration: .now - start)
            return response
        } catch {
            let status = (error as? any HTTPResponseError)?.status.code ?? 500
            timers.timer(kind(request, context, status)).record(duration: .now - start)
            throw error
        }
    }

    private func kind(_ request: Request, _ context: APIRequestContext, _ status: Int) -> Kind {
        let route = request.uri.path == "/graphql" ? "/graphql" : context.endpointPath ?? "NotFound"
        let method = Self.methods.contains(request.method) ? request.method.rawValue : "other"
        return Kind(route: route, method: method, status: status)
    }
}
