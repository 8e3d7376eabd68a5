import JSON

/// How long a request took before its execution.
struct PreparationTrace: Sendable {
    let began = ContinuousClock.now
    /// The document was parsed and validated by an earlier request.
    var isCached = true
    var parsing = Duration.zero
    var validation = Duration.zero
    /// Finding the operation, coercing the variables, and planning unless that is cached too.
    var planning = Duration.zero

    func write(to writer: inout JSONWriter) {
        writer.name("document")
        writer.beginObject()
        writer.name("isCached")
        writer.bool(isCached)
        writer.name("parseMicroseconds")
        writer.integer(parsing.microseconds)
        writer.name("validateMicroseconds")
        writer.integer(validation.microseconds)
        writer.name("planMicroseconds")
        writer.integer(planning.microseconds)
        writer.endObject()
    }
}
