import GraphQL
import JSON

/// A schema, how its fields are answered, and documents to run against it.
struct ConformanceCase {
    struct Operation {
        var request: GraphQLRequest
        /// Whether to execute it once it is found valid.
        var isExecuted: Bool
    }

    struct Problem: Error {
        var message: String
    }

    var sdl: String
    /// What the resolvers must know of the types; empty when the other side finds the schema wrong.
    var world: DeterministicWorld
    var operations: [Operation]

    init(_ value: JSONValue) throws {
        guard let sdl = value["sdl"]?.string else { throw Problem(message: "\"sdl\" is missing") }
        self.sdl = sdl
        world = try DeterministicWorld(value["world"] ?? [:])
        operations = try (value["operations"]?.array ?? []).map { operation in
            Operation(
                request: try GraphQLRequest(operation), isExecuted: operation["isExecuted"]?.bool ?? true)
        }
    }
}
