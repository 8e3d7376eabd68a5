import Crypto
import Foundation
import Glibc

/// The server's secret: everything that is encrypted or keyed at rest is so by a key derived from it.
///
/// Losing the file makes stored passwords unreadable; whoever has it and the database can read them.
struct SecretKey: Sendable {
    private let root: SymmetricKey

    init(bytes: [UInt8]) { root = SymmetricKey(data: bytes) }

    /// Reads the key file, or makes one (mode 0600) when `mayCreate` and there is none.
    static func load(from path: String, mayCreate: Bool) throws -> SecretKey {
        if !FileManager.default.fileExists(atPath: path) {
            guard mayCreate else {
                throw SettingError("STATIONMASTER_SECRET_KEY_FILE", value: path, expected: "a readable file")
            }
            try create(at: path)
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SettingError("STATIONMASTER_SECRET_KEY_FILE", value: path, expected: "a readable file")
        }
        guard data.count >= 32 else {
            throw SettingError(
                "STATIONMASTER_SECRET_KEY_FILE", value: path,
                expected: "a file of at least 32 random bytes, and holds \(data.count)")
        }
        return SecretKey(bytes: Array(data))
    }

    private static func create(at path: String) throws {
        let key = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        // Created under another name and renamed, so that a crash never leaves half a key.
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw SettingError("cannot write the secret key file \(path): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        let written = key.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == key.count, fsync(descriptor) == 0, rename(draft, path) == 0 else {
            throw SettingError("cannot write the secret key file \(path): \(String(cString: strerror(errno)))")
        }
    }

    func derived(for purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Data(purpose.utf8), outputByteCount: 32)
    }
}
