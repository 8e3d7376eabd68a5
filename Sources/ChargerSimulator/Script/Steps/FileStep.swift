/// What becomes of files that the central system has a charge point fetch or leave.
enum FileStep: Equatable, Sendable {
    /// Of the diagnostics and logs to come, in bytes.
    case uploadSize(Int)
    /// A larger image is not taken.
    case downloadLimit(Int)
    /// So many of the next ones lose their connection half-way.
    case uploadBreaks(Int)
    case downloadBreaks(Int)
    /// So many of the next images come with a wrong bit.
    case downloadGarbles(Int)
    /// What the next image brings.
    case nextVersion(String)
    case installationFails

    static let forms = [
        "upload": "upload size 700000|breaks 1", "download": "download limit 1000000|breaks 1|garbles 1",
        "firmware": "firmware next 2.0.0|fails",
    ]

    static func read(_ reader: inout StepReader) throws(ScriptError) -> Step? {
        switch reader.verb {
        case "upload":
            let word = try reader.keyword(among: ["size", "breaks"])
            if word == "size" { return .file(.uploadSize(try reader.number("of bytes", in: 1...1_000_000_000))) }
            return .file(.uploadBreaks(try reader.number("of uploads", in: 1...1000)))
        case "download":
            switch try reader.keyword(among: ["limit", "breaks", "garbles"]) {
            case "limit": return .file(.downloadLimit(try reader.number("of bytes", in: 1...1_000_000_000)))
            case "breaks": return .file(.downloadBreaks(try reader.number("of downloads", in: 1...1000)))
            default: return .file(.downloadGarbles(try reader.number("of downloads", in: 1...1000)))
            }
        case "firmware":
            guard try reader.keyword(among: ["next", "fails"]) == "next" else { return .file(.installationFails) }
            let version = try reader.word("a version")
            guard version.unicodeScalars.count <= 50 else {
                throw reader.error("\(version) should be a version of at most 50 characters")
            }
            return .file(.nextVersion(version))
        default: return nil
        }
    }
}
