/// Why a scenario file is not understood, for the person who wrote it.
struct ScriptError: Error, Equatable, CustomStringConvertible {
    var line: Int
    var message: String

    var description: String { "line \(line): \(message)" }
}
