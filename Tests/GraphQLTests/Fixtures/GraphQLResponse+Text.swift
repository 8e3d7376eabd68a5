import GraphQL

extension GraphQLResponse {
    /// The bytes as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The same without `extensions`, for tests that are about data and errors.
    var textWithoutExtensions: String {
        guard let range = text.ranges(of: #","extensions":{"cost":{"#).last else { return text }
        return text[..<range.lowerBound] + "}"
    }
}
