import COpenSSL

/// An object of OpenSSL that is freed with its owner.
struct Owned: ~Copyable {
    let pointer: OpaquePointer
    private let free: (OpaquePointer?) -> Void

    /// - Throws: ``CertificateError`` with this message when there is no object.
    init(
        _ pointer: OpaquePointer?, _ free: @escaping (OpaquePointer?) -> Void, or message: String
    ) throws(CertificateError) {
        guard let pointer else { throw CertificateError(message) }
        self.pointer = pointer
        self.free = free
    }

    deinit { free(pointer) }
}

/// Text and bytes on their way into and out of OpenSSL.
enum Memory {
    /// Lets OpenSSL read a copy of the bytes.
    static func reading<Result>(
        _ bytes: [UInt8], _ body: (OpaquePointer) throws(CertificateError) -> Result
    ) throws(CertificateError) -> Result {
        let bio = try Owned(BIO_new(BIO_s_mem()), { BIO_free_all($0) }, or: "there is no memory")
        let count = Int32(clamping: bytes.count)
        guard count == 0 || BIO_write(bio.pointer, bytes, count) == count else {
            throw CertificateError("there is no memory")
        }
        return try body(bio.pointer)
    }

    /// What was written.
    static func written(_ body: (OpaquePointer) -> Bool) throws(CertificateError) -> [UInt8] {
        let bio = try Owned(BIO_new(BIO_s_mem()), { BIO_free_all($0) }, or: "there is no memory")
        guard body(bio.pointer) else { throw CertificateError("it could not be written") }
        var bytes: UnsafeMutablePointer<CChar>?
        let count = copenssl_bio_contents(bio.pointer, &bytes)
        guard let bytes, count > 0 else { return [] }
        return UnsafeRawBufferPointer(start: bytes, count: count).map { $0 }
    }
}
