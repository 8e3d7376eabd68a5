/// Reads decimal numbers as chargers write them into text, correctly rounded after a shift of the decimal point.
///
/// The shift makes 12.345 kWh exactly 12345 Wh, which a multiplication of the parsed number does not always give.
enum DecimalText {
    /// Nil for whatever is not a finite decimal number; a comma counts as the point, blanks around it are ignored.
    static func value(of text: String, shiftedBy shift: Int = 0) -> Double? {
        var text = text
        return text.withUTF8 { bytes in
            let trimmed = trimmed(bytes)
            guard let decimal = Decimal(trimmed) else { return nil }
            return decimal.value(shiftedBy: shift)
        }
    }

    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var range = bytes.startIndex..<bytes.endIndex
        while let first = range.first, bytes[first] == UInt8(ascii: " ") { range = range.dropFirst() }
        while let last = range.last, bytes[last] == UInt8(ascii: " ") { range = range.dropLast() }
        return UnsafeBufferPointer(rebasing: bytes[range])
    }

    /// A number taken apart: its value is `mantissa × 10^exponent`, as long as the mantissa has few digits.
    private struct Decimal {
        private var isNegative = false
        private var mantissa: UInt64 = 0
        private var digits = 0
        private var exponent = 0
        /// Digits and point, for numbers that are too long for the mantissa.
        private let significand: Slice<UnsafeBufferPointer<UInt8>>

        private static let maximumLength = 64
        /// So many digits are exact in a double.
        private static let exactDigits = 15

        init?(_ bytes: UnsafeBufferPointer<UInt8>) {
            guard bytes.count <= Self.maximumLength else { return nil }
            var rest = bytes[...]
            if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
                isNegative = sign == UInt8(ascii: "-")
                rest = rest.dropFirst()
            }
            let start = rest.startIndex
            significand = bytes[start...]
            takeDigits(&rest)
            if let point = rest.first, point == UInt8(ascii: ".") || point == UInt8(ascii: ",") {
                rest = rest.dropFirst()
                let whole = digits
                takeDigits(&rest)
                exponent = whole - digits
            }
            guard digits > 0, takeExponent(&rest), rest.isEmpty else { return nil }
        }

        func value(shiftedBy shift: Int) -> Double? {
            let exponent = exponent + shift
            if let exact = exactValue(exponent: exponent) { return isNegative && exact != 0 ? -exact : exact }
            let digits = significand.prefix { DecimalText.isDigitOrPoint($0) }.filter { DecimalText.isDigit($0) }
            let text = (isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self) + "e\(exponent)"
            return Double(text).flatMap { $0.isFinite ? $0 : nil }
        }

        /// Both factors are exact doubles, so the one operation on them rounds correctly.
        private func exactValue(exponent: Int) -> Double? {
            guard digits <= Self.exactDigits, exponent.magnitude < DecimalText.powers.count else { return nil }
            let power = DecimalText.powers[Int(exponent.magnitude)]
            return exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
        }

        private mutating func takeDigits(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) {
            while let digit = rest.first, DecimalText.isDigit(digit) {
                // Wraps beyond 19 digits, where the mantissa is not used any more.
                mantissa = mantissa &* 10 &+ UInt64(digit - UInt8(ascii: "0"))
                digits += 1
                rest = rest.dropFirst()
            }
        }

        private mutating func takeExponent(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
            guard let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return true }
            guard rest.count <= 5, let power = Int(String(decoding: rest.dropFirst(), as: UTF8.self)) else {
                return false
            }
            exponent += power
            rest = rest.dropFirst(rest.count)
            return true
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private static func isDigitOrPoint(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
    }

    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}
