import Charging
import Identity
import JSON

/// Makes the addresses that ``FileRoutes`` serves.
struct OneTimeAddresses: FileTransfers {
    let records: any FileRecords
    /// What every address begins with; nil: where the station reached this server.
    let publicURL: String?
    /// Where this server listens, for a station whose handshake did not tell; nil where that says nothing.
    let listener: String?

    func upload(of operation: OperationID, reached: String?, until: Timestamp) async throws -> OneTimeAddress {
        let base = try base(reached)
        let token = RandomToken.make()
        guard let hash = OneTimeToken.hash(token) else { throw Unusable() }
        try await records.expectUpload(hash, of: operation, until: until)
        return OneTimeAddress(address: "\(base)/files/uploads/\(token)", secret: token)
    }

    func firmware(
        _ image: FirmwareImageID, for operation: OperationID, reached: String?, until: Timestamp
    ) async throws -> OfferedImage {
        let base = try base(reached)
        let token = RandomToken.make()
        guard let hash = OneTimeToken.hash(token) else { throw Unusable() }
        let signature = try await records.offer(image, by: hash, for: operation, until: until)
        return OfferedImage(
            address: OneTimeAddress(address: "\(base)/files/firmware/\(token)", secret: token),
            signature: signature)
    }

    private func base(_ reached: String?) throws(ChargingError) -> String {
        guard let base = publicURL ?? reached ?? listener else {
            throw ChargingError(
                .conflict,
                "The station did not say where it reached this server, and cannot be told an address for the file: set STATIONMASTER_PUBLIC_URL."
            )
        }
        return base
    }

    /// A token that we would not know again; there is none.
    private struct Unusable: Error {}
}
