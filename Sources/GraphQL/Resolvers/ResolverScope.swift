/// Runs resolvers inside of something: a task-local value, a lock, a measurement.
public protocol ResolverScope<Context>: Sendable {
    associatedtype Context: Sendable

    /// Runs the work once, and gives what it gives.
    func run<Result: Sendable>(
        in context: Context, _ work: () async throws -> Result
    ) async throws -> Result
}

extension FieldResolver {
    /// The same for a resolver that may suspend; others are as they were.
    public func within(_ scope: some ResolverScope<Context>) -> Self {
        guard case .loading(let load) = work else { return self }
        return Self(
            shape: shape,
            work: .loading { batch, rows, request, context in
                try await scope.run(in: context) { try await load(batch, rows, request, context) }
            })
    }
}
