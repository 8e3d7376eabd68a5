import Charging
import NIOCore
import WebSockets

/// A charger's socket: hands whole messages to its charge point, on the event loop that both run on.
final class ChargePointSocket: WebSocketHandler {
    private let registry: ChargePointRegistry
    private let admission: Admission
    private let connection: WebSocketConnection
    private let faults: FaultSwitch
    private var chargePoint: ChargePoint?

    init(
        registry: ChargePointRegistry, admission: Admission, connection: WebSocketConnection, faults: FaultSwitch
    ) {
        self.registry = registry
        self.admission = admission
        self.connection = connection
        self.faults = faults
    }

    func opened() {
        let id = admission.station.chargePointID
        if faults.isDisturbed(id) { faults.apply(to: connection, of: id) }
        chargePoint = registry.connect(admission, ChargePointSocketConnection(connection))
    }

    func received(text: ByteBuffer) {
        chargePoint?.assumeIsolated { chargePoint in
            text.withUnsafeReadableBytes { chargePoint.received($0) }
        }
    }

    func heard() { chargePoint?.assumeIsolated { $0.heard() } }

    func closed(_ closure: WebSocketClosure) {
        chargePoint?.assumeIsolated { $0.closed("\(closure.cause), code \(closure.code.rawValue) \(closure.reason)") }
        chargePoint = nil
    }
}

/// The socket as the domain sees it.
struct ChargePointSocketConnection: ChargePointConnection {
    private let socket: WebSocketConnection

    init(_ socket: WebSocketConnection) { self.socket = socket }

    var executor: any SerialExecutor { socket.executor }

    func execute(_ work: @escaping @Sendable () -> Void) { socket.eventLoop.execute(work) }
    func send(_ frame: [UInt8]) { socket.send(text: frame) }
    func ping() { socket.ping() }
    func setReading(_ isReading: Bool) { socket.setReading(isReading) }
    func disturb(by faults: FaultSwitch, _ id: ChargePointID) { faults.apply(to: socket, of: id) }

    func close(_ reason: CloseReason) {
        switch reason {
        case .superseded: socket.close(.policyViolation, "another connection with this id took over")
        case .conflict: socket.close(.policyViolation, "this charge point is connected already")
        case .shuttingDown: socket.close(.goingAway, "the server is going down")
        case .storeUnavailable: socket.close(.tryAgainLater, "the database is away; keep your messages")
        case .overloaded: socket.close(.tryAgainLater, "the server is too busy; keep your messages")
        case .protocolViolation(let what): socket.close(.policyViolation, what)
        // What failed is for the operator's log and debug page.
        case .failed: socket.close(.internalError, "an error of the server")
        case .removed: socket.close(.policyViolation, "this charge point is no longer known here")
        case .mute: socket.drop("mute")
        case .notAnswering: socket.close(.policyViolation, "calls are not answered; connect again")
        case .certificateRevoked: socket.close(.policyViolation, "the certificate was revoked")
        }
    }
}
