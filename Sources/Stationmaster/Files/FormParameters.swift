import Charging
import GraphQL
import HummingbirdCore

extension URI {
    /// The query as a form writes it, and as the pages and most clients do: a plus sign is a blank, `%2B` a plus sign.
    ///
    /// - Throws: ``ChargingError`` `.badInput` for what is not UTF-8.
    func formParameters() throws -> [(name: String, value: String)] {
        try (query ?? "").split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = FormText.decoded(parts[0]), let value = FormText.decoded(parts.count > 1 ? parts[1] : "")
            else { throw ChargingError(.badInput, "The query of the address is not UTF-8.") }
            return (name, value)
        }
    }
}
