package enum PictureField: Sendable, Hashable, CaseIterable {
    case stationID, alternativeText, width, height, sizeBytes, uploadedBy, createdAt
}

package struct NewPicture: Sendable, Hashable {
    package var station: StationID
    package var alternativeText: String
    /// In pixels.
    package var width: Int
    package var height: Int

    package init(station: StationID, alternativeText: String, width: Int, height: Int) {
        self.station = station
        self.alternativeText = alternativeText
        self.width = width
        self.height = height
    }
}

package protocol PictureReading: Sendable {
    /// At most two each, in their order.
    func pictures(
        ofStations stations: [StationID], fields: Set<PictureField>, viewer: Viewer
    ) async throws -> RowLists<PictureField>
    func pictures(
        ids: [PictureID], fields: Set<PictureField>, viewer: Viewer
    ) async throws -> RowBatch<PictureField>
}

package protocol PictureRecords: Sendable {
    /// - Throws: ``ChargingError`` `.forbidden`, `.notFound` for a station out of reach, `.conflict` where there are two.
    func requireRoomForPicture(of station: StationID, viewer: Viewer) async throws
    /// - Throws: as ``requireRoomForPicture(of:viewer:)``.
    func addPicture(_ picture: NewPicture, file: StoredFile, viewer: Viewer) async throws -> PictureID
    /// - Throws: ``ChargingError`` `.forbidden`, or `.notFound` for one out of reach.
    func describePicture(_ id: PictureID, as alternativeText: String, viewer: Viewer) async throws
    /// All or none.
    ///
    /// - Returns: where they lie on our disk.
    /// - Throws: ``ChargingError`` `.forbidden`, or `.notFound` when one of them is out of reach.
    func deletePictures(_ ids: [PictureID], viewer: Viewer) async throws -> [String]
    /// Nil for one out of the viewer's reach.
    func pictureFile(_ id: PictureID, viewer: Viewer) async throws -> StoredFile?
}

/// Pictures with their files.
package protocol PictureAlbum: Sendable {
    /// - Throws: as ``PictureRecords/describePicture(_:as:viewer:)``.
    func describe(_ id: PictureID, as alternativeText: String, viewer: Viewer) async throws
    /// - Throws: as ``PictureRecords/deletePictures(_:viewer:)``.
    func delete(_ ids: [PictureID], viewer: Viewer) async throws
}
