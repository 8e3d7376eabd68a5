import CZlib

/// A picture of one grey byte a pixel as PNG (ISO/IEC 15948).
struct PNGEncoder {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func encode(width: Int, height: Int, pixels: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity((width + 1) * height)
        for row in 0..<height {
            // No filter.
            lines.append(0)
            lines += pixels[row * width..<(row + 1) * width]
        }
        // Eight bits a pixel, greyscale.
        let header = bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, 0, 0, 0, 0]
        return signature + chunk("IHDR", header) + chunk("IDAT", compressed(lines)) + chunk("IEND", [])
    }

    private static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        var size = compressBound(uLong(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(size))
        let status = compress2(&output, &size, bytes, uLong(bytes.count), 6)
        // There is room for every input, so only memory can be short.
        return status == Z_OK ? Array(output.prefix(Int(size))) : []
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return bigEndian(UInt32(data.count)) + body + bigEndian(UInt32(crc32(0, body, uInt(body.count))))
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
}
