public import JSON

/// One entry of `errors` in a response.
///
/// Section 7.1.6.
public struct GraphQLError: Error, Sendable, Hashable {
    public var message: String
    public var locations: [SourceLocation]
    /// Where in `data` the failure is; empty for errors of the whole request.
    public var path: [PathSegment]
    public var code: ErrorCode
    /// Goes out as `extensions`, beside the code.
    public var extensions: JSONObject

    public init(
        _ message: String, code: ErrorCode, locations: [SourceLocation] = [], path: [PathSegment] = [],
        extensions: JSONObject = [:]
    ) {
        self.message = message
        self.code = code
        self.locations = locations
        self.path = path
        self.extensions = extensions
    }
}

/// One step of an error's path: the name of a response field or the place in a list.
public enum PathSegment: Sendable, Hashable {
    case field(String)
    case index(Int)
}

/// A place in a document, counted from 1 in lines and in characters (Unicode scalars) of the line.
public struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public var description: String { "\(line):\(column)" }

    /// Finds the place of a byte; costs a scan, so it is done for errors only.
    init(offset: Int32, in source: [UInt8]) {
        var line = 1
        var column = 1
        var index = 0
        let end = min(max(Int(offset), 0), source.count)
        while index < end {
            let byte = source[index]
            index += 1
            if byte == UInt8(ascii: "\r"), index < source.count, source[index] == UInt8(ascii: "\n") { continue }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.init(line: line, column: column)
    }
}
