import Charging
import GraphQL
import JSON

// Everybody may ask for something; the store says about what, and who may answer.
extension ResolverGroup<APIContext> {
    static var serviceRequestMutations: KeyValuePairs<String, FieldResolver<APIContext>> {
        [
            "createServiceRequest": createServiceRequest,
            "commentServiceRequest": change { id, input, context in
                let text = try input.required("text", try input.prose("text"))
                return try await context.requestChanges.comment(on: id, text, viewer: context.viewer)
            },
            "changeServiceRequestState": change { id, input, context in
                let state = try input.required("state", try input.word("state", as: ServiceRequestState.self))
                return try await context.requestChanges.change(
                    id, to: state, because: try input.prose("text"), viewer: context.viewer)
            },
            "attachServiceRequestLog": change { id, input, context in
                let station = try await context.station(of: id)
                let time = try input.required("log", input.member("log"))
                let log = try await LogExcerpt(time, of: station, context)
                return try await context.requestChanges.attach(log, to: id, viewer: context.viewer)
            },
        ]
    }

    private static var createServiceRequest: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            let station = try input.id("stationId", .station).map(StationID.init(rawValue:))
            let session = try input.id("sessionId", .session).map(SessionID.init(rawValue:))
            let subject = try input.required("subject", try input.name("subject", upTo: 200))
            let text = try input.required("text", try input.prose("text"))
            let time = input.member("log")
            let about: NewServiceRequest.Subject
            switch (station, session) {
            case (let station?, nil): about = .station(station)
            case (nil, let session?): about = .session(session)
            case (nil, nil), (_?, _?):
                throw input.refusal("stationId", "or sessionId has to be given, and not both.")
            }
            var request = NewServiceRequest(about: about, subject: subject, text: text)
            if let time {
                guard let station else { throw input.refusal("log", "goes with stationId only.") }
                request.log = try await LogExcerpt(time, of: station, context)
            }
            let made = try await context.requestChanges.createServiceRequest(request, viewer: context.viewer)
            return context.answer(made)
        }
    }

    private static func change(
        _ body: @escaping @Sendable (ServiceRequestID, InputReader, APIContext) async throws -> ChangedServiceRequest
    ) -> FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            let id = ServiceRequestID(rawValue: try input.required("id", try input.id("id", .serviceRequest)))
            return context.answer(try await body(id, input, context))
        }
    }
}

extension APIContext {
    fileprivate var requestChanges: any ServiceRequestWriting { stores.upkeep.serviceRequestChanges }

    /// After the commit.
    fileprivate func answer(_ request: ChangedServiceRequest) -> ObjectResult {
        services.events.publish(.serviceRequestChanged(request))
        return .one(Payload<ServiceRequestField>(id: request.id.rawValue))
    }

    fileprivate func station(of request: ServiceRequestID) async throws -> StationID {
        let found = try await stores.upkeep.serviceRequests.serviceRequests(
            ids: [request], fields: [.stationID], viewer: viewer)
        guard case .integers(let stations)? = found[.stationID], let station = stations.first ?? nil else {
            throw ChargingError(.notFound, "this request does not exist", field: "id")
        }
        return StationID(rawValue: station)
    }
}

extension InputReader {
    /// What a person writes, over several lines.
    fileprivate func prose(_ name: String) throws -> String? { try text(name, length: 1...4_000) }
}

extension LogExcerpt {
    /// What was recorded of a station in that time, as far as it has room: the newest of it.
    fileprivate init(_ time: InputReader, of station: StationID, _ context: APIContext) async throws {
        let rights = Rights(of: context.viewer)
        if case .person = rights.reach, rights.groupRoles.isEmpty {
            throw ChargingError(.forbidden, "The role \(context.viewer.role.rawValue) does not see recorded messages.")
        }
        let from = try time.required("from", try time.timestamp("from"))
        let to = try time.required("to", try time.timestamp("to"))
        guard from < to else { throw time.refusal("to", "is not after from.") }
        guard from.duration(to: to) <= Self.longestTime else {
            throw time.refusal("to", "is more than a day after from.")
        }
        var filter = OcppMessageFilter()
        filter.from = from
        filter.to = to
        var page = PageRequest(first: 500)
        // Newest first, as they are read.
        var lines: [String] = [], bytes = 0, isCut = false
        reading: while true {
            let found = try await context.stores.ocppMessages.ocppMessages(
                ofStations: [station], filter: filter, page: page, fields: [.receivedAt, .direction, .payload],
                viewer: context.viewer)
            for line in try Self.lines(Records(found.rows, live: [])) {
                guard lines.count < Self.messageLimit, bytes + line.utf8.count < Self.byteLimit else {
                    isCut = true
                    break reading
                }
                lines.append(line)
                bytes += line.utf8.count + 1
            }
            guard found.hasNext.first == true, let last = found.positions.last else { break }
            page.after = last
        }
        self.init(
            from: from, to: to, text: lines.reversed().joined(separator: "\n"), messages: lines.count, isCut: isCut)
    }

    private static func lines(_ messages: Records<OcppMessageField>) throws -> [String] {
        let times = try messages.timestamps(.receivedAt), directions = try messages.texts(.direction)
        let payloads = try messages.texts(.payload)
        return messages.rows.ids.indices.map { row in
            let time = times[row].map { "\($0)" } ?? ""
            // What PostgreSQL would refuse is shown as what cannot be shown.
            let payload = (payloads[row] ?? "").replacing("\0", with: "\u{FFFD}")
            return "\(time) \(directions[row] ?? "") \(payload)"
        }
    }
}
