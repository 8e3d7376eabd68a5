import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var sessionChanged: FieldResolver<APIContext> {
        .subscription { field, context in
            let arguments = try await SubscriptionArguments(field, context)
            let reach = try await EventReach.ofTags(context)
            let columns = SessionField.columns(of: field.selectedFields())
            let wants: @Sendable (Event) -> Bool = { event in
                guard case .sessionChanged(let session) = event else { return false }
                return arguments.include(event) && arguments.include(session)
            }
            return events(context, reach, checking: { try await arguments.check(context) }, where: wants) {
                event -> [SessionRecords] in
                guard case .sessionChanged(let session) = event, try await reach.includes(session) else { return [] }
                return try await SessionRecords.of(session, columns: columns, context).map { [$0] } ?? []
            }
        }
    }
}

extension SessionRecords {
    /// The session as an event tells of it. What events do not carry (figures, notes …) is read when it is selected.
    fileprivate static func of(
        _ session: SessionState, columns: Set<SessionField>, _ context: APIContext
    ) async throws -> SessionRecords? {
        try await completing(told(session), live: [], columns: columns, context)
    }

    private static func told(_ session: SessionState) -> RowBatch<SessionField> {
        RowBatch<SessionField>(
            ids: [session.id.rawValue],
            columns: [
                .stationID: .integers([session.stationID.rawValue]),
                .organizationID: .integers([session.organizationID.rawValue]),
                .connectorNumber: .integers([Int64(session.connector)]),
                .transactionID: .integers([Int64(session.transactionID)]), .status: .texts([session.status.rawValue]),
                .idTag: .texts([session.idTag]), .tagID: .integers([session.tagID?.rawValue]),
                .startedAt: .timestamps([session.startedAt]), .stoppedAt: .timestamps([session.stoppedAt]),
                .meterStartWh: .numbers([session.meterStartWh]),
                .meterBaselineWh: .numbers([session.meterBaselineWh]), .meterStopWh: .numbers([session.meterStopWh]),
                .energyWh: .numbers([session.energyWh]), .authorization: .texts([session.authorization.rawValue]),
                .stopReason: .texts([session.stopReason]),
            ])
    }
}
