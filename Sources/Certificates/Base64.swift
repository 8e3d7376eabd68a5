import COpenSSL

/// RFC 4648, section 4, line breaks allowed.
enum Base64 {
    private static let limit = 64 << 10

    static func decode(_ text: String) -> [UInt8]? {
        let digits = text.utf8.filter { !($0 == 0x20 || (0x09...0x0D).contains($0)) }
        let padding = digits.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard !digits.isEmpty, digits.count % 4 == 0, digits.count <= limit, padding <= 2 else { return nil }
        var bytes = [UInt8](repeating: 0, count: digits.count / 4 * 3)
        let count = EVP_DecodeBlock(&bytes, digits, Int32(digits.count))
        guard count >= padding else {
            ERR_clear_error()
            return nil
        }
        return Array(bytes.prefix(Int(count) - padding))
    }
}
