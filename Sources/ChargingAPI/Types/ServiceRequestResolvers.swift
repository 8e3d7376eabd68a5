import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var serviceRequestTypes: [ResolverGroup<APIContext>] { [serviceRequest, comment, log] }

    private static var serviceRequest: ResolverGroup<APIContext> {
        var request = ResolverGroup<APIContext>("ServiceRequest")
        request.globalID(of: ServiceRequestField.self)
        request.column("number", ServiceRequestField.number)
        request.column("subject", ServiceRequestField.subject)
        request.column("state", ServiceRequestField.state)
        request.column("createdAt", ServiceRequestField.createdAt)
        request.column("changedAt", ServiceRequestField.changedAt)
        request["station"] = reference(from: ServiceRequestField.stationID, to: StationField.self)
        request["session"] = reference(from: ServiceRequestField.sessionID, to: SessionField.self)
        request["createdBy"] = reference(from: ServiceRequestField.createdBy, to: UserField.self)
        request["comments"] = pages(of: ServiceRequestField.self, as: .serviceRequestComments) {
            requests, page, fields, _, context in
            try await context.stores.upkeep.serviceRequests.comments(
                ofServiceRequests: requests.map(ServiceRequestID.init(rawValue:)), page: page, fields: fields,
                viewer: context.viewer)
        }
        request["lastComment"] = atMostOne(of: ServiceRequestField.self) { requests, fields, context in
            try await context.stores.upkeep.serviceRequests.lastComments(
                ofServiceRequests: requests.map(ServiceRequestID.init(rawValue:)), fields: fields,
                viewer: context.viewer)
        }
        request["logs"] = list(of: ServiceRequestField.self) { requests, fields, context in
            try await context.stores.upkeep.serviceRequests.logs(
                ofServiceRequests: requests.map(ServiceRequestID.init(rawValue:)), fields: fields,
                viewer: context.viewer)
        }
        return request
    }

    private static var comment: ResolverGroup<APIContext> {
        var comment = ResolverGroup<APIContext>("ServiceRequestComment")
        comment.column("text", ServiceRequestCommentField.text)
        comment.column("state", ServiceRequestCommentField.state)
        comment.column("createdAt", ServiceRequestCommentField.createdAt)
        comment["user"] = reference(from: ServiceRequestCommentField.userID, to: UserField.self)
        return comment
    }

    private static var log: ResolverGroup<APIContext> {
        var log = ResolverGroup<APIContext>("ServiceRequestLog")
        log.column("from", ServiceRequestLogField.from)
        log.column("to", ServiceRequestLogField.to)
        log.column("text", ServiceRequestLogField.text)
        log.column("messages", ServiceRequestLogField.messages)
        log.column("isCut", ServiceRequestLogField.isCut)
        log.column("attachedAt", ServiceRequestLogField.attachedAt)
        log["attachedBy"] = reference(from: ServiceRequestLogField.attachedBy, to: UserField.self)
        return log
    }
}

extension ServiceRequestField: NodeField {
    static let nodeType = NodeType.serviceRequest
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.upkeep.serviceRequests.serviceRequests(
            ids: ids.map(ServiceRequestID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [ServiceRequestField]] = [
        "number": [.number], "subject": [.subject], "state": [.state], "createdAt": [.createdAt],
        "changedAt": [.changedAt], "station": [.stationID], "session": [.sessionID], "createdBy": [.createdBy],
    ]
}

extension ServiceRequestCommentField: APIField {
    static let columnsByName: [String: [ServiceRequestCommentField]] = [
        "text": [.text], "state": [.state], "createdAt": [.createdAt], "user": [.userID],
    ]
}

extension ServiceRequestLogField: APIField {
    static let columnsByName: [String: [ServiceRequestLogField]] = [
        "from": [.from], "to": [.to], "text": [.text], "messages": [.messages], "isCut": [.isCut],
        "attachedAt": [.attachedAt], "attachedBy": [.attachedBy],
    ]
}
