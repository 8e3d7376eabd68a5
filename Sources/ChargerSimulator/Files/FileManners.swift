/// What a script says of the files to come.
struct FileManners: Equatable, Sendable {
    /// Of diagnostics and logs, in bytes.
    var uploadSize = 100_000
    /// A larger image is not taken.
    var downloadLimit = 64 << 20
    /// How many of the next transfers lose their connection half-way.
    var brokenUploads = 0
    var brokenDownloads = 0
    /// How many of the next images come with a wrong bit.
    var garbledDownloads = 0
    /// What the next image brings; nil: one more than the version that runs.
    var nextVersion: String?
    var failsToInstall = false

    /// Whether it is one of those; each counts once.
    static func take(_ count: inout Int) -> Bool {
        guard count > 0 else { return false }
        count -= 1
        return true
    }

    /// `1.0.9` becomes `1.0.10`; what does not end with a number gets one.
    static func version(after version: String) -> String {
        let digits = version.reversed().prefix { $0.isASCII && $0.isNumber }.count
        let last = Int(version.suffix(digits)) ?? 0
        let head = digits > 0 ? version.dropLast(digits) : version + "."
        return String((head + String(last &+ 1)).prefix(50))
    }
}
