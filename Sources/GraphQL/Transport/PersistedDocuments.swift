import JSON
import Synchronization

/// Documents that clients name by their SHA-256 instead of sending them.
///
/// Those of the host are known from the start; together with ``Access/known`` they are the list of what may be run at
/// all. Those that clients bring are kept as long as there is room (automatic persisted queries). GraphQL over HTTP,
/// appendix on persisted documents; `extensions.persistedQuery` as Apollo's clients send it.
public final class PersistedDocuments: Sendable {
    public enum Access: Sendable {
        case any
        /// Only what the host knows.
        case known
    }

    /// What clients may have kept.
    public struct Limits: Sendable {
        public var count = 1_000
        public var bytes = 4 << 20

        public init() {}
    }

    private struct Kept {
        var text: String
        var lastUse: UInt64
    }

    private struct Table {
        var kept: [String: Kept] = [:]
        var bytes = 0
        var clock: UInt64 = 0
    }

    private let known: [String: String]
    private let limits: Limits
    private let sha256: @Sendable ([UInt8]) -> [UInt8]
    private let table = Mutex(Table())

    /// The hash function is the host's, since the engine has no cryptography of its own.
    public init(
        known: [String] = [], limits: Limits = Limits(), sha256: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) {
        self.limits = limits
        self.sha256 = sha256
        let named = known.map { (sha256(Array($0.utf8)).hexadecimal, $0) }
        self.known = Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    public var knownCount: Int { known.count }

    /// The request with its document.
    ///
    /// - Throws: `PERSISTED_QUERY_NOT_FOUND` for a hash without a document, `PERSISTED_QUERY_MISMATCH` where both were sent
    ///   and differ, `PERSISTED_QUERY_ONLY` for a document that `access` does not allow, `BAD_REQUEST` for two hashes that
    ///   differ and for another version of the extension.
    public func request(for parameters: RequestParameters, access: Access = .any) throws(GraphQLError) -> GraphQLRequest
    {
        let hash = try Self.hash(in: parameters)
        let text: String
        if let query = parameters.query, !query.isEmpty || hash == nil {
            text = try document(query, hash: hash, access)
        } else {
            text = try document(hash: hash ?? "", access)
        }
        return GraphQLRequest(
            query: text, operationName: parameters.operationName, variables: parameters.variables,
            extensions: parameters.extensions)
    }

    private func document(_ query: String, hash: String?, _ access: Access) throws(GraphQLError) -> String {
        guard access == .known || hash != nil else { return query }
        let actual = sha256(Array(query.utf8)).hexadecimal
        if let hash, hash != actual {
            throw GraphQLError("the hash is not that of the document", code: .persistedQueryMismatch)
        }
        if known[actual] != nil { return query }
        guard access == .any else {
            throw GraphQLError(
                "only documents that are known here may be run; send the documentId of one", code: .persistedQueryOnly)
        }
        keep(query, as: actual)
        return query
    }

    private func document(hash: String, _ access: Access) throws(GraphQLError) -> String {
        if let text = known[hash] { return text }
        if access == .any, let text = kept(hash) { return text }
        // Clients look for these very words.
        throw GraphQLError("PersistedQueryNotFound", code: .persistedQueryNotFound)
    }

    // MARK: The hash

    private static func hash(in parameters: RequestParameters) throws(GraphQLError) -> String? {
        let fromExtension = try extensionHash(in: parameters)
        guard let id = parameters.documentID else { return fromExtension }
        // Other ways to name a document are not spoken here, so there is none of that name.
        let hash = id.hasPrefix("sha256:") ? String(id.dropFirst(7)) : id
        if let fromExtension, fromExtension != hash {
            throw GraphQLError("documentId and persistedQuery name different documents", code: .badRequest)
        }
        return hash
    }

    private static func extensionHash(in parameters: RequestParameters) throws(GraphQLError) -> String? {
        guard let member = parameters.extensions["persistedQuery"], !member.isNull else { return nil }
        guard member["version"]?.integer == 1 else {
            throw GraphQLError("of persistedQuery only version 1 is supported", code: .badRequest)
        }
        guard let hash = member["sha256Hash"]?.string, !hash.isEmpty else {
            throw GraphQLError("persistedQuery must have a \"sha256Hash\", which is a string", code: .badRequest)
        }
        return hash.lowercased()
    }

    // MARK: What clients brought

    private func kept(_ hash: String) -> String? {
        table.withLock { table in
            table.clock &+= 1
            table.kept[hash]?.lastUse = table.clock
            return table.kept[hash]?.text
        }
    }

    private func keep(_ text: String, as hash: String) {
        let size = text.utf8.count
        guard size <= limits.bytes, limits.count > 0 else { return }
        table.withLock { table in
            table.clock &+= 1
            if table.kept.updateValue(Kept(text: text, lastUse: table.clock), forKey: hash) == nil {
                table.bytes += size
            }
            guard table.kept.count > limits.count || table.bytes > limits.bytes else { return }
            // An eighth goes at once, so that the search for the oldest is rare.
            for (hash, old) in table.kept.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
                guard table.kept.count > limits.count * 7 / 8 || table.bytes > limits.bytes * 7 / 8 else { break }
                table.kept[hash] = nil
                table.bytes -= old.text.utf8.count
            }
        }
    }
}

extension ErrorCode {
    /// The server knows no document of that hash: send it along.
    public static let persistedQueryNotFound = ErrorCode("PERSISTED_QUERY_NOT_FOUND")
    /// The hash that was sent is not that of the document.
    public static let persistedQueryMismatch = ErrorCode("PERSISTED_QUERY_MISMATCH")
    /// Only documents that the server knows may be run.
    public static let persistedQueryOnly = ErrorCode("PERSISTED_QUERY_ONLY")
}
