import ArgumentParser

/// The options of a load run.
struct LoadOptions: ParsableArguments {
    @Option(
        help: "Measure instead of play: heartbeat, meter, status, mixed (meter and heartbeat in turn) or transaction.")
    var load: LoadPlan.Mix?

    @Option(help: "Length of the measured window, in seconds.")
    var seconds = 10.0

    @Option(help: "Seconds before the window.")
    var warmup = 1.0

    @Option(help: "Sampled values in each MeterValues, 1 to 48.")
    var samples = 4

    @Option(
        help: """
            Messages per second over all chargers; latency then counts from the moment a message was due, so that a stall \
            is not hidden. Without it every charger sends as soon as its last call is answered.
            """)
    var rateMessages: Double?

    @Option(help: "Chargers that may be coming up at once, from the connection to the answer of their first status.")
    var handshakes = 64

    @Option(help: "The server's process on this machine: its processor time and memory are reported.")
    var pid: Int?

    func validate() throws {
        guard seconds > 0, seconds <= 86_400 else {
            throw ValidationError("--seconds is more than 0 and at most a day")
        }
        guard warmup >= 0, warmup <= 3600 else { throw ValidationError("--warmup is 0 to 3600") }
        guard (1...100_000).contains(handshakes) else { throw ValidationError("--handshakes is 1 to 100000") }
        guard (1...48).contains(samples) else { throw ValidationError("--samples is 1 to 48") }
        guard rateMessages.map({ $0 > 0 && $0 <= 1e7 }) ?? true else {
            throw ValidationError("--rate-messages is more than 0")
        }
    }
}
