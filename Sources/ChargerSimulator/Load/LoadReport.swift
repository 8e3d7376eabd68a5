import JSON

/// The outcome of a load run, as text for people or as one line of JSON for programs.
struct LoadReport: Sendable {
    /// Of the server's process and of this machine during the window.
    struct Usage: Equatable, Sendable {
        var residentBefore: Int?
        var residentConnected: Int?
        var residentMaximum: Int?
        var residentEnd: Int?
        /// Processor seconds of the server while the chargers came up, and in the window.
        var connectServerSeconds: Double?
        var serverSeconds: Double?
        /// Cores that this program used, and that others did (neither the server nor this program).
        var ownCores = 0.0
        var otherCores: Double?
    }

    var mix: LoadPlan.Mix
    var chargers: Int
    var connectSeconds: Double
    var windowSeconds: Double
    var counters: LoadCounters
    var usage: Usage

    var messagesPerSecond: Double { windowSeconds > 0 ? Double(counters.answered) / windowSeconds : 0 }

    private func quantile(_ share: Double) -> Double { counters.latencies.microseconds(atQuantile: share) }

    var text: String {
        func fixed(_ value: Double, _ decimals: Int = 0) -> String { FixedPoint.text(value, decimals: decimals) }
        let latency = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)]
            .map { "\($0.0) \(fixed(quantile($0.1))) us" }.joined(separator: "  ")
        var lines = [
            "\(mix.rawValue): \(counters.ready) of \(chargers) chargers ready after \(fixed(connectSeconds, 2)) s, "
                + "window \(fixed(windowSeconds, 2)) s",
            "\(fixed(messagesPerSecond)) messages/s  \(latency)  max \(fixed(counters.latencies.maximumMicroseconds)) us",
            "errors \(counters.errors)  mismatched \(counters.mismatched)  disconnects \(counters.disconnects)  "
                + "refused \(counters.refused)  boots not accepted \(counters.bootsNotAccepted)  "
                + "tags not accepted \(counters.tagsNotAccepted)  unanswered \(counters.unanswered)  "
                + "server calls \(counters.serverCalls)",
        ]
        var cores = "own \(fixed(usage.ownCores, 3)) cores"
        if let seconds = usage.serverSeconds {
            cores = "server \(fixed(seconds, 2)) s = \(fixed(seconds / max(windowSeconds, 0.001), 3)) cores  " + cores
        }
        if let other = usage.otherCores { cores += "  other work on the machine \(fixed(other, 3)) cores" }
        lines.append(cores)
        if let before = usage.residentBefore {
            let kib = [usage.residentConnected, usage.residentMaximum, usage.residentEnd].map {
                $0.map(String.init) ?? "-"
            }
            lines.append("server memory KiB: before \(before)  connected \(kib[0])  max \(kib[1])  end \(kib[2])")
        }
        return lines.joined(separator: "\n")
    }

    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("mix")
        writer.string(mix.rawValue)
        func integer(_ name: StaticString, _ value: Int) {
            writer.name(name)
            writer.integer(value)
        }
        func number(_ name: StaticString, _ value: Double?) {
            writer.name(name)
            if let value { writer.number((value * 1000).rounded() / 1000) } else { writer.null() }
        }
        integer("chargers", chargers)
        integer("ready", counters.ready)
        number("connect_s", connectSeconds)
        number("connect_server_cpu_s", usage.connectServerSeconds)
        number("window_s", windowSeconds)
        integer("messages", counters.answered)
        number("messages_per_s", messagesPerSecond)
        number("p50_us", quantile(0.5))
        number("p90_us", quantile(0.9))
        number("p99_us", quantile(0.99))
        number("p999_us", quantile(0.999))
        number("max_us", counters.latencies.maximumMicroseconds)
        number("mean_us", counters.latencies.meanMicroseconds)
        integer("callerrors", counters.errors)
        integer("mismatched", counters.mismatched)
        integer("disconnects", counters.disconnects)
        integer("refused", counters.refused)
        integer("boot_not_accepted", counters.bootsNotAccepted)
        integer("tag_not_accepted", counters.tagsNotAccepted)
        integer("unanswered", counters.unanswered)
        integer("server_calls", counters.serverCalls)
        integer("rss_before_kib", usage.residentBefore ?? -1)
        integer("rss_connected_kib", usage.residentConnected ?? -1)
        integer("rss_max_kib", usage.residentMaximum ?? -1)
        integer("rss_end_kib", usage.residentEnd ?? -1)
        number("server_cpu_s", usage.serverSeconds)
        number("server_cpu", usage.serverSeconds.map { $0 / max(windowSeconds, 0.001) })
        number("own_cpu", usage.ownCores)
        number("other_cpu", usage.otherCores)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
