import JSON
import OCPP

// Where the words of OCPP 1.6 and those of the domain meet.

extension TagVerdict {
    var idTagInfo: OCPP16.IdTagInfo {
        OCPP16.IdTagInfo(
            status: wireStatus, expiryDate: expiresAt.map { SentTime($0) }, parentIdTag: parentIDTag.map { IdTag($0) })
    }

    private var wireStatus: OCPP16.AuthorizationStatus {
        switch status {
        case .accepted: .accepted
        case .blocked: .blocked
        case .expired: .expired
        case .invalid: .invalid
        case .concurrentTx: .concurrentTx
        }
    }
}

extension ReportedTime {
    init(_ sent: SentTime?, receivedAt: Timestamp) {
        self.init(sent: sent?.text, parsed: sent?.timestamp, receivedAt: receivedAt)
    }
}

enum ConnectorNumber {
    static let highest = 1000

    static func checked(_ number: Int, allowsStation: Bool) throws(MessageRefusal) -> Int {
        let allowed = (allowsStation ? 0 : 1)...highest
        guard allowed.contains(number) else {
            throw MessageRefusal(
                code: .propertyConstraintViolation,
                text: "connectorId \(number) is outside \(allowed.lowerBound)…\(allowed.upperBound)")
        }
        return number
    }
}
