import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var query: ResolverGroup<APIContext> {
        var query = ResolverGroup<APIContext>("Query")
        query["viewer"] = .object { _, context in .one(ViewerObject(viewer: context.viewer)) }
        query["node"] = node
        query["station"] = oneStation
        query["stations"] = stations
        query["onboardingHints"] = onboardingHints
        query["connectors"] = connectors
        query["session"] = lookup(SessionField.self)
        query["sessions"] = sessions
        query["sessionTotals"] = sessionTotals
        query["dashboard"] = dashboard
        query["search"] = search
        query["tags"] = tags
        query["users"] = users
        query["organizations"] = organizations
        query["unknownTags"] = unknownTags
        query["groups"] = groups
        query["operation"] = lookup(OperationField.self)
        query["operations"] = operations
        query["quirkProfiles"] = quirkProfiles
        query["quirkDryRun"] = quirkDryRun
        query["compositeSchedulePreview"] = compositeSchedulePreview
        query["tariff"] = lookup(TariffField.self)
        query["tariffs"] = tariffList
        query["tariffPreview"] = tariffPreview
        query["firmwareImages"] = firmwareImages
        query["firmwareRollout"] = lookup(FirmwareRolloutField.self)
        query["firmwareRollouts"] = firmwareRollouts
        query["firmwareRolloutPreview"] = firmwareRolloutPreview
        query["exportJob"] = lookup(ExportJobField.self)
        query["exportJobs"] = exportJobs
        query["certificateRequests"] = certificateRequests
        query["clientCertificates"] = clientCertificates
        query["reservation"] = lookup(ReservationField.self)
        query["reservations"] = reservations
        query["ocppMessages"] = ocppMessages
        query["stationEvents"] = stationEvents
        query["notifications"] = notifications
        query["auditEntries"] = auditEntries
        query["inventory"] = inventory
        query["serviceRequest"] = lookup(ServiceRequestField.self)
        query["serviceRequests"] = serviceRequests
        query["webhooks"] = rootPages(as: { _ in .webhooks }) { page, fields, _, context in
            try await context.stores.upkeep.webhooks.webhooks(page: page, fields: fields, viewer: context.viewer)
        }
        query["notificationPreferences"] = notificationPreferences
        return query
    }

    /// One object by the argument `id`; null for an id of anything else.
    static func lookup<Target: NodeField>(_ target: Target.Type) -> FieldResolver<APIContext> {
        .load(by: Target.loader) { field, _ in
            field.string("id").flatMap(GlobalID.init).flatMap { $0.type == Target.nodeType ? $0.rawValue : nil }
        }
    }

    /// A root list: one page for the one parent.
    static func rootPages<Target: APIField>(
        as list: @escaping @Sendable (FieldRequest) -> CursorList,
        load: @escaping @Sendable (PageRequest, Set<Target>, FieldRequest, APIContext) async throws -> RowPages<Target>
    ) -> FieldResolver<APIContext> {
        .loadObject { field, context in
            let selection = ConnectionSelection(field, of: Target.self)
            let list = list(field)
            let page = try selection.page(of: list, field, of: context.rows)
            let pages = try await load(page, Target.columns(of: selection.nodes), field, context)
            return .one(Connection(pages, page: page, list: list, selection: selection, context: context))
        }
    }
}
