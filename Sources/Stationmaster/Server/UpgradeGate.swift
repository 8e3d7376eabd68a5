import Charging
import GraphQL
import NIOCore
import WebSockets

/// Decides about every upgrade request before it is answered: chargers at `/ocpp/{id}`, API clients at `/graphql`.
struct UpgradeGate: Sendable {
    let registry: ChargePointRegistry
    let makeGraphQLHandler: @Sendable (WebSocketConnection, _ token: String?, RequestOrigin) -> any WebSocketHandler
    let pingInterval: Duration
    /// Of chargers that offer it; nil: what they offer is passed over.
    let compression: MessageCompression?
    let proxies: TrustedProxies
    /// Nil where there is no TLS.
    let certificates: ClientCertificates?
    let faults: FaultSwitch

    func decide(_ request: UpgradeRequest) async -> UpgradeDecision {
        guard let segments = request.segments else { return .refuse(.badRequest("the path cannot be read")) }
        switch (segments.first, segments.count) {
        case ("ocpp", 2): return await admit(chargePointID: segments[1], request)
        case ("graphql", 1): return acceptGraphQL(request)
        default:
            await registry.noteWrongPath(segments, from: proxies.client(of: request).address)
            return .refuse(.notFound("chargers connect at /ocpp/{chargePointId}, API clients at /graphql"))
        }
    }

    private func admit(chargePointID: String, _ request: UpgradeRequest) async -> UpgradeDecision {
        let client = proxies.client(of: request)
        let certificate = client.isForwarded ? nil : await certificates?.certificate(of: request)
        let decision = await registry.admit(
            AdmissionRequest(
                chargePointID: chargePointID, password: Self.password(request.basicPassword(user: chargePointID)),
                certificate: certificate, offeredSubprotocols: request.subprotocols, remoteAddress: client.address,
                isSecure: client.isSecure, host: request.host))
        switch decision {
        case .accepted(let admission): return .accept(acceptance(admission))
        case .unknownChargePoint: return .refuse(.notFound("no charge point with this id is onboarded"))
        case .badCredentials: return .refuse(.unauthorized(realm: "Stationmaster"))
        case .unavailable(let retryAfter): return .refuse(.unavailable(retryAfter: retryAfter))
        case .tooManyFailures(let retryAfter):
            return .refuse(
                UpgradeRefusal(
                    status: 429, headers: [("Retry-After", String(max(1, retryAfter.components.seconds)))],
                    body: "too many failed attempts; try again later"))
        case .noCommonSubprotocol:
            return .accept(.closing(.protocolError, "ocpp1.6 is spoken here"))
        }
    }

    private func acceptance(_ admission: Admission) -> WebSocketAcceptance {
        var configuration = WebSocketConfiguration()
        configuration.maximumMessageSize = 256 << 10
        configuration.pingInterval = pingInterval
        configuration.shutdownJitter = .seconds(2)
        configuration.compression = compression
        return WebSocketAcceptance(subprotocol: admission.subprotocol, configuration: configuration) {
            [registry, faults] connection in
            ChargePointSocket(registry: registry, admission: admission, connection: connection, faults: faults)
        }
    }

    private func acceptGraphQL(_ request: UpgradeRequest) -> UpgradeDecision {
        guard request.subprotocols.contains(TransportWSMachine.subprotocol) else {
            let code = TransportWSCloseCode.subprotocolNotAcceptable
            return .accept(.closing(WebSocketCloseCode(rawValue: code.rawValue), "Subprotocol not acceptable"))
        }
        var configuration = WebSocketConfiguration()
        configuration.maximumMessageSize = GraphQLLimits.maximumBodyBytes
        configuration.pingInterval = pingInterval
        let token = RequestCredential(request).token
        let origin = RequestOrigin(request, proxies)
        return .accept(
            WebSocketAcceptance(subprotocol: TransportWSMachine.subprotocol, configuration: configuration) {
                [makeGraphQLHandler] in
                makeGraphQLHandler($0, token, origin)
            })
    }

    private static func password(_ password: UpgradeRequest.BasicPassword) -> PresentedPassword {
        switch password {
        case .absent: .absent
        case .malformed: .malformed
        case .otherUser: .otherUser
        case .password(let bytes): .password(bytes)
        }
    }
}
