package import Charging
import Postgres

extension ReadStore: ServiceRequestReading {
    package func serviceRequests(
        _ filter: ServiceRequestFilter, page: PageRequest, fields: Set<ServiceRequestField>, viewer: Viewer
    ) async throws -> RowPages<ServiceRequestField> {
        var conditions = [viewer.condition(on: .serviceRequests)]
        if let states = filter.states { conditions.append("r.state = ANY(\(states.map(\.rawValue)))") }
        if let stations = filter.stationIDs { conditions.append("r.station_id = ANY(\(stations.rawValues))") }
        if let session = filter.sessionID { conditions.append("r.session_id = \(session.rawValue)") }
        if let number = filter.number { conditions.append("r.number = \(Int32(clamping: number))") }
        if let user = filter.createdBy { conditions.append("r.created_by = \(user.rawValue)") }
        if let pattern = filter.text?.containedPattern { conditions.append("r.subject ILIKE \(pattern)") }
        return try await Listing<ServiceRequestField>(
            source: "service_requests r", conditions: conditions,
            order: ListOrder(key: "r.changed_at", kind: .timestamp, isDescending: true)
        ).page(page, fields: fields, in: database)
    }

    package func serviceRequests(
        ids: [ServiceRequestID], fields: Set<ServiceRequestField>, viewer: Viewer
    ) async throws -> RowBatch<ServiceRequestField> {
        try await rows(
            "service_requests r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .serviceRequests))
    }

    package func comments(
        ofServiceRequests requests: [ServiceRequestID], page: PageRequest, fields: Set<ServiceRequestCommentField>,
        viewer: Viewer
    ) async throws -> RowPages<ServiceRequestCommentField> {
        try await Listing<ServiceRequestCommentField>(
            source: "service_request_comments r",
            conditions: ["r.request_id = p.id", viewer.condition(on: .serviceRequestComments)],
            order: ListOrder(key: "r.created_at", kind: .timestamp)
        ).pages(ofParents: requests.rawValues, page: page, fields: fields, in: database)
    }

    package func lastComments(
        ofServiceRequests requests: [ServiceRequestID], fields: Set<ServiceRequestCommentField>, viewer: Viewer
    ) async throws -> RowLists<ServiceRequestCommentField> {
        try await lists(
            ofParents: requests.rawValues, by: "r.request_id",
            from: """
                (SELECT DISTINCT ON (c.request_id) c.* FROM service_request_comments c
                ORDER BY c.request_id, c.created_at DESC, c.id DESC) r
                """, reach: viewer.condition(on: .serviceRequestComments), order: "r.id", fields: fields)
    }

    package func logs(
        ofServiceRequests requests: [ServiceRequestID], fields: Set<ServiceRequestLogField>, viewer: Viewer
    ) async throws -> RowLists<ServiceRequestLogField> {
        try await lists(
            ofParents: requests.rawValues, by: "r.request_id", from: "service_request_logs r",
            reach: viewer.condition(on: .serviceRequestLogs), order: "r.id", fields: fields)
    }
}

extension ServiceRequestField: StoredField {
    var column: StoredColumn {
        switch self {
        case .number: .integer("r.number")
        case .subject: .text("r.subject")
        case .state: .text("r.state")
        case .stationID: .integer("r.station_id")
        case .sessionID: .integer("r.session_id")
        case .createdBy: .integer("r.created_by")
        case .createdAt: .timestamp("r.created_at")
        case .changedAt: .timestamp("r.changed_at")
        }
    }
}

extension ServiceRequestCommentField: StoredField {
    var column: StoredColumn {
        switch self {
        case .userID: .integer("r.user_id")
        case .text: .text("r.text")
        case .state: .text("r.state")
        case .createdAt: .timestamp("r.created_at")
        }
    }
}

extension ServiceRequestLogField: StoredField {
    var column: StoredColumn {
        switch self {
        case .from: .timestamp("r.from_at")
        case .to: .timestamp("r.to_at")
        case .text: .text("r.text")
        case .messages: .integer("r.messages")
        case .isCut: .boolean("r.is_cut")
        case .attachedBy: .integer("r.attached_by")
        case .attachedAt: .timestamp("r.attached_at")
        }
    }
}
