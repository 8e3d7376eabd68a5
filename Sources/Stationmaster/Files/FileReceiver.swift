import Charging
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SystemPackage

/// Takes the body of a request to the disk, within limits of size and time.
struct FileReceiver: Sendable {
    struct Limits: Sendable {
        /// Of one file.
        var bytes: Int64
        /// What has to stay free on the disk.
        var leastFree: Int64 = 0
        var pace = TransferPace(total: .seconds(3600))
    }

    /// How much comes between two looks at the room that is left.
    private static let bytesBetweenLooks: Int64 = 4 << 20

    let storage: FileStorage
    let limits: Limits

    /// Receives a whole file and hands it to `accept`, which returns nil when it is not to be kept.
    ///
    /// A client that goes away cuts nothing short: of a body that ends early nothing is left, and a file that is here whole is
    /// accepted though nobody hears of it. A file that was refused is deleted; one whose acceptance nobody can be sure of,
    /// since the database did not answer, is left for ``FileUpkeep``.
    /// - Parameter declared: its length as ``declaredLength(of:)`` found it.
    func receive<Kept: Sendable>(
        _ request: Request, declared: Int64?, as kind: FileStorage.Kind, named fileName: String?,
        accept: @escaping @Sendable (StoredFile) async throws -> Kept?
    ) async throws -> Kept? {
        // Waited for on the next line, since a client that goes away cancels us.
        let receiving = Task {
            let file = try await wholeFile(of: request.body, declared: declared, as: kind)
            return try await accepted(file, as: kind, named: fileName, by: accept)
        }
        return try await receiving.value
    }

    /// The length that the client declares; nil where the file comes in chunks.
    /// - Throws: ``FileRefusal`` for what its head alone shows that it is not taken.
    func declaredLength(of request: Request) throws -> Int64? {
        try request.declaredLength(upTo: limits.bytes)
    }

    /// All of it, in its place on the disk.
    private func wholeFile(
        of body: RequestBody, declared: Int64?, as kind: FileStorage.Kind
    ) async throws -> IncomingFile {
        do {
            try await checkRoom(for: declared ?? 0)
            var file = try await storage.beginFile()
            defer { file.close() }
            do {
                file = try await receive(body, declared: declared, into: file)
                if let declared, file.size != declared { throw FileRefusal.brokenOff }
                guard file.size > 0 else { throw FileRefusal.empty }
                try await storage.keep(file, as: kind)
                return file
            } catch {
                await file.discard()
                throw error
            }
        } catch {
            throw Self.refusal(error)
        }
    }

    private func accepted<Kept>(
        _ file: IncomingFile, as kind: FileStorage.Kind, named fileName: String?,
        by accept: (StoredFile) async throws -> Kept?
    ) async throws -> Kept? {
        do {
            if let kept = try await accept(file.stored(as: fileName)) { return kept }
        } catch let error as ChargingError where !error.isOfServer {
            await storage.remove([file.name], of: kind)
            throw error
        }
        await storage.remove([file.name], of: kind)
        return nil
    }

    private func checkRoom(for bytes: Int64) async throws {
        guard try await storage.hasRoom(for: bytes, leaving: limits.leastFree) else { throw FileRefusal.diskFull }
    }

    private func receive(
        _ body: RequestBody, declared: Int64?, into file: IncomingFile
    ) async throws -> IncomingFile {
        let watch = TransferWatch(limits.pace)
        return try await withThrowingTaskGroup(of: IncomingFile.self) { group in
            group.addTask {
                var file = file
                var nextLook = Self.bytesBetweenLooks
                for try await bytes in body {
                    guard file.size + Int64(bytes.readableBytes) <= limits.bytes else {
                        throw FileRefusal.tooLarge(limit: limits.bytes)
                    }
                    if file.size >= nextLook {
                        try await checkRoom(for: max(0, (declared ?? 0) - file.size))
                        nextLook = file.size + Self.bytesBetweenLooks
                    }
                    try await file.append(bytes)
                    watch.note()
                }
                return file
            }
            group.addTask {
                try await watch.untilTooSlow()
                throw FileRefusal.tooSlow
            }
            defer { group.cancelAll() }
            guard let file = try await group.next() else { throw FileRefusal.brokenOff }
            return file
        }
    }

    /// What went wrong on our side keeps its own error.
    private static func refusal(_ error: any Error) -> any Error {
        switch error {
        case is FileRefusal, is CancellationError: error
        case let error as Errno: error == .noSpace || error == .diskQuotaExceeded ? FileRefusal.diskFull : error
        default: FileRefusal.brokenOff
        }
    }
}

extension Request {
    /// The length that the client declares; nil where the file comes in chunks.
    /// - Throws: ``FileRefusal`` for what its head alone shows that it is not taken.
    func declaredLength(upTo limit: Int64) throws -> Int64? {
        let type = (headers[.contentType] ?? "").lowercased()
        guard !type.hasPrefix("multipart/") else { throw FileRefusal.multipart }
        let encoding = (headers[.contentEncoding] ?? "identity").lowercased()
        guard encoding == "identity" else { throw FileRefusal.encoded(encoding) }
        guard let length = headers[.contentLength].flatMap({ Int64($0) }) else { return nil }
        guard length <= limit else { throw FileRefusal.tooLarge(limit: limit) }
        return length
    }
}
