import ArgumentParser

/// What `scripts/bench` runs: each measure and each limit is a subcommand.
@main
struct Benchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmarks", abstract: "Measures of Stationmaster, and the limits they are compared with.",
        subcommands: [EchoCommand.self, EngineCommand.self, FanOutCommand.self])
}
