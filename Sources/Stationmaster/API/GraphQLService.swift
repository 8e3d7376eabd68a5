import Charging
import ChargingAPI
import GraphQL
import JSON
import NIOCore
import Tracing

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
    let proxies: TrustedProxies
    let figures = GraphQLFigures()
    let slowReaders = SlowReaders()
    let makeContext: @Sendable (Viewer, Requester) -> APIContext

    func prepare(
        _ parameters: RequestParameters, for viewer: Viewer
    ) throws(RequestFailure) -> PreparedOperation<APIContext> {
        let request: GraphQLRequest
        do throws(GraphQLError) {
            request = try documents.request(for: parameters, access: policy.documents(for: viewer))
        } catch {
            throw RequestFailure(error)
        }
        var operation = try engine.prepare(
            request, options: requestOptions(for: viewer, request), observer: StageSpans.observer)
        operation.requestID = RequestID.current?.text
        do throws(ChargingError) {
            if !Self.isOpen(operation) { try viewer.requireScopes(of: operation) }
        } catch {
            let refusal = error.fieldError
            throw RequestFailure(
                GraphQLError(refusal.message, code: refusal.code, extensions: refusal.extensions))
        }
        if viewer.isReadOnly, operation.kind == .mutation, !Self.isOpen(operation) {
            throw RequestFailure(GraphQLError("this token may look and change nothing", code: .forbidden))
        }
        return operation
    }

    /// The viewer as an operation asks: within the group that `"extensions": {"group": ID}` names. Changes know no group.
    func viewer(
        _ viewer: Viewer, asking operation: PreparedOperation<APIContext>, by parameters: RequestParameters
    ) throws(RequestFailure) -> Viewer {
        guard let member = parameters.extensions["group"], !member.isNull, operation.kind != .mutation else {
            return viewer
        }
        guard let id = member.string.flatMap({ GlobalID($0) }), id.type == .group else {
            throw RequestFailure(GraphQLError("extensions.group is not the id of a Group", code: .badUserInput))
        }
        var scoped = viewer
        scoped.groupScope = GroupID(rawValue: id.rawValue)
        return scoped
    }

    /// Whether all that is asked may be asked by somebody who has not signed in.
    static func isOpen(_ operation: PreparedOperation<APIContext>) -> Bool {
        operation.rootFields.allSatisfy(openFields.contains)
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
    func answer(
        _ operation: PreparedOperation<APIContext>, for viewer: Viewer, _ requester: Requester
    ) async -> GraphQLResponse {
        let start = ContinuousClock.now
        let language = requester.origin.language
        let response = await carryOut(operation.told(in: language), for: viewer, requester)
        figures.answered(operation.kind, response, after: .now - start)
        return Self.told(response, in: language)
    }

    /// Why a request is not executed, in the language of who asks, as far as it is the server's own reason.
    static func told(_ response: GraphQLResponse, in language: Language) -> GraphQLResponse {
        guard response.isRequestError, language != .english else { return response }
        return GraphQLResponse(failures: response.errors.map { ErrorTexts.told($0, in: language) })
    }

    private func carryOut(
        _ operation: PreparedOperation<APIContext>, for viewer: Viewer, _ requester: Requester
    ) async -> GraphQLResponse {
        guard InstrumentationContext.current != nil else { return await execute(operation, for: viewer, requester) }
        return await withSpan("graphql.execute") { span in
            span.attributes["graphql.operation.type"] = "\(operation.kind)"
            return await execute(operation, for: viewer, requester)
        }
    }

    private func execute(
        _ operation: PreparedOperation<APIContext>, for viewer: Viewer, _ requester: Requester
    ) async -> GraphQLResponse {
        let context = makeContext(viewer, requester)
        guard operation.kind == .mutation else { return await operation.answer(in: context) }
        let (answers, answer) = AsyncStream<GraphQLResponse>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let started = nest.start {
            answer.yield(await operation.execute(context: context))
            answer.finish()
        }
        guard started != nil else { return Self.busy }
        for await response in answers {
            // It may have been about a session, a token or the rights of their own.
            viewers.forget(viewer.userID)
            return response
        }
        return GraphQLResponse(failure: GraphQLError("the request was cancelled", code: .cancelled))
    }

    /// Joins the subscription's source, or starts it.
    func join(
        _ operation: PreparedOperation<APIContext>, for viewer: Viewer, _ requester: Requester, on lane: DeliveryLane,
        sink: @escaping APISubscriptionHub.Sink
    ) -> APISubscriptionHub.Membership? {
        let language = requester.origin.language
        let id = RequestID.current
        @Sendable func surround(_ execution: () async -> Void) async {
            await RequestID.$current.withValue(id) { await execution() }
        }
        let fingerprint = subscriptionFingerprint(viewer, of: operation, in: language)
        return hub.join(
            operation.told(in: language), fingerprint: fingerprint, on: lane,
            context: { [makeContext] in makeContext(viewer, requester) },
            surroundedBy: surround, sink: sink)
    }

    static let busy = GraphQLResponse(failure: GraphQLError("the server is too busy; try again", code: .limitExceeded))
    static let tooSlow = GraphQLResponse(
        failure: GraphQLError("results are not read as fast as they come; subscribe again", code: .limitExceeded))
    static let rightsChanged = GraphQLResponse(
        failure: GraphQLError("your token or your rights have changed; subscribe again", code: .forbidden))
    static let goingDown = GraphQLResponse(
        failure: GraphQLError("the server is going down; subscribe again", code: .cancelled))
}
