package import Charging
package import JSON
import Synchronization

/// Addresses for files, each known by its operation; images 1 and 2 exist, and the second has a signature.
package final class MemoryFileTransfers: FileTransfers {
    package struct Offer: Sendable, Equatable {
        package var operation: OperationID
        package var reached: String?
        package var until: Timestamp
    }

    private let offers = Mutex<[Offer]>([])

    package init() {}

    package var offered: [Offer] { offers.withLock { $0 } }

    package func upload(of operation: OperationID, reached: String?, until: Timestamp) async throws -> OneTimeAddress {
        offers.withLock { $0.append(Offer(operation: operation, reached: reached, until: until)) }
        return OneTimeAddress(address: "http://files/up/secret-\(operation)", secret: "secret-\(operation)")
    }

    package func firmware(
        _ image: FirmwareImageID, for operation: OperationID, reached: String?, until: Timestamp
    ) async throws -> OfferedImage {
        guard image.rawValue <= 2 else { throw ChargingError(.notFound, "no such image", field: "imageId") }
        offers.withLock { $0.append(Offer(operation: operation, reached: reached, until: until)) }
        return OfferedImage(
            address: OneTimeAddress(address: "http://files/down/secret-\(operation)", secret: "secret-\(operation)"),
            signature: image.rawValue == 2 ? FirmwareSignature(signature: "c2ln", certificate: "PEM") : nil)
    }
}
