import OCPP
import WebSockets

/// What a load run sends, how fast and how long.
struct LoadPlan: Sendable {
    enum Mix: String, Sendable, CaseIterable {
        case heartbeat, meter, status, mixed, transaction

        /// Meter values belong to a transaction, which has to be begun first.
        var needsTransaction: Bool {
            switch self {
            case .meter, .mixed: true
            case .heartbeat, .status, .transaction: false
            }
        }
    }

    var endpoint: WebSocketEndpoint
    /// Id and password of each charge point.
    var chargers: [(id: String, password: [UInt8]?)]
    var mix: Mix
    var window = Duration.seconds(10)
    var warmup = Duration.seconds(1)
    /// Sampled values in each MeterValues.
    var samples = 4
    /// MeterValues in each transaction of the mix `transaction`.
    var metersPerTransaction = 8
    /// Messages per second over all; nil: everybody sends as soon as the answer is in.
    var rate: Double?
    var threads = 1
    var idTag: IdTag = "TAG0001"
    /// The server's process, if it runs on this machine.
    var processID: Int?
    /// Connections that may be coming up at once.
    var handshakes = 64
    var connectPatience = Duration.seconds(60)
    var answerPatience = Duration.seconds(30)
    var printsJSON = false
}
