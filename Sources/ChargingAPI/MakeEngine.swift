package import GraphQL

/// The API of the server: the schema joined with its resolvers.
///
/// - Throws: when the text is no schema, and when a field has no resolver or a resolver no field; all of them at once.
package func makeEngine(
    schemaText: String, limits: Limits = Limits(), probe: LoadProbe = .statements,
    onInternalError: @escaping @Sendable (any Error, String) -> Void
) throws -> Engine<APIContext> {
    try Engine(
        schema: try Schema(sdl: schemaText),
        resolvers: [
            .query, .mutation, .subscription, .station, .connector, .session, .meterValue, .tag, .group, .operation,
            .stationEvent, .unknownTag, .localList, .quirkProfile, .sessionFact, .sessionError,
            .sessionChargingProfile,
            .certificateRequest,
            .clientCertificate,
            .reservation, .ocppMessage, .liveOcppMessage, .sessionTotalsObject, .sessionPoint, .connectorState,
            .searchResults,
        ] + ResolverGroup.files + ResolverGroup.smartCharging + ResolverGroup.accounts + ResolverGroup.connections
            + ResolverGroup.payloads + ResolverGroup.connectionEvidence + ResolverGroup.quirkDryRuns
            + ResolverGroup.dashboards + ResolverGroup.tariffs + ResolverGroup.notificationTypes
            + ResolverGroup.serviceRequestTypes + [
                .auditEntry, .inventoryItem, .stationInstallation, .queuePlace, .stationPicture, .stationShare,
                .groupMember,
                .exportJob,
            ]
            + ResolverGroup.logbooks + ResolverGroup.webhookTypes + ResolverGroup.rolloutTypes,
        scalars: ["DateTime": .dateTime, "JSON": .json], limits: limits, probe: probe, onInternalError: onInternalError)
}
