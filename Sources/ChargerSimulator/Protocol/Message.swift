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
    case scripted(ScriptedCall)

    /// Who waits for the verdict on a tag.
    enum Asker: Equatable, Sendable {
        case player(Int)
        /// A RemoteStart for that connector.
        case remoteStart(connector: Int)
    }

    struct StopContent: Equatable, Sendable {
        var meterStop: Int
        var time: SentTime
        var idTag: IdTag?
        var reason: OCPP16.StopReason
    }

    /// Transaction messages survive a lost connection, keep their order, and are repeated until they are answered.
    /// OCPP 1.6 edition 2, section 3.7.1.
    var transaction: TransactionKey? {
        switch self {
        case .start(_, let key), .stop(_, let key): key
        case .meter(_, _, let key): key
        case .boot, .heartbeat, .status, .authorize, .scripted: nil
        }
    }

    /// The frame as it goes out; `number` answers with the transaction's number as the central system gave it.
    func encoded(id: MessageID, number: (TransactionKey) -> Int?) -> [UInt8] {
        switch self {
        case .boot(let request): return request.encodedCall(id: id)
        case .heartbeat: return OCPP16.Heartbeat().encodedCall(id: id)
        case .status(let request): return request.encodedCall(id: id)
        case .authorize(let request, _): return request.encodedCall(id: id)
        case .start(let request, _): return request.encodedCall(id: id)
        case .meter(let connector, let values, let key):
            return OCPP16.MeterValues(
                connectorId: connector, transactionId: key.map { number($0) ?? Self.unknownNumber }, meterValue: values
            ).encodedCall(id: id)
        case .stop(let stop, let key):
            return OCPP16.StopTransaction(
                transactionId: number(key) ?? Self.unknownNumber, meterStop: stop.meterStop, timestamp: stop.time,
                idTag: stop.idTag, reason: .known(stop.reason)
            ).encodedCall(id: id)
        case .scripted(let call): return call.encoded(id: id)
        }
    }

    /// What a charge point sends whose StartTransaction was never answered: errata 3.18.
    static let unknownNumber = -1
}
