import JSON
import OCPP

/// An update of the firmware, from the operation to the last report of it.
struct FirmwareUpdate: Equatable, Sendable {
    enum Phase: Equatable, Sendable {
        /// Until the time that was named, or until the next try.
        case awaitsDownload(at: Timestamp)
        case downloads(transfer: Int)
        case checks(digest: [UInt8], isGarbled: Bool, at: Timestamp)
        case awaitsInstallation(isGarbled: Bool, at: Timestamp)
        /// Until nothing charges.
        case awaitsRest(isGarbled: Bool)
        case installs(isGarbled: Bool, until: Timestamp)
        /// The new firmware starts.
        case restarts
        /// It has started, and is not yet accepted.
        case returns
        case isOver
    }

    /// How it is known to be genuine; nil for an update without a signature.
    let signed: Signed?
    var errand: FileErrand
    var phase: Phase
    /// Every status that was told of it.
    var told: [OCPP16.SignedFirmwareStatus] = []

    struct Signed: Equatable, Sendable {
        let requestID: Int
        let signature: String
        let certificate: String
        /// Not to be installed earlier.
        let installAt: Timestamp?
    }

    /// When something must be done here without a message coming in.
    var due: Timestamp? {
        switch phase {
        case .awaitsDownload(let due), .checks(_, _, let due), .awaitsInstallation(_, let due), .installs(_, let due):
            due
        case .downloads, .awaitsRest, .restarts, .returns, .isOver: nil
        }
    }

    var isOver: Bool { phase == .isOver }
}
