import NIOCore

/// What a virtual charge point uploads as its diagnostics or its log: lines of text up to a size.
struct DiagnosticFile: Equatable, Sendable {
    var name: String
    var size: Int
    /// What each line says.
    var line: String

    /// The first part of it, from which all others are cut.
    func block() -> ByteBuffer {
        var buffer = ByteBuffer()
        repeat { buffer.writeString(line + "\n") } while buffer.readableBytes < Self.blockBytes
        return buffer
    }

    /// About as much as is written at once.
    static let blockBytes = 32 << 10
}
