/// Why a scenario file is not understood, for the person who wrote it.
struct ScriptError: Error, Equatable, CustomStringConvertible {
    var line: Int
    /// Of the first character of what is wrong, counted from 1.
    var column: Int
    var message: String

    var description: String { "line \(line), column \(column): \(message)" }
}
