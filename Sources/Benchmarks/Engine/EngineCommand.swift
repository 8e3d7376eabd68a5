import ArgumentParser
import Foundation

/// Each stage of the engine by itself, for `scripts/bench`.
struct EngineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine", abstract: "Parse, validate, plan and execute, in microseconds; one line of JSON each.")

    @Option(help: "The folder with the documents.")
    var documents: String

    @Option(help: "The schema of the API.")
    var schema: String

    @Option(help: "Seconds for each measure, after half as many to warm up.")
    var seconds = 2.0

    @Option(help: "Only this measure, such as validate/nested.")
    var only: String?

    func validate() throws {
        guard seconds > 0, seconds <= 600 else { throw ValidationError("--seconds is more than 0, at most 600") }
    }

    func run() async throws {
        let measures = StageMeasures(
            schemaText: try text(schema) + (try document("directive")), dataSchemaText: try document("data"),
            documents: [
                ("nested", try document("nested"), nil), ("introspection", try document("introspection"), nil),
                ("fragments", try document("fragments"), nil),
                ("kitchen sink", try document("kitchen-sink"), "Everything"),
            ],
            things: try document("things"), sites: try document("sites"),
            clock: StageClock(warmUp: .seconds(seconds / 2), duration: .seconds(seconds)), only: only)
        try await measures.run { print($0) }
    }

    private func document(_ name: String) throws -> String { try text("\(documents)/\(name).graphql") }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
}
