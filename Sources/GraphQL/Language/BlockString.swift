/// Reads and writes strings in triple quotes.
///
/// Section 2.9.4: the indentation that all lines share, and blank lines at both ends, are not part of the value.
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
    static func canWrite(_ value: String) -> Bool {
        for scalar in value.unicodeScalars where scalar.value < 0x20 && scalar != "\n" && scalar != "\t" {
            return false
        }
        let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, let last = lines.last else { return false }
        let isBlankLine = { (line: Substring) in line.allSatisfy { $0 == " " || $0 == "\t" } }
        guard !isBlankLine(first), !isBlankLine(last) else { return false }
        let rest = lines.dropFirst().filter { !isBlankLine($0) }
        return rest.isEmpty || rest.contains { !$0.hasPrefix(" ") && !$0.hasPrefix("\t") }
    }

    static func write(_ value: String, indentation: String) -> String {
        let escaped = value.split(separator: "\"\"\"", omittingEmptySubsequences: false).joined(separator: "\\\"\"\"")
        let lines = escaped.split(separator: "\n", omittingEmptySubsequences: false)
        let indented = lines.map { $0.isEmpty ? "" : indentation + $0 }.joined(separator: "\n")
        return "\"\"\"\n\(indented)\n\(indentation)\"\"\""
    }
}
