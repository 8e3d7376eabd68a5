import Charging
import JSON

/// Everything that the tests' stores hold.
struct MemoryWorld: Sendable {
    var organizations: [MemoryRow<OrganizationField>] = []
    var users: [MemoryRow<UserField>] = []
    var stations: [MemoryRow<StationField>] = []
    var connectors: [MemoryRow<ConnectorField>] = []
    var sessions: [MemoryRow<SessionField>] = []
    var meterValues: [Int64: [MemoryRow<MeterValueField>]] = [:]
    var tags: [MemoryRow<TagField>] = []
    var unknownTags: [MemoryRow<UnknownTagField>] = []
    /// By station.
    var localLists: [MemoryRow<LocalListField>] = []
    var groups: [MemoryRow<GroupField>] = []
    var operations: [MemoryRow<OperationField>] = []
    var sessionFacts: [Int64: [MemoryRow<SessionFactField>]] = [:]
    var stationEvents: [MemoryRow<StationEventField>] = []
    var quirkProfiles: [MemoryRow<QuirkProfileField>] = []
    var chargingProfiles: [MemoryRow<ChargingProfileField>] = []
    var comparisons: [MemoryRow<ScheduleComparisonField>] = []
    var certificateRequests: [MemoryRow<CertificateRequestField>] = []
    var clientCertificates: [MemoryRow<ClientCertificateField>] = []
    var firmwareImages: [MemoryRow<FirmwareImageField>] = []
    /// By operation.
    var uploads: [Int64: MemoryRow<UploadField>] = [:]
    var progress: [Int64: [MemoryRow<ProgressField>]] = [:]
    var reservations: [MemoryRow<ReservationField>] = []
    var ocppMessages: [MemoryRow<OcppMessageField>] = []
    var notifications: [MemoryRow<NotificationField>] = []
    var serviceRequests: [MemoryRow<ServiceRequestField>] = []
    /// Station, group.
    var stationGroups: [[Int64]] = []
    var tagGroups: [[Int64]] = []
    var tagStations: [[Int64]] = []

    static let start = Timestamp(microseconds: 1_767_225_600_000_000)  // 2026-01-01T00:00:00Z

    /// Two organizations, `Alpha` and `Beta`, with the same of everything; each text that could leak holds the name.
    static func twoOrganizations(stations: Int = 2, sessions: Int = 2) -> MemoryWorld {
        var world = MemoryWorld()
        for (organization, name) in [(Int64(1), "Alpha"), (2, "Beta")] {
            world.addOrganization(organization, name)
            for number in 1...max(1, stations) where stations > 0 {
                world.addStation(organization, name, number, sessions: sessions)
            }
        }
        return world
    }

    private mutating func addOrganization(_ organization: Int64, _ name: String) {
        organizations.append(
            .init(
                id: organization, organization: organization,
                values: [
                    .name: .text(name), .createdAt: .time(Self.start), .timeZone: .text(nil), .currency: .text(nil),
                ]))
        for (index, role) in Role.allCases.enumerated() {
            users.append(
                .init(
                    id: organization * 100 + Int64(index), organization: organization,
                    owner: organization * 100 + Int64(index), isPersonal: true,
                    values: [
                        .email: .text("\(role.rawValue)@\(name)"), .firstName: .text("First \(name)"),
                        .lastName: .text("Last \(name)"), .role: .text(role.rawValue),
                        .status: .text("ACTIVE"), .createdAt: .time(Self.start), .mobileNumber: .text("Mobile \(name)"),
                        .employeeNumber: .text(nil), .customerNumber: .text("Customer \(name)"),
                        .referenceNumber: .text("Reference \(name)"), .language: .text("en"), .lastSignInAt: .time(nil),
                        .hasSecondFactor: .boolean(false),
                    ]))
        }
        quirkProfiles.append(
            .init(
                id: organization * 100, organization: organization, isPersonal: true,
                values: [
                    .name: .text("Quirks \(name)"), .vendor: .text("Vendor \(name)"), .model: .text("*"),
                    .firmwareVersion: .text("*"), .reversesIDTag: .boolean(true), .idTagSuffixSeparator: .text(nil),
                    .reportsSessionEnergy: .boolean(false), .knowsOnlyStackLevelZero: .boolean(false),
                    .utcOffsetMinutes: .integer(nil), .isOn: .boolean(false), .createdAt: .time(Self.start),
                ]))
        firmwareImages.append(
            .init(
                id: organization, organization: organization, isPersonal: true,
                values: [
                    .vendor: .text("Vendor \(name)"), .model: .text("Model \(name)"), .firmwareVersion: .text("1"),
                    .fileName: .text("\(name).bin"), .sizeBytes: .number(3), .sha256: .text("00"),
                    .isSigned: .boolean(false), .uploadedBy: .integer(organization * 100 + 2),
                    .createdAt: .time(Self.start),
                ]))
        let driver = organization * 100 + 5
        for number in Int64(1)...2 {
            let id = organization * 10 + number
            groups.append(
                .init(
                    id: id, organization: organization,
                    values: [.name: .text("\(name) group \(number)"), .parentID: .integer(number == 2 ? id - 1 : nil)]))
            tags.append(
                .init(
                    id: id, organization: organization, owner: number == 1 ? driver : nil, isPersonal: true,
                    values: [
                        .idTag: .text("\(name)\(number)"), .note: .text("Note \(name)"), .alias: .text("Alias \(name)"),
                        .type: .text("OTHER"), .medium: .text("CARD"), .isBlocked: .boolean(false),
                        .allowsConcurrent: .boolean(false), .isRestrictedToStations: .boolean(true),
                        .parentIDTag: .text(name),
                        .userID: .integer(number == 1 ? driver : nil),
                    ]))
            tagGroups.append([id, id])
        }
    }

    private mutating func addStation(_ organization: Int64, _ name: String, _ number: Int, sessions count: Int) {
        let id = organization * 1_000 + Int64(number)
        let tag = organization * 10 + Int64(number % 2 + 1)
        stations.append(
            .init(
                id: id, organization: organization,
                values: [
                    .chargePointID: .text("\(name)-\(number)"), .description: .text("Description \(name)"),
                    .vendor: .text("Vendor \(name)"), .model: .text("Model \(name)"), .isActive: .boolean(true),
                    .admission: .text("ACCEPTED"), .isLogbookEnabled: .boolean(false),
                    .hasSecondSeating: .boolean(false), .takesReservations: .boolean(true),
                    .seatHoldMinutes: .integer(10),
                    .logbookRule: .text("REFUSE"), .onboardedAt: .time(Self.start), .modifiedAt: .time(Self.start),
                    .presence: .text("OFFLINE"),
                    .lastSeenAt: .time(Self.start), .ocppVersion: .text("1.6"), .status: .text("AVAILABLE"),
                    .organizationID: .integer(organization), .ownerName: .text("Owner \(name)"),
                    .isLentForCharging: .boolean(true), .isLentForOperating: .boolean(true),
                ]))
        stationGroups.append([id, organization * 10 + 1])
        tagStations.append([tag, id])
        for connector in Int64(1)...2 {
            connectors.append(
                .init(
                    id: id * 10 + connector, organization: organization,
                    values: [
                        .stationID: .integer(id), .number: .integer(connector), .status: .text("AVAILABLE"),
                        .statusChangedAt: .time(Self.start),
                    ]))
        }
        addEvent(id, organization, name)
        addReservation(id, organization, name)
        addTags(id, organization, name)
        addProfile(id, organization)
        addMessage(id, organization, name)
        for session in 0..<count { addSession(id * 100 + Int64(session), organization, name, station: id, tag: tag) }
        certificateRequests.append(
            .init(
                id: id, organization: organization, isPersonal: true,
                values: [
                    .stationID: .integer(id), .status: .text("PENDING"), .commonName: .text("CN \(name)"),
                    .organizationName: .text(name), .reason: .text("Reason \(name)"), .requestedAt: .time(Self.start),
                ]))
        clientCertificates.append(
            .init(
                id: id + 500, organization: organization, isPersonal: true,
                values: [
                    .stationID: .integer(id), .requestID: .integer(id), .serialNumber: .text("a\(id)"),
                    .subject: .text("CN \(name)"), .certificate: .text("PEM \(name)"), .issuedAt: .time(Self.start),
                    .expiresAt: .time(Self.start),
                ]))
        addNotification(id, organization, name)
        addServiceRequest(id, organization, name)
        uploads[id] = .init(
            id: id, organization: organization, isPersonal: true,
            values: [
                .fileName: .text("\(name).zip"), .sizeBytes: .number(3), .sha256: .text("00"),
                .receivedAt: .time(Self.start),
            ])
        progress[id] = [
            .init(
                id: id, organization: organization, isPersonal: true,
                values: [.name: .text("Uploading \(name)"), .receivedAt: .time(Self.start)])
        ]
        operations.append(
            .init(
                id: id, organization: organization, owner: organization * 100, isPersonal: true,
                values: [
                    .kind: .text("REMOTE_START"), .status: .text("ACCEPTED"), .effect: .text("SEEN"),
                    .requestedBy: .integer(organization * 100), .request: .document(["idTag": .string(name)]),
                    .answer: .document(["status": "Accepted"]), .stationID: .integer(id),
                    .requestedAt: .time(Self.start),
                ]))
    }

    private mutating func addProfile(_ station: Int64, _ organization: Int64) {
        chargingProfiles.append(
            .init(
                id: station, organization: organization, isPersonal: true,
                values: [
                    .stationID: .integer(station), .connectorNumber: .integer(1), .profileID: .integer(station),
                    .stackLevel: .integer(0), .purpose: .text("TX_DEFAULT_PROFILE"), .kind: .text("RELATIVE"),
                    .unit: .text("A"), .periods: .document([["startSeconds": 0, "limit": 16]]),
                    .operationID: .integer(station), .acceptedAt: .time(Self.start),
                ]))
        comparisons.append(
            .init(
                id: station, organization: organization, owner: organization * 100, isPersonal: true,
                values: [
                    .connectorNumber: .integer(1), .startAt: .time(Self.start), .durationSeconds: .integer(60),
                    .unit: .text("A"), .tolerance: .number(0.1),
                    .differences: .document([
                        ["startSeconds": 0, "endSeconds": 60, "stationLimit": 32, "ourLimit": 16]
                    ]),
                ]))
    }

    private mutating func addEvent(_ station: Int64, _ organization: Int64, _ name: String) {
        stationEvents.append(
            .init(
                id: station, organization: organization, isPersonal: true,
                values: [
                    .stationID: .integer(station), .kind: .text("SECURITY_EVENT"), .name: .text("Event \(name)"),
                    .vendorID: .text(nil), .requestID: .integer(nil), .detail: .text("Detail \(name)"),
                    .reportedAt: .time(Self.start), .receivedAt: .time(Self.start),
                ]))
    }

    private mutating func addMessage(_ station: Int64, _ organization: Int64, _ name: String) {
        let frame = #"[2,"1","Authorize",{"idTag":"\#(name)"}]"#
        ocppMessages.append(
            .init(
                id: station, organization: organization, isPersonal: true,
                values: [
                    .stationID: .integer(station), .key: .text("\(name)-1"), .direction: .text("RECEIVED"),
                    .action: .text("Authorize"), .messageID: .text("1"), .payload: .text(frame),
                    .size: .integer(Int64(frame.utf8.count)), .receivedAt: .time(Self.start), .generation: .integer(1),
                ]))
    }

    /// Of the driver's tag, on connector 1.
    private mutating func addReservation(_ station: Int64, _ organization: Int64, _ name: String) {
        reservations.append(
            .init(
                id: station, organization: organization, owner: organization * 100 + 5, isPersonal: true,
                values: [
                    .stationID: .integer(station), .connectorNumber: .integer(1), .number: .integer(station % 1_000),
                    .idTag: .text("\(name)1"), .parentIDTag: .text(name), .tagID: .integer(organization * 10 + 1),
                    .expiresAt: .time(Self.start.advanced(by: .seconds(3_600))), .status: .text("ACTIVE"),
                    .reason: .text(nil), .operationID: .integer(station), .sessionID: .integer(nil),
                    .createdBy: .integer(organization * 100 + 2), .requestedAt: .time(Self.start), .endedAt: .time(nil),
                ]))
    }

    private mutating func addTags(_ station: Int64, _ organization: Int64, _ name: String) {
        unknownTags.append(
            .init(
                id: station, organization: organization, isPersonal: true,
                values: [
                    .stationID: .integer(station), .idTag: .text("Unknown \(name)"), .firstSeenAt: .time(Self.start),
                    .lastSeenAt: .time(Self.start), .count: .integer(2),
                ]))
        localLists.append(
            .init(
                id: station, organization: organization, isPersonal: true,
                values: [
                    .version: .integer(3), .entryCount: .integer(2), .isInStep: .boolean(true),
                    .lastSentAt: .time(Self.start),
                ]))
    }

    private mutating func addSession(_ id: Int64, _ organization: Int64, _ name: String, station: Int64, tag: Int64) {
        let tagRow = tags.first { $0.id == tag }
        let isActive = id % 100 == 0
        sessions.append(
            .init(
                id: id, organization: organization, owner: tagRow?.owner, isPersonal: true,
                values: [
                    .stationID: .integer(station), .connectorNumber: .integer(1), .transactionID: .integer(id),
                    .status: .text(isActive ? "ACTIVE" : "COMPLETED"), .idTag: .text(tagRow?.text(.idTag) ?? ""),
                    .tagID: .integer(tag), .startedAt: .time(Self.start.advanced(by: .seconds(id))),
                    .stoppedAt: .time(isActive ? nil : Self.start.advanced(by: .seconds(id + 60))),
                    .meterStartWh: .number(100), .energyWh: .number(42.5), .authorization: .text("ACCEPTED"),
                    .logbookStatus: .text("COMPLETE"), .seconds: .number(60), .pluggedInSeconds: .number(60),
                    .chargingSeconds: .number(60),
                    .organizationID: .integer(organization),
                ]))
        sessionFacts[id] = [
            .init(
                id: id, organization: organization,
                values: [
                    .kind: .text("START"), .occurredAt: .time(Self.start), .receivedAt: .time(Self.start),
                    .meterWh: .number(100), .transactionID: .integer(id), .reason: .text(nil),
                    .details: .document(["note": .string("Note \(name)")]), .messageID: .text("Message \(name)"),
                ])
        ]
        meterValues[id] = (Int64(1)...3).map { number in
            .init(
                id: number, organization: organization,
                values: [
                    .sampledAt: .time(Self.start.advanced(by: .seconds(number))), .value: .number(Double(number)),
                    .unit: .text("Wh"), .measurand: .text("Energy.Active.Import.Register"), .phase: .text(""),
                    .location: .text("Outlet"), .context: .text("Context \(name)"),
                ])
        }
    }
}
