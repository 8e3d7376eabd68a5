/// Why bytes could not be read as JSON.
public enum JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    case empty
    case malformed
    case invalidUTF8
    /// A number that JSON does not allow, or a double beyond ±1.8e308.
    case invalidNumber
    case tooDeep(maximum: Int)
    case tooLarge(maximum: Int)
    case outOfMemory

    public var description: String {
        switch self {
        case .empty: "the text is empty"
        case .malformed: "the text is not JSON"
        case .invalidUTF8: "the text is not UTF-8"
        case .invalidNumber: "a number is malformed or too large"
        case .tooDeep(let maximum): "the text is nested deeper than \(maximum) levels"
        case .tooLarge(let maximum): "the text is longer than \(maximum) bytes"
        case .outOfMemory: "there is no memory left to read the text"
        }
    }
}
