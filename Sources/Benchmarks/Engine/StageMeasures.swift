import GraphQL
import JSON

/// Measures every stage of the engine; `engine.js` and `engine.py` print the same of the other engines.
struct StageMeasures {
    /// Read by whoever calls: the schema of the API, the schema of the data, the documents by name.
    let schemaText: String
    let dataSchemaText: String
    let documents: [(name: String, text: String, operation: String?)]
    let things: String
    let sites: String
    let clock: StageClock
    /// `stage/document`, to profile one; nil for all.
    let only: String?

    /// - Parameter print: takes one line of JSON for each measure.
    func run(_ print: (String) -> Void) async throws {
        let stages = EngineStages(schema: try Schema(sdl: schemaText))
        for (name, text, operation) in documents {
            try await measure("parse", name, print) { _ = try stages.parse(text) }
            let parsed = try stages.parse(text)
            try await measure("validate", name, print) { _ = try stages.validate(parsed) }
            let validated = try stages.validate(parsed)
            try await measure("plan", name, print) { _ = try stages.plan(validated, operation: operation) }
        }
        let dataSchema = try Schema(sdl: dataSchemaText)
        let columns = try Engine(schema: dataSchema, resolvers: StageResolvers.columns())
        let objects = try Engine(schema: dataSchema, resolvers: StageResolvers.objects())
        try await execute("things", things, columns, print)
        try await execute("things, from objects", things, objects, print)
        try await execute("sites", sites, columns, print)
    }

    private func execute(_ name: String, _ text: String, _ engine: Engine<Void>, _ print: (String) -> Void) async throws
    {
        let operation = try engine.prepare(GraphQLRequest(query: text))
        let answer = await operation.execute(context: ())
        guard answer.errors.isEmpty else { throw StageFailure(description: "\(name): \(answer.errors)") }
        try await measure("execute", name, bytes: answer.bytes.count, print) {
            _ = await operation.execute(context: ())
        }
    }

    private func measure(
        _ stage: String, _ name: String, bytes: Int? = nil, _ print: (String) -> Void,
        _ work: () async throws -> Void
    ) async throws {
        guard only == nil || only == "\(stage)/\(name)" else { return }
        var line: JSONObject = ["stage": .string(stage), "document": .string(name)]
        let time = try await clock.microseconds(of: work)
        line["microseconds"] = .number(time.median)
        line["fastest"] = .number(time.fastest)
        line["bytes"] = bytes.map { .integer(Int64($0)) }
        print(JSONValue.object(line).description)
    }
}

struct StageFailure: Error, CustomStringConvertible {
    let description: String
}
