import JSON
import OCPP

/// One socket outlet of a virtual charge point: a handful of facts from which its status follows.
///
/// The status is never set, only derived, so facts and status cannot disagree; the transitions that come out are those
/// of OCPP 1.6 edition 2, section 4.9.
struct Connector: Equatable, Sendable {
    let number: Int
    /// W.
    let ratedPower: Double
    var isPlugged = false
    var isOperative = true
    /// ChangeAvailability came while a transaction runs: takes effect at its end.
    var becomesInoperative = false
    var fault: OCPP16.ChargePointErrorCode?
    /// A tag was accepted and waits for a car.
    var authorized: IdTag?
    var transaction: Transaction?
    var reservation: Reservation?
    /// Of a RemoteStart that was accepted, for the transaction that it is about to bring.
    var profileToCome: OCPP16.ChargingProfile?
    /// The transaction has ended and the car is still there.
    var isFinishing = false
    /// What happens here without a script: after a RemoteStart somebody has to plug in.
    var errand: Errand?
    /// The lifetime register of the meter, in Wh.
    var register: Double
    /// What was queued last, and what the central system has confirmed; nil: nothing.
    var queuedStatus: OCPP16.ChargePointStatus?
    var confirmedStatus: OCPP16.ChargePointStatus?

    init(number: Int, ratedPower: Double, register: Double) {
        self.number = number
        self.ratedPower = ratedPower
        self.register = register
    }

    var status: OCPP16.ChargePointStatus {
        if fault != nil { return .faulted }
        if let transaction {
            switch transaction.suspension?.cause {
            case .station: return .suspendedEVSE
            case .vehicle: return .suspendedEV
            case nil:
                if transaction.flow.isHeldBack { return .suspendedEVSE }
                return transaction.flow.isFull ? .suspendedEV : .charging
            }
        }
        if !isOperative { return .unavailable }
        if isFinishing { return .finishing }
        if authorized != nil { return .preparing }
        if reservation != nil { return .reserved }
        return isPlugged ? .preparing : .available
    }

    /// Whether a new transaction may begin here.
    var isFree: Bool { isOperative && fault == nil && transaction == nil }

    var isDirectCurrent: Bool { Vehicle.takesDirectCurrent(atRatedPower: ratedPower) }

    /// The register as the protocol wants it: whole Wh.
    var registerWh: Int { Int(exactly: register.rounded(.down)) ?? 0 }

    /// Lets the time until `now` pass for the meter.
    mutating func advance(to now: Timestamp, speed: Double) {
        guard var current = transaction else { return }
        register += current.advance(to: now, speed: speed)
        transaction = current
    }

    /// Takes the transaction away, and what follows from its end.
    mutating func endTransaction() -> Transaction? {
        guard let ended = transaction else { return nil }
        transaction = nil
        authorized = nil
        isFinishing = isPlugged
        if becomesInoperative {
            becomesInoperative = false
            isOperative = false
        }
        return ended
    }

    mutating func pullCable() {
        isPlugged = false
        isFinishing = false
        authorized = nil
        profileToCome = nil
    }
}

/// Something that somebody is about to do at a connector.
enum Errand: Equatable, Sendable {
    /// A RemoteStart was accepted: the driver comes and plugs in.
    case plugIn(at: Timestamp)
    /// The cable is in and the tag is good: close the contactor.
    case start(at: Timestamp)
    /// The driver of a remote charge comes back.
    case unplug(at: Timestamp)

    var due: Timestamp {
        switch self {
        case .plugIn(let due), .start(let due), .unplug(let due): due
        }
    }
}
