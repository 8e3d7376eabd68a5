import JSON

/// OCPP 1.6 edition 2 over JSON.
///
/// A new message is a new file below this folder and one line in its profile's list.
public enum OCPP16 {
    /// Who sent a frame.
    public enum Sender: Sendable, Hashable {
        case chargePoint
        case centralSystem
    }

    private static let chargePointRequests =
        Core.chargePointRequests + FirmwareManagement.chargePointRequests + Security.chargePointRequests
    private static let centralSystemRequests =
        Core.centralSystemRequests + FirmwareManagement.centralSystemRequests
        + LocalAuthListManagement.centralSystemRequests + RemoteTrigger.centralSystemRequests
        + Reservation.centralSystemRequests + Security.centralSystemRequests + SmartCharging.centralSystemRequests

    /// The names of all that a central system may ask.
    package static var centralSystemActions: Set<String> { Set(centralSystemRequests.map { $0.action }) }

    private static let fromChargePoint = ActionTable(received: chargePointRequests, sent: centralSystemRequests)
    private static let fromCentralSystem = ActionTable(received: centralSystemRequests, sent: chargePointRequests)

    /// Deeper than any message of the standard.
    private static let maximumDepth = 32

    /// Reads one message. Whatever the bytes are, the outcome says what to do with them.
    public static func decode(
        _ bytes: UnsafeRawBufferPointer, from sender: Sender, maximumSize: Int = 1 << 20
    ) -> Frame {
        JSONParser.withResult(of: bytes, maximumDepth: maximumDepth, maximumSize: maximumSize) { parsed in
            switch parsed {
            case .success(let view):
                var reader = FrameReader(actions: sender == .chargePoint ? fromChargePoint : fromCentralSystem)
                return reader.frame(view)
            case .failure(let error):
                let id = MessageID.salvaged(from: bytes) ?? .unreadable
                return .refused(
                    Refusal(
                        id: id, action: nil, code: ErrorCode(error), description: error.description,
                        notes: DecodingNotes()))
            }
        }
    }

    /// Reads one message that is in an array.
    public static func decode(_ bytes: [UInt8], from sender: Sender, maximumSize: Int = 1 << 20) -> Frame {
        bytes.withUnsafeBytes { decode($0, from: sender, maximumSize: maximumSize) }
    }
}

extension OCPP16.ErrorCode {
    fileprivate init(_ error: JSONError) {
        self = error == .outOfMemory ? .internalError : .formationViolation
    }
}
