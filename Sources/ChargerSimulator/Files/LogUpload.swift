import JSON
import OCPP

/// An upload of diagnostics or of a log, from the operation to the last report of it.
struct LogUpload: Equatable, Sendable {
    enum Phase: Equatable, Sendable {
        case awaitsTry(at: Timestamp)
        case uploads(transfer: Int)
        case isOver
    }

    /// Of the GetLog; nil for a GetDiagnostics.
    let requestID: Int?
    let fileName: String
    var errand: FileErrand
    var phase: Phase
    /// Every status that was told of it.
    var told: [OCPP16.UploadLogStatus] = []

    var due: Timestamp? {
        if case .awaitsTry(let due) = phase { due } else { nil }
    }

    var isOver: Bool { phase == .isOver }
}

extension OCPP16.UploadLogStatus {
    /// The word of DiagnosticsStatusNotification, which knows one kind of failure.
    var diagnosticsStatus: OCPP16.DiagnosticsStatus {
        switch self {
        case .idle: .idle
        case .uploading: .uploading
        case .uploaded: .uploaded
        case .uploadFailure, .badMessage, .notSupportedOperation, .permissionDenied: .uploadFailed
        }
    }
}
