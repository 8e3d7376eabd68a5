package import JSON

// What the API reads. Every call is one statement (two when a total is asked for), whatever the number of parents, and
// returns only what the viewer's rights reach. A call with ids returns the rows found, in any order; absent ones are
// left out.

package enum StationField: Sendable, Hashable, CaseIterable {
    case chargePointID, description, vendor, model, serialNumber, firmwareVersion, isActive, admission, onboardedAt
    case presence, lastSeenAt, ocppVersion, status, errorCode, organizationID
    case street, city, zipCode, country, installationSite, partNumber, mesSerialNumber, materialNumber, vendorCode
    case customerNumber, referenceNumber, inactiveSince, inactiveReason, modifiedAt
    case chargeBoxSerialNumber, meterType, meterSerialNumber, iccid, imsi, bootedAt
    case securityProfile, minimumSecurityProfile, tariffID, isLogbookEnabled, logbookRule, removedAt
    case hasSecondSeating, seatHoldMinutes, takesReservations
    case ownerName
    /// Of its connectors together; nil where none has one.
    case ratedPowerW
    /// True where a lent station may be charged at, or asked: by the viewer's share alone.
    case isLentForCharging, isLentForOperating
}

package struct StationFilter: Sendable, Hashable {
    package var chargePointID: String?
    package var presence: Presence?
    package var isActive: Bool?
    /// In one of these groups, or in one below them.
    package var groupIDs: [GroupID]?
    package var model: String?
    package var firmwareVersion: String?
    package var onboardedFrom: Timestamp?
    package var onboardedTo: Timestamp?
    /// Whether the catalogue has newer firmware for it.
    package var hasUpdate: Bool?
    package var ownership: StationOwnership?
    package var text: String?
    package init() {}
}

/// Whose stations are meant. Those who see everything borrow nothing: all are their own.
package enum StationOwnership: String, Sendable, Hashable, CaseIterable {
    case own = "OWN"
    case shared = "SHARED"
}

package enum StationOrder: String, Sendable, Hashable {
    case chargePointID = "CHARGE_POINT_ID"
    case onboardedAtDescending = "ONBOARDED_AT_DESC"
}

package protocol StationReading: Sendable {
    func stations(
        _ filter: StationFilter, order: StationOrder, page: PageRequest, fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowPages<StationField>
    func stations(ids: [StationID], fields: Set<StationField>, viewer: Viewer) async throws -> RowBatch<StationField>
    func station(
        chargePointID: String, fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowBatch<StationField>
    func stations(
        ofGroups groups: [GroupID], page: PageRequest, fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowPages<StationField>
    func stations(
        ofTags tags: [TagID], fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowLists<StationField>
    /// At most one for each station: none where it was never sent one.
    func localLists(
        ofStations stations: [StationID], fields: Set<LocalListField>, viewer: Viewer
    ) async throws -> RowLists<LocalListField>
    /// Whom refused handshakes concern.
    func concerned(by doors: RefusedDoors, viewer: Viewer) async throws -> ConcernedStations
}

/// Handshakes that were refused, before it is known whom they may be told to.
package struct RefusedDoors: Sendable, Hashable {
    /// Stations whose own id was asked for.
    package var stations: [StationID]
    /// Ids that no station has.
    package var unknownIDs: [String]
    /// Nobody else is asked about.
    package var station: StationID?

    package init(stations: [StationID], unknownIDs: [String], station: StationID?) {
        self.stations = stations
        self.unknownIDs = unknownIDs
        self.station = station
    }
}

package struct ConcernedStations: Sendable, Hashable {
    /// Those that the viewer reaches.
    package var stations: Set<StationID>
    /// Stations of the viewer's that have never connected, under the unknown ids that differ from theirs as slips of the
    /// hand do; none of an id that is as near to a station of another organization.
    package var near: [String: [StationID]]

    package init(stations: Set<StationID> = [], near: [String: [StationID]] = [:]) {
        self.stations = stations
        self.near = near
    }
}

package enum LocalListField: Sendable, Hashable, CaseIterable { case version, entryCount, isInStep, lastSentAt }

package enum ConnectorField: Sendable, Hashable, CaseIterable {
    case stationID, number, status, errorCode, vendorErrorCode, info, statusChangedAt
    case type, ratedPowerW, maximumCurrentA, currentKind, phases
}

/// A time that a connector was in one state.
package enum ConnectorStateField: Sendable, Hashable, CaseIterable {
    case status, errorCode, vendorErrorCode, from, until
}

package struct ConnectorFilter: Sendable, Hashable {
    package var stationIDs: [StationID]?
    /// Of stations in one of these groups, or in one below them.
    package var groupIDs: [GroupID]?
    package var statuses: [ConnectorStatus]?
    package var presence: Presence?
    /// Since before this moment in its status.
    package var unchangedSince: Timestamp?
    /// In the charge point id or the description of the station.
    package var text: String?
    package init() {}
}

package protocol ConnectorReading: Sendable {
    /// By the charge point id of the station.
    func connectors(
        _ filter: ConnectorFilter, page: PageRequest, fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowPages<ConnectorField>
    func connectors(
        ofStations stations: [StationID], fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowLists<ConnectorField>
    func connectors(
        ids: [ConnectorID], fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowBatch<ConnectorField>
    /// The connectors that these sessions run or ran on: a list of at most one per session.
    func connectors(
        ofSessions sessions: [SessionID], fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowLists<ConnectorField>
    /// From the one that each was in at `from` to the one at `until`, oldest first, as far as the `last` things reported go
    /// back. None of stations whose events the viewer does not see: they tell when others charge.
    func states(
        ofConnectors connectors: [ConnectorID], from: Timestamp, until: Timestamp, last: Int,
        fields: Set<ConnectorStateField>, viewer: Viewer
    ) async throws -> RowLists<ConnectorStateField>
}

package enum SessionField: Sendable, Hashable, CaseIterable {
    case stationID, connectorNumber, transactionID, status, idTag, tagID, startedAt, stoppedAt, meterStartWh,
        meterBaselineWh, meterStopWh
    case energyWh, authorization, stopReason, organizationID
    case note, pluggedOutAt, seconds, pluggedInSeconds, chargingSeconds, chargingEndedAt, maximumPowerW
    case logbookStatus
    /// Of the organization's own customer: the person's, else the station's.
    case customerNumber, referenceNumber
}

package struct SessionFilter: Sendable, Hashable {
    package var stationIDs: [StationID]?
    package var idTag: String?
    package var sessionID: SessionID?
    package var status: SessionStatus?
    package var statuses: [SessionStatus]?
    /// At stations in one of these groups, or in one below them.
    package var groupIDs: [GroupID]?
    /// In what was presented, or in the alias or the note of its tag.
    package var tagText: String?
    package var logbook: LogbookStatus?
    /// In the charge point id or the description of the station, or where `tagText` looks.
    package var text: String?
    package var from: Timestamp?
    package var to: Timestamp?
    package init() {}
}

/// Those by energy and duration are in no index, since both change with each meter value: they look at all sessions that match.
package enum SessionOrder: String, Sendable, Hashable, CaseIterable {
    case startedAtDescending = "STARTED_AT_DESC"
    case startedAt = "STARTED_AT"
    case energyDescending = "ENERGY_DESC"
    case energy = "ENERGY"
    case durationDescending = "DURATION_DESC"
    case duration = "DURATION"
}

/// Values of some time in one: of one measurand, phase, location and unit.
package enum SessionPointField: Sendable, Hashable, CaseIterable {
    case at, measurand, phase, location, unit, minimum, maximum, average, count
}

package enum MeterValueField: Sendable, Hashable, CaseIterable {
    case sampledAt, value, signedData, unit, measurand, phase, location, context
}

package enum SessionFactField: Sendable, Hashable, CaseIterable {
    case kind, occurredAt, receivedAt, meterWh, transactionID, reason, details, messageID
}

/// Something that a charger said was wrong while a session was there.
package enum SessionErrorField: Sendable, Hashable, CaseIterable {
    case at, code, vendorErrorCode, info, connectorNumber
}

/// A charging profile that a charger held while a session ran, and when that was.
package enum SessionProfileField: Sendable, Hashable, CaseIterable {
    case profileID, connectorNumber, stackLevel, purpose, unit, lowestLimit, highestLimit, from, until
}

package protocol SessionReading: Sendable {
    func sessions(
        _ filter: SessionFilter, order: SessionOrder, page: PageRequest, fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowPages<SessionField>
    func sessions(ids: [SessionID], fields: Set<SessionField>, viewer: Viewer) async throws -> RowBatch<SessionField>
    /// Newest first, one page per station.
    func sessions(
        ofStations stations: [StationID], filter: SessionFilter, page: PageRequest, fields: Set<SessionField>,
        viewer: Viewer
    ) async throws -> RowPages<SessionField>
    /// Newest first, one page per tag.
    func sessions(
        ofTags tags: [TagID], page: PageRequest, fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowPages<SessionField>
    /// At most one per connector: the one that is active.
    func activeSessions(
        ofConnectors connectors: [ConnectorID], fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowLists<SessionField>
    /// Oldest first, one page per session. Row ids are positions within the session and not unique beyond it.
    func meterValues(
        ofSessions sessions: [SessionID], page: PageRequest, fields: Set<MeterValueField>, viewer: Viewer
    ) async throws -> RowPages<MeterValueField>
    /// Values for a chart, of each kind oldest first: the session's time in that many parts, of each part that has any the
    /// lowest, the highest and the mean.
    ///
    /// - Parameter moment: as far as which sessions are counted that go on.
    func points(
        ofSessions sessions: [SessionID], measurands: [String], count: Int, at moment: Timestamp,
        fields: Set<SessionPointField>, viewer: Viewer
    ) async throws -> RowLists<SessionPointField>
    /// In the order in which they were added, one page per session.
    func facts(
        ofSessions sessions: [SessionID], page: PageRequest, fields: Set<SessionFactField>, viewer: Viewer
    ) async throws -> RowPages<SessionFactField>
    /// What the session's connector or the whole station said was wrong, from the start until the vehicle was unplugged, or
    /// else until the stop: oldest first, one page per session.
    ///
    /// - Parameter text: in the codes or in the charger's words; absent: all.
    func errors(
        ofSessions sessions: [SessionID], text: String?, page: PageRequest, fields: Set<SessionErrorField>,
        viewer: Viewer
    ) async throws -> RowPages<SessionErrorField>
    /// The charging profiles of ours that held for the session's connector, or its whole station, while it ran; of those for
    /// a transaction its own alone. Those that were accepted last first, one page per session.
    func chargingProfiles(
        ofSessions sessions: [SessionID], page: PageRequest, fields: Set<SessionProfileField>, viewer: Viewer
    ) async throws -> RowPages<SessionProfileField>
    /// Of one connector, those that belong to no session: newest first, one page per station. Row ids are positions.
    func meterValues(
        ofStations stations: [StationID], connector: Int, page: PageRequest, fields: Set<MeterValueField>,
        viewer: Viewer
    ) async throws -> RowPages<MeterValueField>
    /// Stops whose session is not known, newest first, one page per station.
    func orphanStops(
        ofStations stations: [StationID], page: PageRequest, fields: Set<SessionFactField>, viewer: Viewer
    ) async throws -> RowPages<SessionFactField>
}

package enum TagField: Sendable, Hashable, CaseIterable {
    case idTag, note, alias, type, medium, expiresAt, isBlocked, allowsConcurrent, isRestrictedToStations
    case parentIDTag, userID
}

package struct TagFilter: Sendable, Hashable {
    package var idTag: String?
    package var text: String?
    package var type: TagType?
    package var userID: UserID?
    package var stationID: StationID?
    package var medium: TagMedium?
    package var isBlocked: Bool?
    /// At this moment.
    package var isExpired: Bool?
    /// In one of these groups, or in one below them.
    package var groupIDs: [GroupID]?
    package init() {}
}

package protocol TagReading: Sendable {
    func tags(
        _ filter: TagFilter, page: PageRequest, fields: Set<TagField>, viewer: Viewer
    ) async throws -> RowPages<TagField>
    func tags(ids: [TagID], fields: Set<TagField>, viewer: Viewer) async throws -> RowBatch<TagField>
    func tags(
        ofGroups groups: [GroupID], page: PageRequest, fields: Set<TagField>, viewer: Viewer
    ) async throws -> RowPages<TagField>
    /// Last seen first.
    func unknownTags(
        _ filter: UnknownTagFilter, page: PageRequest, fields: Set<UnknownTagField>, viewer: Viewer
    ) async throws -> RowPages<UnknownTagField>
    func unknownTags(
        ids: [UnknownTagID], fields: Set<UnknownTagField>, viewer: Viewer
    ) async throws -> RowBatch<UnknownTagField>
}

/// A tag that was presented at a station and is not known.
package enum UnknownTagField: Sendable, Hashable, CaseIterable { case stationID, idTag, firstSeenAt, lastSeenAt, count }

package struct UnknownTagFilter: Sendable, Hashable {
    package var stationIDs: [StationID]?
    package var text: String?
    package init() {}
}

package enum GroupField: Sendable, Hashable, CaseIterable { case name, parentID }

package protocol GroupReading: Sendable {
    func groups(
        text: String?, page: PageRequest, fields: Set<GroupField>, viewer: Viewer
    ) async throws -> RowPages<GroupField>
    func groups(ids: [GroupID], fields: Set<GroupField>, viewer: Viewer) async throws -> RowBatch<GroupField>
    func groups(
        ofStations stations: [StationID], fields: Set<GroupField>, viewer: Viewer
    ) async throws -> RowLists<GroupField>
    func groups(ofTags tags: [TagID], fields: Set<GroupField>, viewer: Viewer) async throws -> RowLists<GroupField>
}

package enum OperationField: Sendable, Hashable, CaseIterable {
    case kind, status, effect, requestedBy, request, answer, failure, stationID, requestedAt, sentAt, answeredAt
}

package struct OperationFilter: Sendable, Hashable {
    package var stationIDs: [StationID]?
    package var kind: OperationKind?
    package var status: OperationStatus?
    package var effect: OperationEffect?
    package var requestedBy: UserID?
    package var sessionID: SessionID?
    package var from: Timestamp?
    package var to: Timestamp?
    package init() {}
}

package protocol OperationReading: Sendable {
    /// Newest first.
    func operations(
        _ filter: OperationFilter, page: PageRequest, fields: Set<OperationField>, viewer: Viewer
    ) async throws -> RowPages<OperationField>
    func operations(
        ids: [OperationID], fields: Set<OperationField>, viewer: Viewer
    ) async throws -> RowBatch<OperationField>
}

package enum StationEventField: Sendable, Hashable, CaseIterable {
    case stationID, kind, name, vendorID, requestID, detail, reportedAt, receivedAt
}

package protocol StationEventReading: Sendable {
    /// Of all stations, newest first.
    func stationEvents(
        _ filter: StationLogFilter, page: PageRequest, fields: Set<StationEventField>, viewer: Viewer
    ) async throws -> RowPages<StationEventField>
    /// Newest first, one page per station.
    ///
    /// - Parameter kinds: absent: all of them.
    func stationEvents(
        ofStations stations: [StationID], kinds: [StationEventKind]?, page: PageRequest,
        fields: Set<StationEventField>, viewer: Viewer
    ) async throws -> RowPages<StationEventField>
    func stationEvents(
        ids: [StationEventID], fields: Set<StationEventField>, viewer: Viewer
    ) async throws -> RowBatch<StationEventField>
}

package enum OcppMessageField: Sendable, Hashable, CaseIterable {
    case stationID, key, direction, action, messageID, payload, size, receivedAt, generation
}

package enum MessageDirection: String, Sendable, CaseIterable {
    case received = "RECEIVED"
    case sent = "SENT"
}

/// Which recorded frames of a station; absent members match all.
package struct OcppMessageFilter: Sendable, Hashable {
    package var from: Timestamp?
    package var to: Timestamp?
    package var direction: MessageDirection?
    package var action: String?
    package var messageID: String?
    /// Anywhere in the frame, in the same letters.
    package var text: String?
    /// Errors, refusals, and reports of what is wrong or failed.
    package var hasOnlyProblems = false
    package init() {}
}

package protocol OcppMessageReading: Sendable {
    /// Recorded frames, newest first, one page per station. The `key` of a row is unique within its station.
    ///
    /// - Throws: ``ChargingError`` `.limitExceeded` where too much has to be looked through to fill a page.
    func ocppMessages(
        ofStations stations: [StationID], filter: OcppMessageFilter, page: PageRequest,
        fields: Set<OcppMessageField>, viewer: Viewer
    ) async throws -> RowPages<OcppMessageField>
    /// Those of the stations whose recorded frames the viewer may read, whether there are any or not.
    func stationsWithMessages(among stations: [StationID], viewer: Viewer) async throws -> Set<StationID>
}

package enum UserField: Sendable, Hashable, CaseIterable {
    case email, firstName, lastName, role, status, createdAt
    /// Null but for oneself and for who manages people.
    case mobileNumber, employeeNumber, customerNumber, referenceNumber, language, lastSignInAt, hasSecondFactor
}
package enum OrganizationField: Sendable, Hashable, CaseIterable { case name, createdAt, timeZone, currency }

package protocol AccountReading: Sendable {
    /// The viewer that a token stands for; nil when it is unknown, expired or revoked, or its user inactive.
    ///
    /// - Parameter tokenHash: SHA-256 of the token.
    func viewer(tokenHash: [UInt8]) async throws -> Viewer?
    /// The same for many tokens by their row ids: what living subscriptions are checked with. Tokens no longer good are
    /// left out.
    func viewers(ofTokens ids: [Int64]) async throws -> [Int64: Viewer]
    func users(ids: [UserID], fields: Set<UserField>, viewer: Viewer) async throws -> RowBatch<UserField>
    /// By name.
    func organizations(
        text: String?, page: PageRequest, fields: Set<OrganizationField>, viewer: Viewer
    ) async throws -> RowPages<OrganizationField>
    func organizations(
        ids: [OrganizationID], fields: Set<OrganizationField>, viewer: Viewer
    ) async throws -> RowBatch<OrganizationField>
}
