import JSON

/// What a request was estimated to cost, as its response tells in `extensions.cost`.
struct CostReport: Sendable {
    var estimated: Int
    var allowed: Int

    func write(to writer: inout JSONWriter) {
        writer.name("cost")
        writer.beginObject()
        writer.name("estimated")
        writer.integer(estimated)
        writer.name("allowed")
        writer.integer(allowed)
        writer.endObject()
    }
}
