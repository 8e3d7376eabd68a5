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
            var change = OrganizationChange()
            if try input.text("name", length: 0...10_000) != nil { change.name = try input.organizationName() }
            change.timeZone = try input.change("timeZone") { input, name in try input.name(name, upTo: 64) }
            change.currency = try input.change("currency") { input, name in try input.currency(name) }
            try await context.stores.upkeep.organizations.updateOrganization(
                OrganizationID(rawValue: id), change, viewer: context.viewer)
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

extension APIContext {
    /// What the viewer's organization has chosen for all that says nothing else.
    func organizationDefault(_ field: OrganizationField) async throws -> String? {
        let rows = try await stores.accounts.organizations(
            ids: [viewer.organizationID], fields: [field], viewer: viewer)
        guard case .texts(let values)? = rows[field] else { throw MissingColumn(field: "Organization.\(field)") }
        return values.first ?? nil
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
