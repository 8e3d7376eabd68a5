import HTTPTypes
import HummingbirdCore
import NIOCore

/// Puts a request to upgrade before the gate when it comes on a connection that has served HTTP already.
///
/// Behind such a request the HTTP parser has stopped, so the connection either becomes a WebSocket or ends.
struct LaterUpgrades: Sendable {
    let responder: HTTPChannelHandler.Responder
    let isSecure: Bool
    let gate: WebSocketGate

    @concurrent
    func respond(to request: Request, writer: consuming ResponseWriter, channel: any Channel) async throws {
        let head = Self.head(of: request.head)
        guard UpgradeHandshake.isWanted(by: head) else {
            return try await responder(request, writer, channel)
        }
        let decision = await decide(on: head, channel)
        switch decision {
        case .notWebSocket:
            try await responder(request, writer, channel)
            try await channel.close(mode: .output).get()
        case .refuse(let refusal):
            try await writer.write(response: Self.response(to: refusal), body: Self.body(of: refusal))
            try await channel.close(mode: .output).get()
        case .accept(let acceptance):
            let eventLoop = channel.eventLoop
            try await eventLoop.submit {
                let upgrade = try channel.pipeline.syncOperations.handler(type: UpgradeHandler.self)
                try upgrade.takeOver(acceptance, head)
            }.get()
            try await channel.closeFuture.get()
        }
    }

    private func decide(on head: HTTPHead, _ channel: any Channel) async -> UpgradeDecision {
        if let refusal = UpgradeHandshake.refusal(of: head) { return .refuse(refusal) }
        let request = UpgradeRequest(
            target: head.start.count > 1 ? String(head.start[1]) : "/", headerFields: head.fields, isSecure: isSecure,
            channel: channel)
        return await gate(request)
    }

    private static func head(of request: HTTPRequest) -> HTTPHead {
        var fields = request.headerFields.map { (name: $0.name.rawName, value: $0.value) }
        if let host = request.authority { fields.insert((name: "Host", value: host), at: 0) }
        return HTTPHead(start: [request.method.rawValue[...], (request.path ?? "/")[...], "HTTP/1.1"], fields: fields)
    }

    private static func response(to refusal: UpgradeRefusal) -> HTTPResponse {
        var fields: HTTPFields = [.contentType: "text/plain; charset=utf-8", .connection: "close"]
        fields[.contentLength] = String(refusal.body.utf8.count + 1)
        for (name, value) in refusal.headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        return HTTPResponse(status: .init(code: refusal.status), headerFields: fields)
    }

    private static func body(of refusal: UpgradeRefusal) -> ResponseBody {
        ResponseBody(byteBuffer: ByteBuffer(string: refusal.body + "\n"))
    }
}
