import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var organizations: FieldResolver<APIContext> {
        rootPages(as: { _ in .organizations }) { page, fields, field, context in
            let text = try InputReader(field.object("filter")).searchText("text")
            return try await context.stores.accounts.organizations(
                text: text, page: page, fields: fields, viewer: context.viewer)
        }
    }

    static var createOrganization: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.manageOrganizations)
            let input = InputReader(field.object("input"))
            let name = try input.organizationName()
            let owner = try input.required("owner", input.member("owner"))
            let made = try await context.stores.upkeep.organizations.createOrganization(
                name,
                owner: NewUser(
                    email: try owner.email(), role: .organizationOwner, names: try owner.names(),
                    language: try owner.language()),
                viewer: context.viewer)
            try await context.identity.invite(made.owner, by: context.viewer)
            return .one(NewOrganization(organization: made.organization, owner: made.owner))
        }
    }

    static var updateOrganization: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.editOrganization)
            let input = InputReader(field.object("input"))
            let id = try input.id("id", .organization) ?? context.viewer.organizationID.rawValue
            try await context.stores.upkeep.organizations.renameOrganization(
                OrganizationID(rawValue: id), to: try input.organizationName(), viewer: context.viewer)
            return .one(Payload<OrganizationField>(id: id))
        }
    }

    static var createOrganizationPayload: ResolverGroup<APIContext> {
        var payload = ResolverGroup<APIContext>("CreateOrganizationPayload")
        payload["organization"] = .load(on: NewOrganization.self, by: OrganizationField.loader) { payloads, _, _ in
            [payloads.batch.organization.rawValue]
        }
        payload["owner"] = .load(on: NewOrganization.self, by: UserField.loader) { payloads, _, _ in
            [payloads.batch.owner.rawValue]
        }
        return payload
    }
}

private struct NewOrganization: ObjectBatch {
    let organization: OrganizationID
    let owner: UserID
    var count: Int { 1 }
}

extension InputReader {
    fileprivate func organizationName() throws -> String {
        let name = try required("name", try name("name", upTo: 200))
        guard name.contains(where: { !$0.isWhitespace }) else { throw refusal("name", "is blank.") }
        return name
    }
}
