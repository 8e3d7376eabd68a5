import Certificates
import Charging
import JSON

/// Signatures of firmware, checked away from the event loops.
struct OpenSSLVerification: FirmwareVerification {
    let now: @Sendable () -> Timestamp

    func verify(_ signature: FirmwareSignature, digest: [UInt8]) async throws {
        let now = now()
        do {
            try await BlockingWork.run { try FirmwareSignatureCheck.verify(signature, digest: digest, at: now) }
        } catch let error as CertificateError {
            throw ChargingError(.badInput, "The firmware is not taken: \(error.message).", field: "signature")
        }
    }
}
