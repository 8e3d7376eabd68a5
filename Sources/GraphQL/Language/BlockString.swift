/// Reads and writes strings in triple quotes.
///
/// Section 2.10.4: the indentation that all lines share, and blank lines at both ends, are not part of the value.
enum BlockString {
    /// Reads from the byte after the opening quotes; `nil` when it does not end.
    static func read(_ source: [UInt8], from start: Int) -> (value: String, end: Int)? {
        let quote = UInt8(ascii: "\"")
        var position = start
        var raw: [UInt8] = []
        while position < source.count {
            let byte = source[position]
            if byte == quote, position + 2 < source.count, source[position + 1] == quote, source[position + 2] == quote
            {
                return (dedent(raw), position + 3)
            }
            if byte == UInt8(ascii: "\\"), position + 3 < source.count,
                source[position + 1...position + 3].allSatisfy({ $0 == quote })
            {
                raw += [quote, quote, quote]
                position += 4
            } else {
                raw.append(byte)
                position += 1
            }
        }
        return nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func lines(_ raw: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        var position = 0
        while position < raw.count {
            let byte = raw[position]
            guard byte == 0x0A || byte == 0x0D else {
                position += 1
                continue
            }
            lines.append(raw[start..<position])
            position += byte == 0x0D && position + 1 < raw.count && raw[position + 1] == 0x0A ? 2 : 1
            start = position
        }
        lines.append(raw[start...])
        return lines
    }

    /// The algorithm BlockStringValue.
    private static func dedent(_ raw: [UInt8]) -> String {
        var lines = lines(raw)
        let indents = lines.dropFirst().compactMap { line in
            line.firstIndex { !isBlank($0) }.map { $0 - line.startIndex }
        }
        if let common = indents.min(), common > 0 {
            for index in 1..<lines.count { lines[index] = lines[index].dropFirst(common) }
        }
        var content = lines.drop { $0.allSatisfy(isBlank) }
        while let last = content.last, last.allSatisfy(isBlank) { content.removeLast() }
        return String(decoding: Array(content.joined(separator: [0x0A])), as: UTF8.self)
    }

    /// Whether the value comes back unchanged when it is written in triple quotes.
    ///
    /// Characters that cannot be seen belong in the quoted form (section 2.10.4); blank lines at either end, and an
    /// indentation that all lines share, would be taken away when it is read.
    static func canWrite(_ value: String) -> Bool {
        for scalar in value.unicodeScalars where isHidden(scalar) { return false }
        if value.isEmpty { return true }
        let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, let last = lines.last, !isBlank(first), !isBlank(last) else { return false }
        return hasOneLine(lines) || lines.contains { !isIndented($0) && !isBlank($0) }
    }

    /// The literal with its quotes; lines after the first get the indentation.
    static func write(_ value: String, indentation: String) -> String {
        if value.isEmpty { return "\"\"\"\"\"\"" }
        let escaped = value.split(separator: "\"\"\"", omittingEmptySubsequences: false).joined(separator: "\\\"\"\"")
        let lines = escaped.split(separator: "\n", omittingEmptySubsequences: false)
        // A line that is alone keeps its indentation only beside the quotes, where it does not count as one.
        let isFirstBesideQuotes = hasOneLine(lines) && lines.first.map(isIndented) ?? false
        let indented = lines.enumerated().map { index, line in
            line.isEmpty || (index == 0 && isFirstBesideQuotes) ? String(line) : indentation + line
        }
        let opening = isFirstBesideQuotes ? "\"\"\"" : "\"\"\"\n"
        return "\(opening)\(indented.joined(separator: "\n"))\n\(indentation)\"\"\""
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 ? scalar != "\n" && scalar != "\t" : (0x7F...0x9F).contains(scalar.value)
    }

    private static func isBlank(_ line: Substring) -> Bool { line.allSatisfy { $0 == " " || $0 == "\t" } }

    private static func hasOneLine(_ lines: [Substring]) -> Bool { !lines.dropFirst().contains { !isBlank($0) } }

    private static func isIndented(_ line: Substring) -> Bool { line.hasPrefix(" ") || line.hasPrefix("\t") }
}
