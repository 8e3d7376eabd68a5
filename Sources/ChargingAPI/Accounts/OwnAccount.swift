import Charging
import GraphQL
import JSON

// What people change of their own account.
extension ResolverGroup<APIContext> {
    static var endSession: FieldResolver<APIContext> { revocation }
    static var revokeToken: FieldResolver<APIContext> { revocation }

    private static var revocation: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            guard let id = Int64(try input.required("id", try input.text("id", length: 1...20))) else {
                throw input.refusal("id", "is not one of yours.")
            }
            try await context.stores.ownAccounts.revokeToken(id, viewer: context.viewer)
            return .one(Done())
        }
    }

    static var changePassword: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            if context.viewer.credential == .session { try context.requester.requireCookies() }
            let cookie = try await context.identity.changePassword(
                from: try input.required("currentPassword", try input.text("currentPassword", length: 0...200)),
                to: try input.newPassword("newPassword"), viewer: context.viewer, context.origin)
            if let cookie { context.requester.change(cookie: .set(cookie)) }
            return .one(Done())
        }
    }

    static var deleteAccount: FieldResolver<APIContext> {
        .loadObject { field, context in
            let bySession = context.viewer.credential == .session
            if bySession { try context.requester.requireCookies() }
            let password = try InputReader(field.object("input")).currentPassword()
            try await context.identity.confirm(password: password, viewer: context.viewer, context.origin)
            try await context.stores.userChanges.deleteAccount(of: context.viewer)
            if bySession { context.requester.change(cookie: .cleared) }
            return .one(Done())
        }
    }

    static var savePreference: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            let key = try input.required("key", try input.name("key", upTo: 100))
            let given = field.object("input")?["value"]
            guard given?.containsNullCharacter != true else { throw input.refusal("value", "contains U+0000.") }
            let value = given.flatMap { $0.isNull ? nil : $0.description }
            guard (value?.utf8.count ?? 0) <= 65_536 else { throw input.refusal("value", "is larger than 64 kB.") }
            try await context.stores.ownAccounts.savePreference(key, value, viewer: context.viewer)
            return .one(Done())
        }
    }

    static var updateProfile: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            let change = try UserChange(id: context.viewer.userID, profile: input)
            try await context.stores.userChanges.updateUser(change, viewer: context.viewer)
            return .one(Payload<UserField>(id: change.id.rawValue))
        }
    }

    static var setUpSecondFactor: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            let key = try await context.identity.setUpSecondFactor(
                password: try input.currentPassword(), viewer: context.viewer, context.origin)
            return .one(KeyObject(key: key))
        }
    }

    static var confirmSecondFactor: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            let codes = try await context.identity.confirmSecondFactor(
                code: try input.required("code", try input.text("code", length: 0...40)), viewer: context.viewer,
                context.origin)
            return .one(Shown(secrets: codes))
        }
    }

    static var turnOffSecondFactor: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            try await context.identity.turnOffSecondFactor(
                password: try input.currentPassword(), viewer: context.viewer, context.origin)
            return .one(Done())
        }
    }

    static var createToken: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            let scopes = try input.words("scopes", as: TokenScope.self).map { Set($0) }
            guard scopes?.isEmpty != true else {
                throw input.refusal("scopes", "is empty: the token would be for nothing.")
            }
            let token = try await context.identity.createToken(
                name: try input.name("name", upTo: 100), expiresAt: try input.timestamp("expiresAt"),
                isReadOnly: input.boolean("isReadOnly") ?? false, scopes: scopes, viewer: context.viewer)
            return .one(Shown(secrets: [token]))
        }
    }
}

extension InputReader {
    fileprivate func currentPassword() throws -> String {
        try required("password", try text("password", length: 0...200))
    }
}

extension JSONValue {
    /// Which PostgreSQL takes in no text.
    fileprivate var containsNullCharacter: Bool {
        switch self {
        case .string(let text): text.unicodeScalars.contains("\0")
        case .array(let values): values.contains(where: \.containsNullCharacter)
        case .object(let object):
            object.members.contains { $0.name.unicodeScalars.contains("\0") || $0.value.containsNullCharacter }
        default: false
        }
    }
}

extension UserChange {
    init(id: UserID, profile input: InputReader) throws {
        self.init(id: id)
        firstName = try input.change("firstName") { try $0.name($1, upTo: 100) }
        lastName = try input.change("lastName") { try $0.name($1, upTo: 100) }
        mobileNumber = try input.change("mobileNumber") { try $0.name($1, upTo: 40) }
        language = try input.change("language") { try $0.word($1, as: Language.self) }
    }
}
