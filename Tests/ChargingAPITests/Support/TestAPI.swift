import Charging
import ChargingAPI
import Foundation
import GraphQL
import JSON
import Synchronization
import Testing

/// The API over stores in memory.
final class TestAPI: Sendable {
    let stores: MemoryStores
    let engine: Engine<APIContext>
    let services: APIServices
    let liveStatus = LiveStatus()
    let events = LocalEventBus()
    let remoteControl = RecordingRemoteControl()
    let catalogue = RecordingCatalogue()
    let approval = RecordingApproval()
    let onboarded = Recorder<StationRecord>()
    let removed = Recorder<StationRecord>()
    let internalErrors = Recorder<String>()
    let clock = TestClock()

    init(_ world: MemoryWorld = .twoOrganizations(), limits: Limits = Limits()) throws {
        stores = MemoryStores(world)
        engine = try makeEngine(schemaText: try Self.schemaText(), limits: limits) { [internalErrors] error, field in
            internalErrors.add("\(field): \(error)")
        }
        services = APIServices(
            stores: APIStores(
                stations: stores, connectors: stores, sessions: stores, tags: stores, groups: stores,
                operations: stores,
                stationEvents: stores, chargingProfiles: stores, files: stores, certificates: stores,
                reservations: stores, ocppMessages: stores, recordedFrames: stores, accounts: stores,
                users: stores, userChanges: ClosedDesk(), ownAccounts: ClosedDesk(), directory: stores,
                quirkProfiles: stores, quirkProfileChanges: stores, statistics: stores, search: stores,
                tariffs: stores, tariffChanges: stores,
                upkeep: UpkeepStores(
                    notifications: stores, notificationChanges: stores, serviceRequests: stores,
                    serviceRequestChanges: stores, audit: stores, secrets: stores, inventory: stores,
                    inventoryChanges: stores, webhooks: stores, webhookChanges: stores, webhookDesk: OpenWebhookDesk(),
                    assignment: stores, queues: stores, queueChanges: stores, pictures: stores,
                    album: stores, rollouts: stores, rolloutChanges: stores,
                    organizations: ClosedDesk(), sharing: stores, shares: stores, groupRoles: stores,
                    groupRoleChanges: stores, exportJobs: stores,
                    exportJobChanges: stores),
                logbooks: stores, logbookChanges: stores),
            vault: OpenVault(), remoteControl: remoteControl, firmware: catalogue, certificates: approval,
            identity: ClosedDesk(), liveStatus: liveStatus, events: events,
            stationOnboarded: { [onboarded] in onboarded.add($0) },
            stationRemoved: { [removed] in removed.add($0) },
            stationsChanged: { _ in }, quirkProfilesChanged: { _ in }, now: { [clock] in clock.now })
    }

    static func schemaText() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "Schema/schema.graphql"), encoding: .utf8)
    }

    func context(_ viewer: Viewer, in language: Language = .english) -> APIContext {
        let origin = RequestOrigin(address: "192.0.2.1", userAgent: nil, language: language)
        return APIContext(viewer: viewer, services: services, requester: Requester(origin, takesCookies: true))
    }

    /// The whole response, and nothing may have gone wrong inside.
    func response(
        to query: String, _ variables: JSONObject = [:], as viewer: Viewer = .alphaManager,
        in language: Language = .english
    ) async throws -> JSONValue {
        let request = GraphQLRequest(query: query, variables: variables)
        let response: GraphQLResponse
        do throws(RequestFailure) {
            let operation = try engine.prepare(request).told(in: language)
            response = await operation.execute(context: context(viewer, in: language))
        } catch {
            response = error.response
        }
        #expect(internalErrors.values == [])
        return try JSONValue(parsing: response.bytes)
    }

    /// What `data` says; there must be no errors.
    func data(
        of query: String, _ variables: JSONObject = [:], as viewer: Viewer = .alphaManager
    ) async throws -> JSONValue {
        let response = try await response(to: query, variables, as: viewer)
        #expect(response["errors"] == nil)
        return try #require(response["data"])
    }

    /// The first error.
    func error(
        of query: String, _ variables: JSONObject = [:], as viewer: Viewer = .alphaManager
    ) async throws -> JSONValue {
        try #require(try await response(to: query, variables, as: viewer)["errors"]?[0])
    }
}

extension Limits {
    /// For queries that ask for everything there is.
    static var withoutCost: Limits {
        var limits = Limits()
        limits.cost = .max
        limits.documentBytes = 1 << 20
        limits.tokens = 100_000
        limits.documentBytes = 1 << 20
        limits.plannedFields = 100_000
        return limits
    }
}

extension Viewer {
    static let alphaManager = Viewer.of(1, .manager)
    static let betaManager = Viewer.of(2, .manager)
    static let alphaDriver = Viewer.of(1, .driver)

    static func of(_ organization: Int64, _ role: Role, borrowing: Borrowing = .nothing) -> Viewer {
        Viewer(
            userID: UserID(rawValue: organization * 100 + Int64(Role.allCases.firstIndex(of: role) ?? 0)),
            organizationID: OrganizationID(rawValue: organization), role: role, tokenID: 1, borrowing: borrowing)
    }
}

final class Recorder<Value: Sendable>: Sendable {
    private let recorded = Mutex<[Value]>([])
    var values: [Value] { recorded.withLock { $0 } }
    func add(_ value: Value) { recorded.withLock { $0.append(value) } }
}

final class TestClock: Sendable {
    private let time = Mutex(MemoryWorld.start)
    var now: Timestamp { time.withLock { $0 } }
    func advance(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }
}

/// Notes what is asked of stations, and answers with what it is told to.
final class RecordingRemoteControl: RemoteControl {
    let asked = Recorder<String>()
    private let answer = Mutex<Result<OperationID, ChargingError>>(.success(OperationID(rawValue: 1_001)))

    func refuse(with error: ChargingError) { answer.withLock { $0 = .failure(error) } }

    func carryOut(
        _ operation: StationOperation, at station: StationID, wait: Bool, viewer: Viewer
    ) async throws -> OperationID {
        asked.add("\(operation.kind.rawValue) \(JSONValue.object(operation.described)) at \(station) wait=\(wait)")
        return try answer.withLock { try $0.get() }
    }

    /// Gives each station the operation that has its number.
    func carryOut(
        _ operation: StationOperation, at stations: [StationID], wait: Bool, viewer: Viewer
    ) async throws -> [OperationID] {
        let list = stations.map(\.description).joined(separator: ",")
        asked.add("\(operation.kind.rawValue) \(JSONValue.object(operation.described)) at \(list) wait=\(wait)")
        _ = try answer.withLock { try $0.get() }
        return stations.map { OperationID(rawValue: $0.rawValue) }
    }

    func remoteStop(session: SessionID, wait: Bool, viewer: Viewer) async throws -> OperationID {
        asked.add("stop \(session) wait=\(wait)")
        return try answer.withLock { try $0.get() }
    }

    func remoteStop(allAt stations: [StationID], wait: Bool, viewer: Viewer) async throws -> [OperationID] {
        asked.add("stop all at \(stations.map(\.description).joined(separator: ",")) wait=\(wait)")
        return stations.map { OperationID(rawValue: $0.rawValue) }
    }

    func cancel(reservation: ReservationID, wait: Bool, viewer: Viewer) async throws -> CancelledReservation {
        asked.add("cancel \(reservation) wait=\(wait)")
        return CancelledReservation(operation: try answer.withLock { try $0.get() }, reservation: reservation)
    }

    /// Gives each station the operation and the reservation that have its number.
    func cancelReservations(
        allAt stations: [StationID], wait: Bool, viewer: Viewer
    ) async throws -> [CancelledReservation] {
        asked.add("cancel all at \(stations.map(\.description).joined(separator: ",")) wait=\(wait)")
        return stations.map {
            CancelledReservation(
                operation: OperationID(rawValue: $0.rawValue), reservation: ReservationID(rawValue: $0.rawValue))
        }
    }
}

/// Notes which images are deleted.
final class RecordingCatalogue: FirmwareCatalogue {
    let deleted = Recorder<[Int64]>()

    func delete(_ images: [FirmwareImageID], viewer: Viewer) async throws { deleted.add(images.map(\.rawValue)) }
}

/// Notes how certificate requests are decided.
final class RecordingApproval: CertificateApproval {
    let approved = Recorder<String>()
    let refused = Recorder<String>()
    let revoked = Recorder<String>()

    func approve(_ id: CertificateRequestID, wait: Bool, viewer: Viewer) async throws -> OperationID {
        approved.add("\(id) wait=\(wait)")
        return OperationID(rawValue: 1_001)
    }

    func refuse(_ id: CertificateRequestID, because reason: String, viewer: Viewer) async throws {
        refused.add("\(id) \(reason)")
    }

    func revoke(_ id: CertificateRequestID, because reason: String, viewer: Viewer) async throws {
        revoked.add("\(id) \(reason)")
    }
}
