package import JSON

/// Addresses on our own server at which one station may leave or fetch one file for a limited time.
package protocol FileTransfers: Sendable {
    /// - Parameter reached: where the station reached this server, `http://host:port`, as far as its handshake told.
    func upload(of operation: OperationID, reached: String?, until: Timestamp) async throws -> OneTimeAddress
    /// - Throws: ``ChargingError`` `.notFound` for an image of another organization than the operation's.
    func firmware(
        _ image: FirmwareImageID, for operation: OperationID, reached: String?, until: Timestamp
    ) async throws -> OfferedImage
}

/// An address that lets in whoever knows it.
package struct OneTimeAddress: Sendable, Hashable {
    package var address: String
    /// The part of it that nobody may read afterwards.
    package var secret: String

    package init(address: String, secret: String) {
        self.address = address
        self.secret = secret
    }
}

package struct OfferedImage: Sendable, Hashable {
    package var address: OneTimeAddress
    package var signature: FirmwareSignature?

    package init(address: OneTimeAddress, signature: FirmwareSignature?) {
        self.address = address
        self.signature = signature
    }
}

/// By which a charger knows that firmware is genuine.
package struct FirmwareSignature: Sendable, Hashable {
    /// Over the whole file, Base64.
    package var signature: String
    /// PEM.
    package var certificate: String

    package init(signature: String, certificate: String) {
        self.signature = signature
        self.certificate = certificate
    }
}
