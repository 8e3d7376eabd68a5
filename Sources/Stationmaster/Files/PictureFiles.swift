import Charging
import NIOCore

/// The pictures of stations as they lie on our disk.
struct PictureFiles: PictureAlbum {
    let records: any PictureRecords
    let storage: FileStorage

    func add(_ picture: NewPicture, jpeg: [UInt8], viewer: Viewer) async throws -> PictureID {
        var file = try await storage.beginFile()
        defer { file.close() }
        do {
            try await file.append(ByteBuffer(bytes: jpeg))
            try await storage.keep(file, as: .pictures)
        } catch {
            await file.discard()
            throw error
        }
        do {
            return try await records.addPicture(picture, file: file.stored(as: nil), viewer: viewer)
        } catch let error as ChargingError where !error.isOfServer {
            // Of any other failure nobody can be sure; what nothing refers to is swept.
            await storage.remove([file.name], of: .pictures)
            throw error
        }
    }

    func describe(_ id: PictureID, as alternativeText: String, viewer: Viewer) async throws {
        try await records.describePicture(id, as: alternativeText, viewer: viewer)
    }

    func delete(_ ids: [PictureID], viewer: Viewer) async throws {
        await storage.remove(try await records.deletePictures(ids, viewer: viewer), of: .pictures)
    }
}
