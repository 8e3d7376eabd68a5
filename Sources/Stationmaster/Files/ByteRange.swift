/// Which part of a file is asked for (RFC 9110, section 14).
enum ByteRange: Equatable {
    case whole
    case part(Range<Int64>)
    /// Of a file that has no such part.
    case unsatisfiable

    /// What cannot be read, and several ranges at once, mean the whole file, as the standard allows.
    ///
    /// - Parameters:
    ///   - header: `Range`.
    ///   - condition: `If-Range`; the part is of use only where it names this very file.
    init(_ header: String?, of size: Int64, unless condition: String? = nil, isNot entityTag: String = "") {
        self = .whole
        guard let header, condition == nil || condition == entityTag, header.lowercased().hasPrefix("bytes=") else {
            return
        }
        let parts = header.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            .map { $0.filter { $0 != " " } }
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return }
        switch (parts[0].isEmpty ? nil : Int64(parts[0]) ?? .max, parts[1].isEmpty ? nil : Int64(parts[1]) ?? .max) {
        case (let first?, let last?):
            guard first <= last else { return }
            self = first < size ? .part(first..<(min(last, size - 1) + 1)) : .unsatisfiable
        case (let first?, nil): self = first < size ? .part(first..<size) : .unsatisfiable
        case (nil, let count?): self = count > 0 && size > 0 ? .part(max(0, size - count)..<size) : .unsatisfiable
        case (nil, nil): return
        }
    }
}
