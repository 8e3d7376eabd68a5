import Charging
import Crypto
import Foundation
import NIOCore
import SystemPackage

/// A file while it is being received.
struct IncomingFile: Sendable {
    let name: String
    let path: String
    private let descriptor: SystemPackage.FileDescriptor
    private var hash = SHA256()
    private(set) var size: Int64 = 0

    init(name: String, path: String, descriptor: SystemPackage.FileDescriptor) {
        self.name = name
        self.path = path
        self.descriptor = descriptor
    }

    mutating func append(_ bytes: ByteBuffer) async throws {
        let (descriptor, hash) = (descriptor, hash)
        self.hash = try await BlockingWork.run {
            var hash = hash
            try bytes.withUnsafeReadableBytes { bytes in
                hash.update(bufferPointer: bytes)
                _ = try descriptor.writeAll(bytes)
            }
            return hash
        }
        size += Int64(bytes.readableBytes)
    }

    /// All of it is on the disk.
    func flush() throws {
        guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
    }

    func stored(as fileName: String?) -> StoredFile {
        StoredFile(fileName: fileName, storedName: name, size: size, sha256: Array(hash.finalize()))
    }

    func close() { try? descriptor.close() }

    /// What stays in spite of it goes with the next start.
    func discard() async {
        let path = path
        _ = try? await BlockingWork.run { unlink(path) }
    }
}
