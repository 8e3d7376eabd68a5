import ChargingAPI
import JSON
import Testing

/// Values for arguments, made by their names and types. All ids but the one in question are the viewer's own, and of an input
/// object only that is given which is needed.
struct ArgumentSamples {
    /// Whose thing the id in question names.
    enum Side: CaseIterable { case foreign, unknown }

    /// Which id is in question: the names of the argument and of the input fields that lead to it.
    struct Question {
        var path: [String] = []
        var side = Side.foreign
    }

    /// What introspection tells of each type, by its name.
    let types: [String: JSONValue]

    /// The paths of all ids among the arguments of a field.
    func idPaths(of field: JSONValue) -> [[String]] {
        let owner = field["name"]?.string ?? ""
        return (field["args"]?.array ?? []).flatMap { idPaths(in: $0, of: owner, below: []) }
    }

    private func idPaths(in value: JSONValue, of owner: String, below path: [String]) -> [[String]] {
        let name = value["name"]?.string ?? ""
        let named = Self.namedType(value["type"])
        if named == "ID" { return Self.opaque.contains("\(owner).\(name)") ? [] : [path + [name]] }
        guard path.count < 4 else { return [] }
        return inputFields(of: named).flatMap { idPaths(in: $0, of: named, below: path + [name]) }
    }

    /// The arguments of a field in their parentheses; empty where none is needed.
    func arguments(of field: JSONValue, _ question: Question = Question()) -> String {
        let owner = field["name"]?.string ?? ""
        let given = (field["args"]?.array ?? []).compactMap { self.given($0, in: owner, below: [], question) }
        return given.isEmpty ? "" : "(\(given.joined(separator: ", ")))"
    }

    static func isRequired(_ value: JSONValue) -> Bool {
        value["type"]?["kind"] == "NON_NULL" && (value["defaultValue"] ?? .null) == .null
    }

    static func namedType(_ type: JSONValue?) -> String {
        type?["name"]?.string ?? type?["ofType"].map { namedType($0) } ?? ""
    }

    private func given(
        _ value: JSONValue, in owner: String, below path: [String], _ question: Question
    ) -> String? {
        let name = value["name"]?.string ?? ""
        let path = path + [name]
        let leadsToIt = question.path.starts(with: path)
        let goesWithIt = Self.companions[owner]?[question.path.last ?? ""]?.contains(name) == true
        guard Self.isRequired(value) || leadsToIt || goesWithIt else { return nil }
        return "\(name): \(literal(value["type"], name, in: owner, path, question))"
    }

    private func literal(
        _ type: JSONValue?, _ name: String, in owner: String, _ path: [String], _ question: Question
    ) -> String {
        if type?["kind"] == "NON_NULL" { return literal(type?["ofType"], name, in: owner, path, question) }
        if type?["kind"] == "LIST" { return "[\(literal(type?["ofType"], name, in: owner, path, question))]" }
        let named = type?["name"]?.string ?? ""
        switch named {
        case "ID" where Self.opaque.contains("\(owner).\(name)"): return "\"abc\""
        case "ID": return "\"\(id(name, in: owner, side: path == question.path ? question.side : nil).text)\""
        case "Boolean": return "true"
        case "Int", "Float": return Self.numbers[name] ?? "1"
        case "JSON": return "1"
        case "DateTime": return "\"\(Self.times[name] ?? "2025-12-31T12:00:00Z")\""
        case "String": return "\"\(Self.texts["\(owner).\(name)"] ?? Self.texts[name] ?? "text-77")\""
        default: break
        }
        if let value = types[named]?["enumValues"]?[0]?["name"]?.string { return value }
        return
            "{\(inputFields(of: named).compactMap { given($0, in: named, below: path, question) }.joined(separator: ", "))}"
    }

    private func inputFields(of type: String) -> [JSONValue] { types[type]?["inputFields"]?.array ?? [] }

    /// - Parameter side: nil: the viewer's own.
    private func id(_ name: String, in owner: String, side: Side?) -> GlobalID {
        let type = Self.nodeType(of: name, in: owner)
        guard let foreign = DatabaseIsolationTests.foreign.first(where: { $0.type == type }) else {
            Issue.record("the walk needs a sample of \(type)")
            return GlobalID(type, 1)
        }
        switch side {
        case .foreign: return foreign
        case .unknown: return GlobalID(type, 999_999)
        // Ids tell the organization by their first digit.
        case nil: return GlobalID(type, Int64("1\("\(foreign.rawValue)".dropFirst())") ?? 1)
        }
    }

    /// What an id names is said by the argument's name, or by that of the field or input type which it belongs to.
    static func nodeType(of name: String, in owner: String) -> NodeType {
        if let type = named["\(owner).\(name)"] ?? named[name] { return type }
        let text = (name == "id" || name == "ids" ? owner : name).lowercased()
        let fitting = NodeType.allCases.filter { text.contains($0.rawValue.lowercased()) }
        guard let longest = fitting.max(by: { $0.rawValue.count < $1.rawValue.count }) else {
            Issue.record("the walk needs the type of \(owner).\(name)")
            return .station
        }
        return longest
    }

    private static let named: [String: NodeType] = [
        "parentId": .group, "imageId": .firmwareImage, "requestedBy": .user, "createdBy": .user, "objectId": .station,
        "without": .chargingProfile, "quirkDryRun.profileId": .quirkProfile, "node.id": .station,
        "RedeliverInput.id": .webhookDelivery, "UpdateShareInput.id": .stationShare, "EndShareInput.id": .stationShare,
        "UpdateInstallationInput.id": .station, "RepeatInvitationInput.id": .user, "RemoveSecondFactorInput.id": .user,
        "SkipFirmwareRolloutStationsInput.id": .firmwareRollout,
    ]

    /// Ids that name nothing of an organization: of captchas, of signing in, and of a person's own browsers and tokens.
    private static let opaque: Set = [
        "SignInInput.captchaId", "CompleteSignInInput.secondFactor", "EndSessionInput.id", "RevokeTokenInput.id",
    ]

    /// What else is to be given for the id in question to be looked at, by the input type and that id's name.
    private static let companions: [String: [String: Set<String>]] = [
        "UpdateFirmwareInput": ["imageId": ["stationId"], "stationId": ["imageId"], "stationIds": ["imageId"]],
        "SignedUpdateFirmwareInput": ["imageId": ["stationId"]],
        "AssignTariffInput": ["tariffId": ["stationIds"], "stationIds": ["tariffId"], "groupIds": ["tariffId"]],
        "ShareStationInput": ["stationId": ["organization"]], "UpdateShareInput": ["id": ["endsAt"]],
        "ReserveNowInput": ["reservationId": ["stationId"]], "InventoryItemInput": ["stationId": ["partNumber"]],
        "CreateFirmwareRolloutInput": ["imageId": ["stationIds"]],
        "FirmwareRolloutPreviewInput": ["imageId": ["stationIds"]],
        "UpdateStationInput": ["id": ["description"]], "UpdateSessionInput": ["id": ["note"]],
        "CloseSessionInput": ["id": ["note"]], "UpdateTagInput": ["id": ["note"]], "UpdateGroupInput": ["id": ["name"]],
        "UpdateTariffInput": ["id": ["name"]], "UpdateQuirkProfileInput": ["id": ["name"]],
        "UpdateWebhookInput": ["id": ["name"]], "UpdateUserInput": ["id": ["firstName"]],
        "UpdateOrganizationInput": ["id": ["name"]], "UpdateInstallationInput": ["id": ["notes"]],
        "SetGroupRoleInput": ["groupId": ["role"], "userId": ["role"]],
    ]

    private static let times = [
        "to": "2025-12-31T12:30:00Z", "endsAt": "2026-01-01T00:30:00Z", "expiresAt": "2026-01-01T00:30:00Z",
    ]
    private static let numbers = ["durationSeconds": "3600", "limit": "16", "startSeconds": "0", "stackLevel": "0"]
    private static let texts = [
        "email": "someone@example.com", "userEmail": "someone@example.com", "url": "https://example.com/hook",
        "location": "https://example.com/upload", "organization": "Delta", "list": "stations", "from": "22:00",
        "to": "06:00", "message": "Heartbeat", "password": "a long enough password 77",
        "newPassword": "a long enough password 78", "idTag": "Alpha2", "CreateTagInput.idTag": "tag-77",
        "issuerNameHash": "00ab",
        "issuerKeyHash": "00ab",
        "serialNumber": "00ab", "search.text": "Beta",
    ]
}
