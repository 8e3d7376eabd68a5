import Charging
import JSON

/// One value of a row in memory.
enum Cell: Sendable, Hashable {
    case integer(Int64?)
    case number(Double?)
    case boolean(Bool?)
    case text(String?)
    case time(Timestamp?)
    case document(JSONValue?)
}

struct MemoryRow<Field: Hashable & Sendable>: Sendable {
    var id: Int64
    var organization: Int64
    /// Whose it is, for what drivers see only of their own.
    var owner: Int64?
    var isPersonal = false
    var values: [Field: Cell]

    func isVisible(to viewer: Viewer) -> Bool {
        switch Rights(of: viewer).reach {
        case .everything: true
        case .organization(let organization): organization.rawValue == self.organization
        case .person(let user, let organization):
            organization.rawValue == self.organization && (!isPersonal || owner == user.rawValue)
        }
    }

    func integer(_ field: Field) -> Int64? {
        guard case .integer(let value)? = values[field] else { return nil }
        return value
    }

    func text(_ field: Field) -> String? {
        guard case .text(let value)? = values[field] else { return nil }
        return value
    }

    func time(_ field: Field) -> Timestamp? {
        guard case .time(let value)? = values[field] else { return nil }
        return value
    }
}

extension RowBatch {
    init(_ rows: [MemoryRow<Field>], fields: Set<Field>) {
        let columns = fields.map { field in (field, Column(rows.map { $0.values[field] }, named: "\(field)")) }
        self.init(ids: rows.map(\.id), columns: Dictionary(uniqueKeysWithValues: columns))
    }
}

extension RowPages {
    /// A page of each parent's rows, which come in the order of their keys.
    init(
        _ parents: [[MemoryRow<Field>]], page: PageRequest, fields: Set<Field>,
        key: (MemoryRow<Field>) -> ListPosition.Key
    ) {
        var rows: [MemoryRow<Field>] = [], offsets = [0], hasNext: [Bool] = []
        for all in parents {
            let start = page.after.flatMap { after in all.firstIndex { $0.id == after.id } }.map { $0 + 1 } ?? 0
            let end = page.before.flatMap { before in all.firstIndex { $0.id == before.id } } ?? all.count
            let rest = page.wantsRows && start < end ? all[start..<end] : []
            rows += page.isFromEnd ? rest.suffix(page.first) : rest.prefix(page.first)
            offsets.append(rows.count)
            hasNext.append(rest.count > page.first)
        }
        self.init(
            rows: RowBatch(rows, fields: fields), offsets: offsets,
            positions: ListPositions(rows.map { ListPosition(key: key($0), id: $0.id) }), hasNext: hasNext,
            totals: page.wantsTotal ? parents.map(\.count) : [])
    }
}

extension ListPositions {
    /// All keys of a list are of one kind.
    fileprivate init(_ positions: [ListPosition]) {
        var texts: [String?] = [], timestamps: [Timestamp?] = [], integers: [Int64?] = []
        for position in positions {
            switch position.key {
            case .text(let text): texts.append(text)
            case .timestamp(let time): timestamps.append(time)
            case .integer(let value): integers.append(value)
            case .number(let value): integers.append(Int64(value))
            }
        }
        let keys: Keys =
            !texts.isEmpty ? .texts(texts) : !timestamps.isEmpty ? .timestamps(timestamps) : .integers(integers)
        self.init(keys: keys, ids: positions.map(\.id))
    }
}

extension RowLists {
    init(_ parents: [[MemoryRow<Field>]], fields: Set<Field>) {
        var rows: [MemoryRow<Field>] = [], indices: [Int64: Int] = [:], members: [Int] = [], offsets = [0]
        for row in parents.joined() where indices[row.id] == nil {
            indices[row.id] = rows.count
            rows.append(row)
        }
        for parent in parents {
            members += parent.compactMap { indices[$0.id] }
            offsets.append(members.count)
        }
        self.init(rows: RowBatch(rows, fields: fields), members: members, offsets: offsets)
    }
}

extension Column {
    private static let integers: Set = [
        "stationID", "number", "connectorNumber", "transactionID", "tagID", "organizationID", "userID", "parentID",
        "requestedBy", "requestID", "count", "version", "entryCount", "utcOffsetMinutes", "profileID", "stackLevel",
        "durationSeconds", "operationID", "uploadedBy", "decidedBy", "revokedBy", "issuedBy", "clientCertificateID",
        "sessionID", "createdBy", "size",
        "generation", "tariffID", "currentVersionID", "versionID", "idleFreeSeconds", "groupID", "reservationID",
        "serviceRequestID", "messages", "attachedBy", "objectID", "mileageKm", "enteredBy", "webhookID", "attempts",
        "position", "seatHoldMinutes", "heldConnectorNumber",
        "responseCode", "width", "height", "imageID", "rolloutID", "wave", "waveCount", "currentWave", "pauseSeconds",
        "maxFailures",
        "stationWaitSeconds", "stationCount", "waitingCount", "underWayCount", "installedCount", "failedCount",
        "missedCount", "leftOutCount", "rowCount", "phases",
    ]
    private static let times: Set = [
        "onboardedAt", "removedAt", "endsAt", "endedAt", "modifiedAt", "inactiveSince", "bootedAt", "lastSeenAt",
        "statusChangedAt", "startedAt", "until",
        "stoppedAt", "expiresAt", "requestedAt",
        "reportedAt", "receivedAt", "sentAt",
        "answeredAt", "sampledAt", "firstSeenAt", "lastSentAt", "createdAt", "occurredAt", "validFrom", "validTo",
        "startAt", "acceptedAt", "decidedAt", "revokedAt", "issuedAt", "endedAt", "deletedAt", "firstAt", "lastAt",
        "changedAt", "attachedAt", "from", "to", "pluggedOutAt", "chargingEndedAt", "at", "happenedAt", "enteredAt",
        "manufacturedAt", "inTimeoutSince", "failingSince", "switchedOffAt", "nextAttemptAt", "deliveredAt",
        "joinedAt", "heldUntil", "startsAt", "nextWaveAt", "stepAt", "dueAt", "deadline", "askedAt",
    ]
    private static let numbers: Set = [
        "meterStartWh", "meterBaselineWh", "meterStopWh", "energyWh", "value", "meterWh", "minimumRate", "tolerance",
        "sizeBytes", "seconds", "pluggedInSeconds", "chargingSeconds", "maximumPowerW", "minimum", "maximum",
        "average", "lowestLimit", "highestLimit", "ratedPowerW", "maximumCurrentA",
    ]
    private static let booleans: Set = [
        "isActive", "isBlocked", "allowsConcurrent", "isInStep", "reversesIDTag", "reportsSessionEnergy",
        "knowsOnlyStackLevelZero", "isOn", "isSigned", "isRestrictedToStations", "isFinal", "isRead", "isCut",
        "isLogbookEnabled", "wasArmed", "isCurrent", "isInTimeout", "hasPassword", "hasAccessCode", "hasMasterPassword",
        "hasSecondSeating", "takesReservations", "isLentForCharging", "isLentForOperating",
    ]
    private static let documents: Set = [
        "request", "answer", "details", "periods", "differences", "lines", "before", "after", "events", "waveSizes",
    ]

    /// An absent cell is a null of the column's kind, which the name tells as it does in the database.
    fileprivate init(_ cells: [Cell?], named name: String) {
        if Self.integers.contains(name) {
            self = .integers(cells.map { if case .integer(let value)? = $0 { value } else { nil } })
        } else if Self.times.contains(name) {
            self = .timestamps(cells.map { if case .time(let value)? = $0 { value } else { nil } })
        } else if Self.numbers.contains(name) {
            self = .numbers(cells.map { if case .number(let value)? = $0 { value } else { nil } })
        } else if Self.booleans.contains(name) {
            self = .booleans(cells.map { if case .boolean(let value)? = $0 { value } else { nil } })
        } else if Self.documents.contains(name) {
            self = .documents(cells.map { if case .document(let value)? = $0 { value } else { nil } })
        } else {
            self = .texts(cells.map { if case .text(let value)? = $0 { value } else { nil } })
        }
    }
}
