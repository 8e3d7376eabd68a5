import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// `…Connection`, `…Edge` and `PageInfo`.
    static var connections: [ResolverGroup<APIContext>] {
        connection(of: StationField.self, named: "Station") + connection(of: SessionField.self, named: "Session")
            + connection(of: MeterValueField.self, named: "MeterValue") + connection(of: TagField.self, named: "Tag")
            + connection(of: ConnectorField.self, named: "Connector")
            + connection(of: OrganizationField.self, named: "Organization")
            + connection(of: UserField.self, named: "User") + connection(of: SignInField.self, named: "SignIn")
            + connection(of: UnknownTagField.self, named: "UnknownTag")
            + connection(of: GroupField.self, named: "Group") + connection(of: OperationField.self, named: "Operation")
            + connection(of: StationEventField.self, named: "StationEvent")
            + connection(of: QuirkProfileField.self, named: "QuirkProfile")
            + connection(of: SessionFactField.self, named: "SessionFact")
            + connection(of: SessionErrorField.self, named: "SessionError")
            + connection(of: SessionProfileField.self, named: "SessionChargingProfile")
            + connection(of: ChargingProfileField.self, named: "ChargingProfile")
            + connection(of: FirmwareImageField.self, named: "FirmwareImage")
            + connection(of: CertificateRequestField.self, named: "CertificateRequest")
            + connection(of: ClientCertificateField.self, named: "ClientCertificate")
            + connection(of: ReservationField.self, named: "Reservation")
            + connection(of: LogbookEntryField.self, named: "LogbookEntry")
            + connection(of: TariffField.self, named: "Tariff")
            + connection(of: TariffVersionField.self, named: "TariffVersion")
            + connection(of: TariffAssignmentField.self, named: "TariffAssignment")
            + connection(of: NotificationField.self, named: "Notification")
            + connection(of: AuditEntryField.self, named: "AuditEntry")
            + connection(of: InventoryField.self, named: "InventoryItem")
            + connection(of: ServiceRequestField.self, named: "ServiceRequest")
            + connection(of: ServiceRequestCommentField.self, named: "ServiceRequestComment")
            + connection(of: WebhookField.self, named: "Webhook")
            + connection(of: WebhookDeliveryField.self, named: "WebhookDelivery")
            + connection(of: FirmwareRolloutField.self, named: "FirmwareRollout")
            + connection(of: RolloutStationField.self, named: "FirmwareRolloutStation")
            + connection(of: ExportJobField.self, named: "ExportJob")
            + connection(of: OcppMessageField.self, named: "OcppMessage", isCounted: false) + [pageInfo]
    }

    /// - Parameter isCounted: false for lists that nobody can count without reading all of them.
    private static func connection<Field: APIField>(
        of: Field.Type, named name: String, isCounted: Bool = true
    ) -> [ResolverGroup<APIContext>] {
        var connection = ResolverGroup<APIContext>("\(name)Connection")
        connection["nodes"] = .list(on: Connection<Field>.self) { connections, _, _ in
            .rows(of: connections.batch.records, offsets: connections.batch.offsets)
        }
        connection["edges"] = .list(on: Connection<Field>.self) { connections, _, _ in
            .rows(of: Edges(connection: connections.batch), offsets: connections.batch.offsets)
        }
        connection["pageInfo"] = .object(on: Connection<Field>.self) { connections, _, _ in
            .each(PageInfos(connections.batch))
        }
        if isCounted {
            connection["totalCount"] = .leaf(on: Connection<Field>.self) { connections, _, _ in
                .integers(connections.batch.totals)
            }
        }
        var edge = ResolverGroup<APIContext>("\(name)Edge")
        edge["node"] = .object(on: Edges<Field>.self) { edges, _, _ in .each(edges.batch.connection.records) }
        edge["cursor"] = .leaf(on: Edges<Field>.self) { edges, _, _ in
            .strings(edges.map { edges, row in edges.connection.cursor(row) })
        }
        return [connection, edge]
    }

    private static var pageInfo: ResolverGroup<APIContext> {
        var pageInfo = ResolverGroup<APIContext>("PageInfo")
        pageInfo["hasNextPage"] = .leaf(on: PageInfos.self) { pages, _, _ in .booleans(pages.batch.hasNext) }
        pageInfo["hasPreviousPage"] = .leaf(on: PageInfos.self) { pages, _, _ in
            .booleans(pages.batch.hasPrevious)
        }
        pageInfo["startCursor"] = .leaf(on: PageInfos.self) { pages, _, _ in .strings(pages.batch.startCursors) }
        pageInfo["endCursor"] = .leaf(on: PageInfos.self) { pages, _, _ in .strings(pages.batch.endCursors) }
        return pageInfo
    }
}
