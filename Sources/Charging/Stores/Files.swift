package import JSON

/// A file that a station was told where to leave.
package struct ExpectedUpload: Sendable, Hashable {
    package var operation: OperationID
    package var station: StationID
    package var organization: OrganizationID
    package var expiresAt: Timestamp
    /// It is here already.
    package var isReceived: Bool

    package init(
        operation: OperationID, station: StationID, organization: OrganizationID, expiresAt: Timestamp, isReceived: Bool
    ) {
        self.operation = operation
        self.station = station
        self.organization = organization
        self.expiresAt = expiresAt
        self.isReceived = isReceived
    }
}

/// A file as it lies on our disk.
package struct StoredFile: Sendable, Hashable {
    /// As whoever sent it calls it; never a path of ours.
    package var fileName: String?
    /// A UUID.
    package var storedName: String
    package var size: Int64
    package var sha256: [UInt8]

    package init(fileName: String?, storedName: String, size: Int64, sha256: [UInt8]) {
        self.fileName = fileName
        self.storedName = storedName
        self.size = size
        self.sha256 = sha256
    }
}

/// What one-time addresses stand for; `hash` is the SHA-256 of the secret in them.
package protocol FileRecords: Sendable {
    func expectUpload(_ hash: [UInt8], of operation: OperationID, until: Timestamp) async throws
    func upload(_ hash: [UInt8]) async throws -> ExpectedUpload?
    /// Keeps that it is here, and that its operation had its effect, even one that was given up before.
    ///
    /// - Returns: false when it was here already, or its time was up.
    func received(_ file: StoredFile, by hash: [UInt8], at: Timestamp) async throws -> Bool
    /// What an operation's station has left, for a person who may see it.
    func receivedFile(of operation: OperationID, viewer: Viewer) async throws -> StoredFile?

    /// - Throws: ``ChargingError`` `.notFound` for an image of another organization than the operation's.
    func offer(
        _ image: FirmwareImageID, by hash: [UInt8], for operation: OperationID, until: Timestamp
    ) async throws -> FirmwareSignature?
    /// Nil when there is none, or its time is up.
    func offeredImage(_ hash: [UInt8], at: Timestamp) async throws -> StoredFile?
}

/// Which files on our disk something refers to, by their names there.
package protocol FileReferences: Sendable {
    /// Forgets uploads that were received before then, oldest first.
    ///
    /// - Returns: their files, to be deleted.
    func deleteUploads(receivedBefore moment: Timestamp, limit: Int) async throws -> [String]
    /// Those that are an upload's, an image's or a picture's.
    ///
    /// - Parameter names: UUIDs.
    func referred(among names: [String]) async throws -> Set<String>
}

package struct NewFirmwareImage: Sendable, Hashable {
    package var vendor: String
    package var model: String
    package var version: String
    package var fileName: String
    package var signature: FirmwareSignature?

    package init(vendor: String, model: String, version: String, fileName: String, signature: FirmwareSignature?) {
        self.vendor = vendor
        self.model = model
        self.version = version
        self.fileName = fileName
        self.signature = signature
    }
}

package protocol FirmwareRecords: Sendable {
    /// - Throws: ``ChargingError`` `.forbidden`, or `.conflict` when there is one for this version.
    func addImage(_ image: NewFirmwareImage, file: StoredFile, viewer: Viewer) async throws -> FirmwareImageID
    /// All or none; ends the downloads that were offered.
    ///
    /// - Returns: where they lie on our disk.
    /// - Throws: ``ChargingError`` `.forbidden`, or `.notFound` when one of them is out of the viewer's reach.
    func deleteImages(_ images: [FirmwareImageID], viewer: Viewer) async throws -> [String]
}

/// Checks signatures before an image is taken.
package protocol FirmwareVerification: Sendable {
    /// - Parameter digest: SHA-256 of the whole file.
    /// - Throws: ``ChargingError`` `.badInput` that says what is wrong with it.
    func verify(_ signature: FirmwareSignature, digest: [UInt8]) async throws
}

/// The catalogue with its files.
package protocol FirmwareCatalogue: Sendable {
    /// - Throws: as ``FirmwareRecords/deleteImages(_:viewer:)``.
    func delete(_ images: [FirmwareImageID], viewer: Viewer) async throws
}

package enum FirmwareImageField: Sendable, Hashable, CaseIterable {
    case vendor, model, firmwareVersion, fileName, sizeBytes, sha256, isSigned, uploadedBy, createdAt, notes
}

package struct FirmwareImageFilter: Sendable, Hashable {
    package var vendor: String?
    package var model: String?
    package var version: String?
    package init() {}
}

package enum UploadField: Sendable, Hashable, CaseIterable { case fileName, sizeBytes, sha256, receivedAt }

/// A status that a station told of an operation while it was carried out.
package enum ProgressField: Sendable, Hashable, CaseIterable { case name, receivedAt }

package protocol FileReading: Sendable {
    /// Newest first.
    func firmwareImages(
        _ filter: FirmwareImageFilter, page: PageRequest, fields: Set<FirmwareImageField>, viewer: Viewer
    ) async throws -> RowPages<FirmwareImageField>
    func firmwareImages(
        ids: [FirmwareImageID], fields: Set<FirmwareImageField>, viewer: Viewer
    ) async throws -> RowBatch<FirmwareImageField>
    /// What fits a station by its vendor and model and is newer than what it runs, the newest first; none for one that does not
    /// say what it runs. Up to 20 each.
    func newerImages(
        ofStations stations: [StationID], fields: Set<FirmwareImageField>, viewer: Viewer
    ) async throws -> RowLists<FirmwareImageField>
    /// At most one each: what has come.
    func uploads(
        ofOperations operations: [OperationID], fields: Set<UploadField>, viewer: Viewer
    ) async throws -> RowLists<UploadField>
    /// Oldest first.
    func progress(
        ofOperations operations: [OperationID], fields: Set<ProgressField>, viewer: Viewer
    ) async throws -> RowLists<ProgressField>
}
