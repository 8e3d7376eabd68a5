/// What a token of the API is for: it narrows what its owner may, and widens nothing.
///
/// The raw values are the words of the schema. Which fields of the API each is for stands in one table beside the schema's
/// resolvers.
package enum TokenScope: String, Sendable, Hashable, CaseIterable {
    case readStations = "READ_STATIONS"
    case writeStations = "WRITE_STATIONS"
    case operations = "OPERATIONS"
    case readSessions = "READ_SESSIONS"
    case writeSessions = "WRITE_SESSIONS"
    case readTags = "READ_TAGS"
    case writeTags = "WRITE_TAGS"
    case readPeople = "READ_PEOPLE"
    case writePeople = "WRITE_PEOPLE"
    case readTariffs = "READ_TARIFFS"
    case writeTariffs = "WRITE_TARIFFS"
    case readMessages = "READ_MESSAGES"
    case export = "EXPORT"
    case serviceRequests = "SERVICE_REQUESTS"
    case webhooks = "WEBHOOKS"
    case audit = "AUDIT"
    case account = "ACCOUNT"

    /// Who may change something may read it too.
    package var includes: TokenScope? {
        switch self {
        case .writeStations, .operations: .readStations
        case .writeSessions: .readSessions
        case .writeTags: .readTags
        case .writePeople: .readPeople
        case .writeTariffs: .readTariffs
        default: nil
        }
    }

    /// Whether it lets anything be changed or begun.
    package var changes: Bool {
        switch self {
        case .readStations, .readSessions, .readTags, .readPeople, .readTariffs, .readMessages, .audit: false
        default: true
        }
    }
}

extension Set<TokenScope> {
    /// With what they include.
    package var closed: Set<TokenScope> { union(compactMap(\.includes)) }
}

extension Rights.Action {
    /// A token keeps the right of its owner with any of these. Which fields it may ask at all is decided before: this is what
    /// the stores go by.
    package var scopes: Set<TokenScope> {
        switch self {
        case .onboardStation, .removeStation, .shareStation, .createGroup, .changeGroup, .changeStation,
            .keepInventory:
            [.writeStations]
        case .createTag, .changeTag: [.writeTags]
        case .operateStation: [.operations, .writeSessions, .serviceRequests]
        case .configureStation: [.operations, .writeStations]
        case .rollOutFirmware: [.operations]
        // Who others are is seen by those alone who manage them.
        case .manageUsers: [.readPeople]
        case .manageTariffs: [.writeTariffs]
        case .readAudit: [.audit]
        case .manageWebhooks: [.webhooks]
        case .editOrganization, .manageOrganizations: [.writePeople]
        }
    }
}

extension Viewer {
    /// - Throws: `.forbidden` that names the first of `wanted` which the viewer's token has not.
    package func require(scopes wanted: Set<TokenScope>) throws(ChargingError) {
        guard let scopes, let missing = TokenScope.allCases.first(where: { wanted.subtracting(scopes).contains($0) })
        else { return }
        throw ChargingError(missing: missing)
    }

    /// A token hands out no more than it has.
    ///
    /// - Parameter given: of the new token; nil: all that the viewer may.
    package func requireGiving(scopes given: Set<TokenScope>?) throws(ChargingError) {
        guard scopes != nil else { return }
        try require(scopes: given ?? Set(TokenScope.allCases))
    }
}

extension ChargingError {
    package init(missing scope: TokenScope) {
        self.init(.forbidden, "The token has not the scope \(scope.rawValue).")
        missingScope = scope
    }
}
