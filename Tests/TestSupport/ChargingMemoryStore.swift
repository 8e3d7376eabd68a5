package import Charging
package import JSON
import Synchronization

extension MemoryDatabase: ChargePointStore {
    package var isAvailable: Bool { !isAway }

    package func stations() async throws -> [StationRecord] { try reading { Array($0.stations.values) } }

    package func connectors() async throws -> [ConnectorRecord] {
        try reading { $0.connectors.values.flatMap(\.values) }
    }

    package func station(_ chargePointID: ChargePointID) async throws -> StationRecord? {
        try reading { state in state.stations.values.first { $0.chargePointID == chargePointID } }
    }

    package func standing(of serialNumber: String, as station: StationID) async throws -> CertificateStanding? {
        try reading { $0.stations[station] == nil ? nil : $0.standings[serialNumber]?[station] ?? .unheard }
    }

    package func attach(
        _ station: StationID, above: Int64?, ocppVersion: String, securityProfile: SecurityProfile, at: Timestamp
    ) async throws -> ChargePointState? {
        if losesAttaches { throw DatabaseIsAway() }
        let attached: ChargePointState? = try reading { state in
            guard var record = state.stations[station] else { return nil }
            state.attaches += 1
            record.generation = max(record.generation, above ?? 0) + 1
            record.presence = .online
            record.ocppVersion = ocppVersion
            record.securityProfile = securityProfile
            record.lastSeenAt = at
            state.stations[station] = record
            return ChargePointState(
                station: record, connectors: (state.connectors[station] ?? [:]).values.sorted { $0.number < $1.number },
                activeSessions: state.sessions.filter { $0.stationID == station && $0.status == .active },
                make: state.make, quirkProfiles: state.quirkProfiles)
        }
        try await attachAnswers.pass()
        if losesAttachAnswers { throw DatabaseIsAway() }
        return attached
    }

    package func quirkProfiles(of organization: OrganizationID) async throws -> [QuirkProfile] {
        try reading { $0.quirkProfiles }
    }

    package func detach(_ detachments: [Detachment]) async throws {
        guard !detachments.isEmpty else { return }
        try await detachCommits.pass()
        if losesDetachAnswers {
            state.withLock { $0.lateDetachments += detachments }
            throw DatabaseIsAway()
        }
        try await commit(detachments)
    }

    /// Detaches whose answer was lost are committed only now.
    package func commitLateDetachments() async throws {
        try await commit(state.withLock { $0.lateDetachments })
    }

    private func commit(_ detachments: [Detachment]) async throws {
        try reading { state in
            state.detachments += detachments
            for detachment in detachments
            where state.stations[detachment.stationID]?.generation ?? .max <= detachment.generation {
                state.stations[detachment.stationID]?.presence = .offline
            }
        }
    }

    package func promote(_ verifier: [UInt8], of station: StationID) async throws {
        try reading { state in
            guard state.stations[station]?.pendingVerifiers.contains(verifier) == true else { return }
            state.stations[station]?.passwordVerifier = verifier
            state.stations[station]?.pendingVerifiers = []
        }
    }

    package func markAllOffline() async throws {
        try reading { state in
            for id in state.stations.keys where state.stations[id]?.presence == .online {
                state.stations[id]?.presence = .offline
            }
        }
    }

    func reading<Value>(_ body: (inout State) -> Value) throws -> Value {
        try state.withLock { state in
            guard !state.isAway else { throw DatabaseIsAway() }
            return body(&state)
        }
    }
}

extension MemoryDatabase: OperationWriting {
    package func record(_ operations: [NewOperation], viewer: Viewer) async throws -> [OperationID] {
        try reading { state in
            operations.map { operation in
                let id = OperationID(rawValue: state.newID())
                state.operations[id] = OperationRow(
                    kind: operation.kind, station: operation.station, request: operation.request)
                return id
            }
        }
    }

    package func recordOwn(_ operation: NewOperation) async throws -> OperationID {
        try reading { state in
            let id = OperationID(rawValue: state.newID())
            state.operations[id] = OperationRow(
                kind: operation.kind, station: operation.station, request: operation.request)
            return id
        }
    }

    package func refuse(_ operations: [(id: OperationID, reason: String)]) async throws {
        try reading { state in
            for (id, reason) in operations {
                state.operations[id]?.status = .failed
                state.operations[id]?.failure = reason
            }
        }
    }

    package func markSent(_ operation: OperationID) async throws {
        try reading { $0.operations[operation]?.status = .sent }
    }

    package func finish(
        _ operation: OperationID, status: OperationStatus, effect: OperationEffect, awaited: AwaitedEffect?,
        answer: JSONValue?, failure: String?
    ) async throws {
        try reading { state in
            state.operations[operation]?.status = status
            state.operations[operation]?.effect = effect
            state.operations[operation]?.awaited = awaited
            state.operations[operation]?.answer = answer
            state.operations[operation]?.failure = failure
        }
    }

    package func setEffect(_ operation: OperationID, _ effect: OperationEffect) async throws {
        try reading { $0.operations[operation]?.effect = effect }
    }

    package func failUnfinished(because reason: String) async throws {
        try reading { state in
            for id in state.operations.keys where state.operations[id]?.status.isFinal == false {
                state.operations[id]?.status = .failed
                state.operations[id]?.failure = reason
            }
            for (id, row) in state.operations where row.effect == .pending && row.awaited == nil {
                state.operations[id]?.effect = .missed
            }
        }
    }

    package func openEffects() async throws -> [OpenEffect] {
        try reading { state in
            state.operations.filter { $0.value.effect == .pending }.compactMap { id, row in
                row.awaited.map {
                    OpenEffect(
                        operation: id, station: row.station, organization: OrganizationID(rawValue: 1), awaited: $0,
                        runningSessions: state.sessions.filter { $0.status == .active }.map(\.id))
                }
            }
        }
    }
}

extension MemoryDatabase: PendingCredentials {
    package func addPending(_ credentials: [StoredCredential], to station: StationID) async throws {
        try reading { $0.stations[station]?.pendingVerifiers += credentials.map(\.verifier) }
    }

    package func dropPending(_ credentials: [StoredCredential], of station: StationID) async throws {
        let verifiers = credentials.map(\.verifier)
        try reading { $0.stations[station]?.pendingVerifiers.removeAll(where: verifiers.contains) }
    }

    package func arePending(_ credentials: [StoredCredential], of station: StationID) async throws -> Bool {
        try reading { state in
            let pending = state.stations[station]?.pendingVerifiers ?? []
            return credentials.contains { pending.contains($0.verifier) }
        }
    }
}

extension MemoryDatabase: SecurityAgreements {
    package func agreed(on profile: SecurityProfile, with station: StationID) async throws {
        try reading { $0.agreements[station] = profile }
    }

    package func connects(_ station: StationID, with profile: SecurityProfile) async throws -> Bool {
        try reading { ($0.stations[station]?.securityProfile ?? .unproven) >= profile }
    }
}

extension CertificateStanding {
    /// Of a certificate that the database never heard of.
    package static let unheard = CertificateStanding(
        isIssuedToStation: false, isRevoked: false, serialNumbers: [], organizationName: "Test")
}

extension MemoryDatabase: LocalLists {
    package func draft(for station: StationID, at now: Timestamp) async throws -> LocalListDraft {
        try reading { state in
            LocalListDraft(
                entries: state.validTags, held: state.localLists[station]?.held, limits: state.localListLimits)
        }
    }

    package func takeVersion(of station: StationID) async throws -> Int32 {
        try reading { state in
            let version = (state.localLists[station]?.version ?? 0) + 1
            state.localLists[station] = LocalListRow(version: version)
            return version
        }
    }

    package func settle(_ version: Int32, of station: StationID, as settlement: LocalListSettlement) async throws {
        try reading { state in
            guard state.localLists[station]?.version == version else { return }
            switch settlement {
            case .accepted(let held, _, _): state.localLists[station]?.held = held
            case .unsent(let held): state.localLists[station]?.held = held
            case .notSupported: state.localLists[station]?.isSupported = false
            }
        }
    }

    package func heard(version: Int32, of station: StationID) async throws {
        try reading { state in
            var row = state.localLists[station] ?? LocalListRow(version: 0)
            row.version = max(row.version, version)
            if row.held?.version != version { row.held = nil }
            state.localLists[station] = row
        }
    }

    package func remember(_ limits: LocalListLimits, of station: StationID) async throws {
        try reading { $0.localListLimits = limits }
    }

    package func claimOutOfStep(at now: Timestamp, limit: Int) async throws -> [ClaimedLocalList] {
        try reading { state in
            state.localLists.filter { $0.value.isSupported && $0.value.held?.entries != state.validTags }.map {
                ClaimedLocalList(station: $0.key, organization: OrganizationID(rawValue: 1))
            }
        }
    }
}

/// Keeps passwords as they are: enough to tell a right one from a wrong one.
package struct PlainVault: CredentialVault {
    package init() {}
    package func store(_ password: [UInt8]) throws -> StoredCredential {
        StoredCredential(verifier: password, encrypted: password)
    }
    package func reveal(_ encrypted: [UInt8]) throws -> [UInt8] { encrypted }
    package func verifies(_ password: [UInt8], against verifier: [UInt8]) -> Bool { password == verifier }
}
