import CVips
import Confinement
import Glibc

/// What the server starts to make a picture harmless that somebody sent: it comes in at the standard input, and goes out as a
/// JPEG that was drawn anew, behind a line of text: `picture WIDTH HEIGHT`, or `refused WHY` and nothing behind it.
@main
struct PictureReader {
    static func main() {
        Confinement.begin()
        do {
            try Confinement.write(answer(to: try Confinement.standardInput()))
        } catch {
            exit(1)
        }
    }

    private static func answer(to bytes: [UInt8]) -> [UInt8] {
        do {
            let picture = try Picture(of: bytes)
            return Array("picture \(picture.width) \(picture.height)\n".utf8) + picture.jpeg
        } catch {
            return Array("refused \(error.rawValue)\n".utf8)
        }
    }
}

/// A picture as the server keeps it.
private struct Picture {
    enum Refusal: String, Error { case kind, size, damaged }

    /// As they are in photographs of telephones; beyond this the memory of the process would not do.
    private static let mostPixels = 60_000_000
    private static let longestEdge: Int32 = 1600
    private static let quality: Int32 = 82

    let width: Int
    let height: Int
    let jpeg: [UInt8]

    init(of bytes: [UInt8]) throws(Refusal) {
        guard Self.isKnown(bytes) else { throw .kind }
        // Nothing is written to disk here, however large it is.
        setenv("VIPS_DISC_THRESHOLD", "1g", 1)
        guard vips_init("stationmaster") == 0 else { throw .damaged }
        vips_block_untrusted_set(1)
        vips_concurrency_set(1)
        try Self.checkSize(of: bytes)
        var copy = bytes
        var shrunk: UnsafeMutablePointer<VipsImage>?
        // The image reads from these bytes until it is saved.
        let result: (Int, Int, [UInt8])? = copy.withUnsafeMutableBytes { buffer in
            guard picture_shrink(buffer.baseAddress, buffer.count, &shrunk, Self.longestEdge) == 0, let shrunk else {
                return nil
            }
            defer { picture_release(shrunk) }
            return Self.saved(shrunk)
        }
        guard let result else { throw .damaged }
        (width, height, jpeg) = result
    }

    /// By its first bytes: JPEG, PNG or WebP.
    private static func isKnown(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xFF, 0xD8, 0xFF]) || bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
            || (bytes.starts(with: Array("RIFF".utf8)) && bytes.dropFirst(8).starts(with: Array("WEBP".utf8)))
    }

    private static func checkSize(of bytes: [UInt8]) throws(Refusal) {
        let pixels: Int? = bytes.withUnsafeBytes { buffer in
            guard let image = picture_open(buffer.baseAddress, buffer.count) else { return nil }
            defer { picture_release(image) }
            return Int(vips_image_get_width(image)) * Int(vips_image_get_height(image))
        }
        guard let pixels else { throw .damaged }
        guard (1...mostPixels).contains(pixels) else { throw .size }
    }

    private static func saved(_ image: UnsafeMutablePointer<VipsImage>) -> (Int, Int, [UInt8])? {
        var flat: UnsafeMutablePointer<VipsImage>? = image
        if vips_image_hasalpha(image) != 0 {
            guard picture_flatten(image, &flat) == 0 else { return nil }
        }
        guard let flat else { return nil }
        defer { if flat != image { picture_release(flat) } }
        var bytes: UnsafeMutableRawPointer?
        var length = 0
        guard picture_save(flat, &bytes, &length, quality) == 0, let bytes else { return nil }
        defer { g_free(bytes) }
        return (
            Int(vips_image_get_width(flat)), Int(vips_image_get_height(flat)),
            Array(UnsafeRawBufferPointer(start: bytes, count: length))
        )
    }
}
