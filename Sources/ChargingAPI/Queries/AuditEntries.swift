import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var auditEntries: FieldResolver<APIContext> {
        rootPages(as: { _ in .auditEntries }) { page, fields, field, context in
            try await context.stores.upkeep.audit.auditEntries(
                try AuditFilter(field), page: page, fields: fields, viewer: context.viewer)
        }
    }

    static var auditEntry: ResolverGroup<APIContext> {
        var entry = ResolverGroup<APIContext>("AuditEntry")
        entry.column("happenedAt", AuditEntryField.happenedAt)
        entry.column("userEmail", AuditEntryField.userEmail)
        entry.column("address", AuditEntryField.address)
        entry.column("action", AuditEntryField.action)
        entry.column("objectType", AuditEntryField.objectType)
        entry.column("objectLabel", AuditEntryField.objectLabel)
        entry.column("before", AuditEntryField.before)
        entry.column("after", AuditEntryField.after)
        entry.column("reason", AuditEntryField.reason)
        entry["user"] = reference(from: AuditEntryField.userID, to: UserField.self)
        entry["objectId"] = .leaf(on: Records<AuditEntryField>.self) { entries, _, _ in
            let types = try entries.batch.texts(.objectType), ids = try entries.batch.integers(.objectID)
            return .strings(
                zip(types, ids).map { type, id in
                    guard let id, let type = type.flatMap(NodeType.init(rawValue:)) else { return nil }
                    return GlobalID(type, id).text
                })
        }
        return entry
    }
}

extension AuditFilter {
    fileprivate init(_ field: FieldRequest) throws {
        self.init()
        let input = InputReader(field.object("filter"))
        userID = try input.id("userId", .user).map(UserID.init(rawValue:))
        actions = try input.words("actions", as: AuditAction.self)
        objectTypes = try input.names("objectTypes", upTo: 50)
        from = try input.timestamp("from")
        to = try input.timestamp("to")
        if let text = try input.text("objectId", length: 1...64) {
            guard let id = GlobalID(text) else { throw input.refusal("objectId", "is no global id.") }
            object = Object(type: id.type.rawValue, id: id.rawValue)
        }
    }
}

extension AuditEntryField: APIField {
    static let columnsByName: [String: [AuditEntryField]] = [
        "happenedAt": [.happenedAt], "user": [.userID], "userEmail": [.userEmail], "address": [.address],
        "action": [.action], "objectType": [.objectType], "objectId": [.objectType, .objectID],
        "objectLabel": [.objectLabel], "before": [.before], "after": [.after], "reason": [.reason],
    ]
}
