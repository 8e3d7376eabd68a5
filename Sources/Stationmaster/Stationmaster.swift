import ArgumentParser

/// The command `stationmaster`: the server, and what an administrator does beside it.
@main
struct Stationmaster: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stationmaster",
        abstract: "An open charging station management system.",
        discussion:
            "Settings come from flags, STATIONMASTER_… environment variables or the JSON file that STATIONMASTER_CONFIG names.",
        subcommands: [
            Serve.self, Migrate.self, User.self, Token.self, Doctor.self, ReplayCommand.self, ReadWorkbook.self,
        ])
}
