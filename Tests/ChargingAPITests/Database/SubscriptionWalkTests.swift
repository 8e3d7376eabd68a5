import Charging
import ChargingAPI
import GraphQL
import JSON
import Synchronization
import Testing

/// Every field of `Subscription`, opened by everybody, while everything happens in two organizations.
@Suite("Subscriptions tell those who may hear of it, and nobody else", .timeLimit(.minutes(3)))
struct SubscriptionWalkTests {
    /// Who hears of what happens in the own organization. A field that is not here has nobody who thought of its rights.
    static let hearers: [String: Set<Role>] = [
        "stationChanged": everybody, "connectorChanged": everybody, "queueChanged": everybody,
        // Drivers of what is theirs: by the tag, or because they asked or wrote.
        "sessionChanged": everybody, "meterValueAdded": everybody, "reservationChanged": everybody,
        "serviceRequestChanged": everybody, "notificationAdded": everybody,
        "operationChanged": staff, "firmwareRolloutChanged": staff, "ocppMessageAdded": staff,
        // Whose job it is.
        "exportJobChanged": [.manager],
    ]
    /// What a driver hears of who has no tag, and has asked for nothing.
    static let heardByAll: Set = ["stationChanged", "connectorChanged", "queueChanged"]
    private static let everybody = Set(IsolationTests.roles)
    private static let staff = everybody.subtracting([.driver])

    private static let newcomer = Viewer(
        userID: UserID(rawValue: 199), organizationID: OrganizationID(rawValue: 1), role: .driver, tokenID: 1)

    @Test func `each field has its place in the walk`() async throws {
        let names = Set(try await QueryWalker(TestAPI()).calls(of: "Subscription", depth: 1).map(\.name))
        #expect(names.subtracting(Self.hearers.keys).isEmpty, "who may hear of these is not written down")
        #expect(Set(Self.hearers.keys).subtracting(names).isEmpty, "these are not in the schema")
    }

    @Test func `a foreign id is refused as one that does not exist`() async throws {
        let calls = try await QueryWalker(TestAPI()).calls(of: "Subscription", depth: 1).filter(\.hasID)
        #expect(calls.count >= 10, "the walk has lost its subscriptions")
        try await DatabaseAPI.with(stations: 2, events: FiniteBus([])) { api in
            for viewer in IsolationTests.roles.map({ Viewer.of(1, $0) }) + [Self.newcomer] {
                for call in calls {
                    let foreign = try await outcome(of: call.foreign, as: viewer, api)
                    let unknown = try await outcome(of: call.unknown, as: viewer, api)
                    #expect(foreign == unknown, "\(viewer.role) \(call.foreign)")
                    #expect(foreign.refusal == "NOT_FOUND", "\(viewer.role) \(call.foreign)")
                }
            }
        }
    }

    @Test func `what happens is told to those who may hear of it, and what happens elsewhere changes nothing`()
        async throws
    {
        let documents = try await QueryWalker(TestAPI()).openings()
        let (own, foreign) = (try Self.everything(in: 1), try Self.everything(in: 2))
        let bus = FiniteBus(own)
        try await DatabaseAPI.with(stations: 2, events: bus) { api in
            for (name, document) in documents {
                for role in IsolationTests.roles {
                    bus.tell(own)
                    let heard = try await outcome(of: document, as: .of(1, role), api)
                    let isHearer = Self.hearers[name]?.contains(role) ?? false
                    #expect(heard.told.isEmpty != isHearer, "\(role) \(name) \(heard)")
                    bus.tell(foreign + own + foreign)
                    let amidst = try await outcome(of: document, as: .of(1, role), api)
                    #expect(amidst.things == heard.things && amidst.refusal == heard.refusal, "\(role) \(name)")
                    #expect(!amidst.told.joined().lowercased().contains("beta"), "\(role) \(name)")
                }
                bus.tell(foreign + own)
                let heard = try await outcome(of: document, as: Self.newcomer, api)
                #expect(heard.told.isEmpty != Self.heardByAll.contains(name), "\(name) \(heard)")
            }
        }
    }

    @Test func `an organization to which nothing is lent hears nothing`() async throws {
        let documents = try await QueryWalker(TestAPI()).openings()
        let bus = FiniteBus(try Self.everything(in: 1) + Self.everything(in: 2))
        try await DatabaseAPI.with(stations: 2, events: bus) { api in
            for (name, document) in documents {
                for role in IsolationTests.roles {
                    let viewer = Viewer.of(4, role, borrowing: role == .driver ? .nothing : .asOrganization)
                    let heard = try await outcome(of: document, as: viewer, api)
                    #expect(heard.told.isEmpty, "\(role) \(name) \(heard)")
                }
            }
        }
    }

    private struct Outcome: Equatable {
        /// The code with which it was refused at its start.
        var refusal: String?
        var told: [String] = []
        /// Which things were told of; what has no id, in full. What is read of a session that goes on differs from one moment to the
        /// next.
        var things: [String] = []
    }

    /// All that a subscription tells until the bus has no more.
    private func outcome(of document: String, as viewer: Viewer, _ api: DatabaseAPI) async throws -> Outcome {
        let context = APIContext(viewer: viewer, services: api.services, requester: .test)
        let operation = try api.engine.prepare(GraphQLRequest(query: document, variables: [:]))
        var outcome = Outcome()
        do {
            let events = try await operation.events(context: context)
            do {
                for try await event in events {
                    let next = APIContext(viewer: viewer, services: api.services, requester: .test)
                    let answer = try JSONValue(parsing: await operation.respond(to: event, context: next).bytes)
                    outcome.told.append(answer.description)
                    let thing = Self.hearers.keys.compactMap { answer["data"]?[$0] }.first
                    outcome.things.append(thing?["id"]?.string ?? answer.description)
                }
            } catch is EventOverflow {}
        } catch let error as RequestFailure {
            let answer = try JSONValue(parsing: error.response.bytes)
            outcome.refusal = answer["errors"]?[0]?["extensions"]?["code"]?.string ?? "none"
        }
        return outcome
    }

    /// One event of each kind that subscriptions know, of what ``SeedData`` holds of an organization.
    private static func everything(in organization: Int64) throws -> [Event] {
        let owner = OrganizationID(rawValue: organization)
        let number = organization * 1_000 + 1
        let station = StationID(rawValue: number)
        let work: [Event] = [
            .operationChanged(OperationID(rawValue: number), station: station, organization: owner),
            .fileReceived(OperationID(rawValue: number), station: station, organization: owner),
            .queueChanged(QueueNews(station: station, organization: owner, at: MemoryWorld.start)),
            .rolloutChanged(
                RolloutNews(
                    rollout: FirmwareRolloutID(rawValue: organization), organization: owner, at: MemoryWorld.start)),
            .exportJobChanged(
                ExportJobNews(
                    job: ExportJobID(rawValue: organization), user: UserID(rawValue: organization * 100 + 2),
                    organization: owner)),
            .shareChanged(
                ChangedShare(
                    id: ShareID(rawValue: number), station: station, owner: owner,
                    borrower: OrganizationID(rawValue: 3))),
        ]
        // The second of them is a driver's.
        let requests: [Event] = [number, number + 500].map { id in
            .serviceRequestChanged(
                ChangedServiceRequest(id: ServiceRequestID(rawValue: id), organization: owner, station: station))
        }
        let notices: [Event] = (0...5).map { person in
            .notificationsAdded(
                NotificationNews(
                    organization: owner, user: UserID(rawValue: organization * 100 + person),
                    ids: [NotificationID(rawValue: number * 10 + person)]))
        }
        return try told(by: station, of: owner) + work + requests + notices
    }

    /// What a station says, and what is made of it.
    private static func told(by station: StationID, of owner: OrganizationID) throws -> [Event] {
        let (number, organization) = (station.rawValue, owner.rawValue)
        let tag = organization * 10 + 1
        let session = SessionState.of(number * 100, organization, tag: tag)
        let connector = ConnectorSnapshot(id: ConnectorID(rawValue: number * 10 + 1), number: 1, status: .charging)
        let time = ReportedTime(understood: MemoryWorld.start, sent: "")
        let sample = Sample(
            at: time, measurand: "Power.Active.Import", phase: "", location: "Outlet", context: "", unit: "W",
            value: Double(organization))
        var frame = #"[3,"\#(organization)",{}]"#
        let message = frame.withUTF8 { bytes in
            PassedMessage(
                station: station, organization: owner, generation: 3, at: MemoryWorld.start, direction: .received,
                action: "CALLRESULT", payload: UnsafeRawBufferPointer(bytes))
        }
        return [
            .stationChanged(try .of(number, organization)),
            .connectorChanged(connector, of: try .of(number, organization)),
            .sessionChanged(session), .meterValuesAdded([sample], to: session),
            .stationEventAdded(
                StationEvent(
                    id: StationEventID(rawValue: number), organizationID: owner, stationID: station,
                    report: StationEventReport(.securityEvent, "Name", at: time))),
            .reservationChanged(.of(number, organization, tag: tag)), .messagePassed(message),
        ]
    }
}

/// Tells each subscriber the same, and then no more.
final class FiniteBus: EventBus {
    private let events: Mutex<[Event]>

    init(_ events: [Event]) { self.events = Mutex(events) }

    func tell(_ told: [Event]) { events.withLock { $0 = told } }

    func publish(_ event: Event) { events.withLock { $0.append(event) } }

    func subscribe(
        bufferLimit: Int, messagesOf stations: Set<StationID>, where filter: @escaping @Sendable (Event) -> Bool
    ) -> AsyncStream<Event> {
        let told = events.withLock { $0 }.filter(filter)
        return AsyncStream { continuation in
            for event in told { continuation.yield(event) }
            continuation.finish()
        }
    }

    func isAskedForMessages(of station: StationID) -> Bool { true }
}
