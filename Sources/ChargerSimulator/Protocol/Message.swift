import JSON
import OCPP

/// What a charge point has to say to the central system.
enum Message: Equatable, Sendable {
    case boot(OCPP16.BootNotification)
    case heartbeat
    case status(OCPP16.StatusNotification)
    case authorize(OCPP16.Authorize, asker: Asker)
    case start(OCPP16.StartTransaction, TransactionKey)
    /// The number of the transaction is put in when the message is sent, because its start may still be unanswered.
    case meter(connector: Int, [OCPP16.MeterValue], TransactionKey?)
    case stop(StopContent, TransactionKey)

    /// Who waits for the verdict on a tag.
    enum Asker: Equatable, Sendable {
        case player(Int)
        /// A RemoteStart for that connector.
        case remoteStart(connector: Int)
    }

    struct StopContent: Equatable, Sendable {
        var meterStop: Int
        var time: Timestamp
        var idTag: IdTag?
        var reason: OCPP16.StopReason
    }

    /// Transaction messages survive a lost connection, keep their order, and are repeated until they are answered.
    /// OCPP 1.6 edition 2, section 3.7.1.
    var transaction: TransactionKey? {
        switch self {
        case .start(_, let key), .stop(_, let key): key
        case .meter(_, _, let key): key
        case .boot, .heartbeat, .status, .authorize: nil
        }
    }

    /// The message as it goes out; `number` answers with the transaction's number as the central system gave it.
    func request(number: (TransactionKey) -> Int?) -> any OCPPRequest {
        switch self {
        case .boot(let request): return request
        case .heartbeat: return OCPP16.Heartbeat()
        case .status(let request): return request
        case .authorize(let request, _): return request
        case .start(let request, _): return request
        case .meter(let connector, let values, let key):
            return OCPP16.MeterValues(
                connectorId: connector, transactionId: key.map { number($0) ?? Self.unknownNumber }, meterValue: values)
        case .stop(let stop, let key):
            return OCPP16.StopTransaction(
                transactionId: number(key) ?? Self.unknownNumber, meterStop: stop.meterStop,
                timestamp: SentTime(stop.time), idTag: stop.idTag, reason: .known(stop.reason))
        }
    }

    /// What a charge point sends whose StartTransaction was never answered: errata 3.18.
    static let unknownNumber = -1
}
