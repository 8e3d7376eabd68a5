/// How an operation is answered over HTTP.
public enum ResponseForm: Sendable, Hashable, CaseIterable {
    /// One result as `application/graphql-response+json`: its status tells what became of the request.
    case graphQLResponse
    /// One result as `application/json`, for clients of before the GraphQL-over-HTTP specification.
    case json
    /// Server-sent events: a `next` for each result, then `complete`.
    case eventStream

    public var mediaType: String {
        switch self {
        case .graphQLResponse: "application/graphql-response+json"
        case .json: "application/json"
        case .eventStream: "text/event-stream"
        }
    }

    fileprivate var media: MediaType {
        switch self {
        case .graphQLResponse: MediaType("application", "graphql-response+json")
        case .json: MediaType("application", "json")
        case .eventStream: MediaType("text", "event-stream")
        }
    }
}

extension AcceptHeader {
    /// The form that the client likes best; between equals the order above. Nil when it takes none.
    var preferredForm: ResponseForm? {
        var best: (form: ResponseForm, preference: Preference)?
        for form in ResponseForm.allCases {
            guard let preference = preference(for: form.media) else { continue }
            if let known = best, known.preference >= preference { continue }
            best = (form, preference)
        }
        return best?.form
    }

    func takes(_ form: ResponseForm) -> Bool { preference(for: form.media) != nil }
}
