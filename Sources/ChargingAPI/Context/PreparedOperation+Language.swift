package import Charging
package import GraphQL

extension PreparedOperation<APIContext> {
    /// The operation, whose errors are told in the language of who asks.
    package func told(in language: Language) -> PreparedOperation<APIContext> {
        guard language != .english else { return self }
        var operation = self
        operation.telling = { ErrorTexts.told($0, in: language) }
        return operation
    }
}
