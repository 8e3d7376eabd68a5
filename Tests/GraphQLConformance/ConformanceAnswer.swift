import GraphQL
import JSON

/// Writes what the engine makes of a case.
enum ConformanceAnswer {
    static func write(_ test: ConformanceCase, to writer: inout JSONWriter) async {
        writer.beginObject()
        do throws(SchemaError) {
            let schema = try Schema(sdl: test.sdl)
            await write(test, schema: schema, to: &writer)
        } catch {
            writer.name("schema")
            writer.beginArray()
            for problem in error.problems { writer.string(problem.description) }
            writer.endArray()
        }
        if let document = try? GraphQLDocument(parsing: test.sdl, limits: limits) {
            writer.name("printed")
            writer.string(document.formatted)
        }
        writer.endObject()
    }

    /// Generous: what is compared here is meaning, not limits.
    static var limits: Limits {
        var limits = Limits()
        limits.documentBytes = 4 << 20
        limits.tokens = 1_000_000
        limits.nesting = 150
        limits.depth = 150
        limits.cost = .max
        limits.rootFields = 10_000
        limits.operations = 1_000
        limits.aliases = 100_000
        limits.directives = 100_000
        limits.plannedFields = 1_000_000
        limits.errors = 100_000
        limits.cost = .max
        return limits
    }

    private static func write(_ test: ConformanceCase, schema: Schema, to writer: inout JSONWriter) async {
        guard !test.world.objects.isEmpty else { return }
        do throws(EngineError) {
            let engine = try Engine(
                schema: schema, resolvers: DeterministicResolvers.groups(for: test.world), limits: limits)
            writer.name("operations")
            writer.beginArray()
            for operation in test.operations { await write(operation, engine: engine, to: &writer) }
            writer.endArray()
        } catch {
            writer.name("refused")
            writer.string(error.description)
        }
    }

    private static func write(
        _ operation: ConformanceCase.Operation, engine: Engine<DeterministicContext>, to writer: inout JSONWriter
    ) async {
        writer.beginObject()
        if let document = try? GraphQLDocument(parsing: operation.request.query, limits: limits) {
            writer.name("printed")
            writer.string(document.formatted)
        }
        do throws(RequestFailure) {
            let prepared = try engine.prepare(operation.request)
            writer.name("variables")
            writer.value(.object(prepared.key.variables))
            if operation.isExecuted { try await execute(prepared, to: &writer) }
        } catch {
            writer.name("failure")
            writer.raw(error.response.bytes)
        }
        writer.endObject()
    }

    private static func execute(
        _ operation: PreparedOperation<DeterministicContext>, to writer: inout JSONWriter
    ) async throws(RequestFailure) {
        let context = DeterministicContext()
        var responses: [GraphQLResponse] = []
        if operation.kind == .subscription {
            let events = try await operation.events(context: context)
            var iterator = events.makeAsyncIterator()
            while let event = try? await iterator.next() {
                responses.append(await operation.respond(to: event, context: context))
            }
        } else {
            responses = [await operation.execute(context: context)]
        }
        writer.name("responses")
        writer.beginArray()
        for response in responses { writer.raw(response.bytes) }
        writer.endArray()
    }
}
