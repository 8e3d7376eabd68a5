import Charging
import ChargingAPI
import GraphQL
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// GraphQL over server-sent events, distinct connections mode: one operation for each request.
struct GraphQLEventStream: Sendable {
    let service: GraphQLService
    let channel: any Channel

    /// One result that is there already: a query's, a mutation's, or why there is none.
    static func response(_ response: GraphQLResponse) -> Response {
        let bytes = EventStreamEncoding.next(response.bytes) + EventStreamEncoding.complete
        return Response(
            status: .ok, headers: HTTPFields(EventStreamEncoding.headers),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Goes on until the source ends, the client goes away, its rights change, or the server goes down.
    func response(
        _ operation: PreparedOperation<APIContext>, for viewer: Viewer, _ requester: Requester
    ) -> Response {
        let body = ResponseBody { writer in
            let mailbox = EventMailbox(slowReaders: service.slowReaders)
            service.directory.add(mailbox, viewer: viewer)
            defer { service.directory.remove(mailbox) }
            let membership = service.join(operation, for: viewer, requester, on: .direct) { delivery in
                switch delivery {
                case .next(let payload): mailbox.put(payload)
                case .completed: mailbox.end(nil)
                case .failed(let response): mailbox.end(response)
                }
            }
            if let membership {
                mailbox.leaving { service.hub.leave(membership) }
            } else {
                mailbox.end(GraphQLService.busy)
            }
            defer { mailbox.end(nil) }
            try await withGracefulShutdownHandler {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await watch(mailbox) }
                    // Before the first event, so that the client knows that it is heard.
                    try await writer.write(ByteBuffer(bytes: EventStreamEncoding.keepAlive))
                    while let batch = await mailbox.next() {
                        try await writer.write(contentsOf: batch.chunks)
                        mailbox.written(batch)
                        if batch.isLast { break }
                    }
                    group.cancelAll()
                }
            } onGracefulShutdown: {
                mailbox.end(GraphQLService.goingDown)
            }
            try Task.checkCancellation()
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: HTTPFields(EventStreamEncoding.headers), body: body)
    }

    /// Shows both sides that the other is there, and closes the connection under a client that reads nothing.
    private func watch(_ mailbox: EventMailbox) async {
        while (try? await Task.sleep(for: GraphQLLimits.streamCheckInterval)) != nil {
            guard !mailbox.keepAlive() else { continue }
            // Nothing could be sent behind what waits already.
            return channel.close(promise: nil)
        }
    }
}
