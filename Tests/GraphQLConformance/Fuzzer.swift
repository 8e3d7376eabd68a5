import GraphQL
import JSON

/// Throws inputs at every part of the engine that reads what others wrote, and checks what must hold for each.
///
/// An input must not trap, must not take long, and what is written must read back as the same. One seed is one sequence
/// of inputs.
struct Fuzzer {
    enum Target: String, CaseIterable {
        /// Lexer, parser and printer.
        case document
        /// Validator, planner, coercion of variables and arguments, execution.
        case operation
        /// Schema builder and its validation.
        case schema
        /// The body of a request.
        case request
    }

    struct Failure: Error, CustomStringConvertible {
        var target: Target
        var reason: String
        var input: String

        var description: String { "\(target.rawValue): \(reason)\n\(input)" }
    }

    private(set) var inputs: FuzzInputs
    /// Inputs that were accepted, by target: a fuzzer whose inputs are all refused tests little.
    private(set) var accepted: [Target: Int] = [:]
    private(set) var longest = Duration.zero
    private let engine: Engine<DeterministicContext>
    private let limits = Limits()
    private let world: DeterministicWorld

    init(seed: UInt64) throws {
        inputs = FuzzInputs(random: FuzzRandom(seed: seed))
        world = try DeterministicWorld(JSONValue(parsing: FuzzCorpus.world))
        engine = try Engine(
            schema: Schema(sdl: FuzzCorpus.schema), resolvers: DeterministicResolvers.groups(for: world))
    }

    /// One input.
    mutating func step(longest allowed: Duration) async throws {
        let target = Target.allCases[inputs.random.below(Target.allCases.count)]
        let input: String
        let start = ContinuousClock.now
        switch target {
        case .document:
            input = text(FuzzCorpus.documents + FuzzCorpus.schemas)
            try document(input)
        case .operation:
            input = operationText()
            await operation(input)
        case .schema:
            input =
                inputs.random.below(4) > 0
                ? String(decoding: inputs.damaged(FuzzCorpus.schemas, atMost: 1), as: UTF8.self)
                : text(FuzzCorpus.schemas)
            if (try? Schema(sdl: input)) != nil { accepted[target, default: 0] += 1 }
        case .request:
            let bytes = inputs.damaged(FuzzCorpus.requests)
            input = String(decoding: bytes, as: UTF8.self)
            if (try? GraphQLRequest(parsing: bytes)) != nil { accepted[target, default: 0] += 1 }
        }
        let duration = start.duration(to: .now)
        longest = max(longest, duration)
        guard duration <= allowed else {
            throw Failure(target: target, reason: "it took \(duration)", input: input)
        }
    }

    /// Half of them right, a quarter almost.
    private mutating func operationText() -> String {
        switch inputs.random.below(4) {
        case 0: text(FuzzCorpus.documents)
        case 1: String(decoding: inputs.damaged([inputs.operation(for: world)]), as: UTF8.self)
        default: inputs.operation(for: world)
        }
    }

    private mutating func text(_ corpus: [String]) -> String {
        switch inputs.random.below(4) {
        case 0: String(decoding: inputs.tokens(), as: UTF8.self)
        case 1: inputs.anyDocument()
        default: String(decoding: inputs.damaged(corpus), as: UTF8.self)
        }
    }

    private mutating func document(_ input: String) throws {
        guard let document = try? GraphQLDocument(parsing: input) else { return }
        accepted[.document, default: 0] += 1
        let written = document.formatted
        var generous = limits
        generous.documentBytes = .max
        let again: GraphQLDocument
        do {
            again = try GraphQLDocument(parsing: written, limits: generous)
        } catch {
            throw Failure(target: .document, reason: "what is written does not parse: \(error.message)", input: input)
        }
        guard again.formatted == written else {
            throw Failure(
                target: .document, reason: "what is written is written otherwise again:\n\(written)", input: input)
        }
    }

    private mutating func operation(_ input: String) async {
        var variables = (try? JSONValue(parsing: inputs.json(depth: 0)))?.object ?? [:]
        if inputs.random.below(4) > 0 { variables["id"] = "1" }
        let name = inputs.random.pick([nil, nil, nil, "Q", "A", "B"], or: nil)
        let request = GraphQLRequest(query: input, operationName: name, variables: variables)
        guard let operation = try? engine.prepare(request) else { return }
        accepted[.operation, default: 0] += 1
        let context = DeterministicContext()
        guard operation.kind == .subscription else {
            _ = await operation.execute(context: context)
            return
        }
        guard let events = try? await operation.events(context: context) else { return }
        var iterator = events.makeAsyncIterator()
        while let event = try? await iterator.next() { _ = await operation.respond(to: event, context: context) }
    }
}
