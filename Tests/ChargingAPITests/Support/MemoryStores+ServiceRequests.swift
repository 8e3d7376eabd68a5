import Charging
import JSON

extension MemoryWorld {
    /// One of the manager's and one of the driver's.
    mutating func addServiceRequest(_ station: Int64, _ organization: Int64, _ name: String) {
        for (number, role) in [(Int64(0), Int64(2)), (1, 5)] {
            serviceRequests.append(
                .init(
                    id: station + number * 500, organization: organization, owner: organization * 100 + role,
                    isPersonal: true,
                    values: [
                        .number: .integer(station % 1_000 * 2 + number), .subject: .text("Subject \(name)"),
                        .state: .text("OPEN"), .stationID: .integer(station), .createdAt: .time(Self.start),
                        .changedAt: .time(Self.start), .createdBy: .integer(organization * 100 + role),
                    ]))
        }
    }
}

extension MemoryStores: ServiceRequestReading {
    func serviceRequests(
        _ filter: ServiceRequestFilter, page: PageRequest, fields: Set<ServiceRequestField>, viewer: Viewer
    ) async throws -> RowPages<ServiceRequestField> {
        try call("serviceRequests(\(page.wantsRows ? "rows" : "total"))", fields) { world in
            let rows = world.serviceRequests.filter { $0.isVisible(to: viewer) }
            return RowPages([rows], page: page, fields: fields) { .timestamp($0.time(.changedAt) ?? MemoryWorld.start) }
        }
    }

    func serviceRequests(
        ids: [ServiceRequestID], fields: Set<ServiceRequestField>, viewer: Viewer
    ) async throws -> RowBatch<ServiceRequestField> {
        try call("serviceRequests(ids)", fields) { world in
            let wanted = Set(ids.map(\.rawValue))
            return RowBatch(
                world.serviceRequests.filter { wanted.contains($0.id) && $0.isVisible(to: viewer) }, fields: fields)
        }
    }

    /// One of each that is visible.
    func comments(
        ofServiceRequests requests: [ServiceRequestID], page: PageRequest, fields: Set<ServiceRequestCommentField>,
        viewer: Viewer
    ) async throws -> RowPages<ServiceRequestCommentField> {
        try call("comments", fields) { world in
            RowPages(world.comments(of: requests, viewer), page: page, fields: fields) { _ in
                .timestamp(MemoryWorld.start)
            }
        }
    }

    func lastComments(
        ofServiceRequests requests: [ServiceRequestID], fields: Set<ServiceRequestCommentField>, viewer: Viewer
    ) async throws -> RowLists<ServiceRequestCommentField> {
        try call("lastComments", fields) { RowLists($0.comments(of: requests, viewer), fields: fields) }
    }

    func logs(
        ofServiceRequests requests: [ServiceRequestID], fields: Set<ServiceRequestLogField>, viewer: Viewer
    ) async throws -> RowLists<ServiceRequestLogField> {
        try call("logs", fields) { _ in RowLists(requests.map { _ in [] }, fields: fields) }
    }
}

extension MemoryWorld {
    fileprivate func comments(
        of requests: [ServiceRequestID], _ viewer: Viewer
    ) -> [[MemoryRow<ServiceRequestCommentField>]] {
        requests.map { id in
            serviceRequests.filter { $0.id == id.rawValue && $0.isVisible(to: viewer) }.map { request in
                .init(
                    id: request.id, organization: request.organization,
                    values: [
                        .text: request.values[.subject] ?? .text(nil), .createdAt: .time(Self.start),
                        .userID: request.values[.createdBy] ?? .integer(nil),
                    ])
            }
        }
    }
}

extension MemoryStores: ServiceRequestWriting {
    private func changed(_ request: ServiceRequestID, _ what: String, _ viewer: Viewer) throws -> ChangedServiceRequest
    {
        try call(what, [String]()) { world in
            guard
                let row = world.serviceRequests.first(where: { $0.id == request.rawValue && $0.isVisible(to: viewer) })
            else { throw ChargingError(.notFound, "this request does not exist", field: "id") }
            return ChangedServiceRequest(
                id: request, organization: OrganizationID(rawValue: row.organization),
                station: StationID(rawValue: row.integer(.stationID) ?? 0))
        }
    }

    func createServiceRequest(_ request: NewServiceRequest, viewer: Viewer) async throws -> ChangedServiceRequest {
        let log = request.log.map { "\($0.messages): \($0.text)" } ?? "no log"
        return try changed(
            ServiceRequestID(rawValue: 1_501), "create \(request.about) \(request.subject) \(request.text) \(log)",
            viewer)
    }

    func comment(on request: ServiceRequestID, _ text: String, viewer: Viewer) async throws -> ChangedServiceRequest {
        try changed(request, "comment \(text)", viewer)
    }

    func change(
        _ request: ServiceRequestID, to state: ServiceRequestState, because text: String?, viewer: Viewer
    ) async throws -> ChangedServiceRequest {
        try changed(request, "change \(state.rawValue) \(text ?? "-")", viewer)
    }

    func attach(_ log: LogExcerpt, to request: ServiceRequestID, viewer: Viewer) async throws -> ChangedServiceRequest {
        try changed(request, "attach \(log.messages): \(log.text)", viewer)
    }
}
