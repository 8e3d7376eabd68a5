import Charging
import GraphQL

/// Says what a mutation is refused for in the language of who asks.
struct LanguageScope: ResolverScope {
    func run<Result: Sendable>(
        in context: APIContext, _ work: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await work()
        } catch let error as any FieldErrorRepresentable {
            var told = error.fieldError
            told.message = ErrorTexts.text(told.message, in: context.requester.origin.language)
            throw told
        }
    }
}
