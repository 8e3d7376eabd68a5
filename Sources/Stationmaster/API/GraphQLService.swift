import Charging
import ChargingAPI
import GraphQL
import NIOCore

typealias APISubscriptionHub = SubscriptionHub<APIContext, SubscriptionFingerprint, ByteBuffer>

/// What the API's transports share: who asks, which document is meant, and what is allowed.
struct GraphQLService: Sendable {
    let engine: Engine<APIContext>
    let viewers: ViewerCache
    let documents: PersistedDocuments
    let policy: GraphQLPolicy
    let traceAccess: TraceAccess
    let hub: APISubscriptionHub
    let directory: SessionDirectory
    let nest: TaskNest
    let makeContext: @Sendable (Viewer) -> APIContext

    func prepare(
        _ parameters: RequestParameters, for viewer: Viewer
    ) throws(RequestFailure) -> PreparedOperation<APIContext> {
        let request: GraphQLRequest
        do throws(GraphQLError) {
            request = try documents.request(for: parameters, access: policy.documents(for: viewer))
        } catch {
            throw RequestFailure(error)
        }
        return try engine.prepare(request, options: requestOptions(for: viewer, request))
    }

    /// What one request may ask for beside its document.
    func requestOptions(for viewer: Viewer, _ request: GraphQLRequest) -> RequestOptions {
        RequestOptions(
            allowsIntrospection: policy.allowsIntrospection(for: viewer),
            isTraced: traceAccess.isTraced(request, for: viewer))
    }

    /// Executes a query or a mutation.
    ///
    /// A query ends with its deadline and with the task: nobody waits for it any more. A mutation has begun to change
    /// something and is carried through without either; its outcome is recorded even if the client has gone.
    func answer(_ operation: PreparedOperation<APIContext>, for viewer: Viewer) async -> GraphQLResponse {
        let context = makeContext(viewer)
        guard operation.kind == .mutation else { return await operation.answer(in: context) }
        let (answers, answer) = AsyncStream<GraphQLResponse>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let started = nest.start {
            answer.yield(await operation.execute(context: context))
            answer.finish()
        }
        guard started != nil else { return Self.busy }
        for await response in answers { return response }
        return GraphQLResponse(failure: GraphQLError("the request was cancelled", code: .cancelled))
    }

    /// Joins the subscription's source, or starts it.
    func join(
        _ operation: PreparedOperation<APIContext>, for viewer: Viewer, on lane: DeliveryLane,
        sink: @escaping APISubscriptionHub.Sink
    ) -> APISubscriptionHub.Membership? {
        hub.join(
            operation, fingerprint: subscriptionFingerprint(viewer, of: operation), on: lane,
            context: { [makeContext] in makeContext(viewer) }, sink: sink)
    }

    static let busy = GraphQLResponse(failure: GraphQLError("the server is too busy; try again", code: .limitExceeded))
    static let tooSlow = GraphQLResponse(
        failure: GraphQLError("results are not read as fast as they come; subscribe again", code: .limitExceeded))
    static let rightsChanged = GraphQLResponse(
        failure: GraphQLError("your token or your rights have changed; subscribe again", code: .forbidden))
    static let goingDown = GraphQLResponse(
        failure: GraphQLError("the server is going down; subscribe again", code: .cancelled))
}
