import Charging
import GraphQL

// What those do who manage people.
extension ResolverGroup<APIContext> {
    static var inviteUser: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.manageUsers)
            let input = InputReader(field.object("input"))
            let user = NewUser(
                email: try input.email(), role: try input.required("role", try input.word("role", as: Role.self)),
                names: try input.names(), language: try input.language())
            let id = try await context.stores.userChanges.addUser(user, viewer: context.viewer)
            try await context.identity.invite(id, by: context.viewer)
            return .one(Payload<UserField>(id: id.rawValue))
        }
    }

    static var repeatInvitation: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.manageUsers)
            let id = try InputReader(field.object("input")).user()
            let found = try await context.stores.accounts.users(
                ids: [id], fields: [.status], viewer: context.viewer)
            guard case .texts(let status)? = found[.status], status.first == UserStatus.invited.rawValue else {
                throw ChargingError(.notFound, "nobody with this id has been invited", field: "id")
            }
            try await context.identity.invite(id, by: context.viewer)
            return .one(Payload<UserField>(id: id.rawValue))
        }
    }

    static var updateUser: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.manageUsers)
            let input = InputReader(field.object("input"))
            var change = try UserChange(id: try input.user(), profile: input)
            change.employeeNumber = try input.change("employeeNumber") { try $0.name($1, upTo: 100) }
            change.customerNumber = try input.change("customerNumber") { try $0.name($1, upTo: 100) }
            change.referenceNumber = try input.change("referenceNumber") { try $0.name($1, upTo: 100) }
            change.role = try input.word("role", as: Role.self)
            change.isActive = input.boolean("isActive")
            try await context.stores.userChanges.updateUser(change, viewer: context.viewer)
            return .one(Payload<UserField>(id: change.id.rawValue))
        }
    }

    static var deleteUsers: FieldResolver<APIContext> {
        deletion(.user, right: .manageUsers) { ids, context in
            try await context.stores.userChanges.deleteUsers(
                ids.map(UserID.init(rawValue:)), viewer: context.viewer)
        }
    }

    static var removeSecondFactor: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.manageUsers)
            let id = try InputReader(field.object("input")).user()
            try await context.stores.userChanges.removeSecondFactor(ofUser: id, viewer: context.viewer)
            return .one(Payload<UserField>(id: id.rawValue))
        }
    }
}

extension InputReader {
    fileprivate func user() throws -> UserID {
        UserID(rawValue: try required("id", try id("id", .user)))
    }
}
