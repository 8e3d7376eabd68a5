import Charging

/// The catalogue's images as they lie on our disk.
struct FirmwareFiles: FirmwareCatalogue {
    let records: any FirmwareRecords
    let storage: FileStorage

    func delete(_ images: [FirmwareImageID], viewer: Viewer) async throws {
        // A file that is still being fetched stays readable to whoever has it open.
        await storage.remove(try await records.deleteImages(images, viewer: viewer), of: .firmware)
    }
}
