import JSON

/// How a fleet does, for people or for programs.
struct FleetReport: Equatable, Sendable {
    var chargers: Int
    /// Since the start.
    var seconds: Double
    var statistics: ChargerStatistics

    var text: String {
        let counts = statistics
        var text = "\(FixedPoint.text(seconds, decimals: 0)) s: \(counts.connected) of \(chargers) connected, "
        text += "\(counts.registered) registered, \(counts.charging) charging; \(counts.started) started, "
        text += "\(counts.stopped) stopped; \(counts.answered) messages, \(counts.operations) operations"
        let troubles = [
            ("errors", counts.errors), ("unanswered", counts.unanswered), ("repeated", counts.repeated),
            ("lost", counts.lost), ("refused tags", counts.refusedTags), ("failed connects", counts.failedConnects),
            ("disconnects", counts.disconnects), ("unexpected", counts.unexpected), ("failed", counts.failed),
        ].filter { $0.1 > 0 }
        guard !troubles.isEmpty else { return text }
        return text + "; " + troubles.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    }

    /// One line.
    var json: String {
        let counts = statistics
        let members: [(String, Int)] = [
            ("chargers", chargers), ("connected", counts.connected), ("registered", counts.registered),
            ("charging", counts.charging), ("started", counts.started), ("stopped", counts.stopped),
            ("sent", counts.sent), ("answered", counts.answered), ("operations", counts.operations),
            ("errors", counts.errors), ("unanswered", counts.unanswered), ("repeated", counts.repeated),
            ("lost", counts.lost), ("refused_tags", counts.refusedTags), ("failed_connects", counts.failedConnects),
            ("disconnects", counts.disconnects), ("unexpected", counts.unexpected), ("ended", counts.ended),
            ("failed", counts.failed),
        ]
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("seconds")
        writer.number((seconds * 1000).rounded() / 1000)
        for (name, value) in members {
            writer.name(name)
            writer.integer(value)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
