import Charging
import JSON
import Postgres
import Testing
import TestSupport

@testable import ChargingStore

@Suite("Service requests", .timeLimit(.minutes(2)))
struct ServiceRequestStoreTests {
    private struct Probe {
        let fixture: StoreFixture
        let alpha: TestOrganization
        let beta: TestOrganization

        static func with(_ body: (Probe) async throws -> Void) async throws {
            try await StoreFixture.with { fixture in
                try await body(
                    Probe(
                        fixture: fixture, alpha: try await fixture.makeOrganization("alpha"),
                        beta: try await fixture.makeOrganization("beta")))
            }
        }

        func ask(_ viewer: Viewer, log: LogExcerpt? = nil) async throws -> ServiceRequestID {
            let request = NewServiceRequest(
                about: .station(alpha.stations[0].id), subject: "Cable", text: "It is torn", log: log)
            return try await fixture.directory.createServiceRequest(request, viewer: viewer).id
        }

        func shown(_ id: ServiceRequestID, _ viewer: Viewer) async throws -> RowBatch<ServiceRequestField> {
            try await fixture.reading.serviceRequests(
                ids: [id], fields: Set(ServiceRequestField.allCases), viewer: viewer)
        }

        func said(_ id: ServiceRequestID, _ viewer: Viewer) async throws -> [String] {
            let page = try await fixture.reading.comments(
                ofServiceRequests: [id], page: PageRequest(first: 50), fields: [.text, .state], viewer: viewer)
            guard case .texts(let texts)? = page.rows[.text], case .texts(let states)? = page.rows[.state] else {
                return []
            }
            return zip(texts, states).map { "\($0 ?? "-") \($1 ?? "-")" }
        }
    }

    private let log = LogExcerpt(from: at(0), to: at(60), text: "a\nb", messages: 2, isCut: false)

    @Test func `requests are numbered within their organization, in one statement each`() async throws {
        try await Probe.with { probe in
            _ = probe.fixture.log.takeAll()
            let first = try await probe.ask(try probe.alpha.owner), second = try await probe.ask(try probe.alpha.driver)
            #expect(probe.fixture.log.takeAll().count == 2)
            let other = NewServiceRequest(about: .station(probe.beta.stations[0].id), subject: "X", text: "Y")
            let elsewhere = try await probe.fixture.directory.createServiceRequest(other, viewer: try probe.beta.driver)
                .id
            let operators = try probe.alpha.viewer(.platformOperator)
            for (id, number) in [(first, Int64(1)), (second, 2), (elsewhere, 1)] {
                #expect(try await probe.shown(id, operators)[.number] == .integers([number]))
            }
            #expect(try await probe.said(first, operators) == ["It is torn -"])
        }
    }

    @Test func `a driver sees the own ones, others those of their organization`() async throws {
        try await Probe.with { probe in
            let own = try await probe.ask(try probe.alpha.driver), other = try await probe.ask(try probe.alpha.owner)
            for role in Role.allCases {
                let page = try await probe.fixture.reading.serviceRequests(
                    ServiceRequestFilter(), page: PageRequest(first: 10, wantsTotal: true), fields: [],
                    viewer: try probe.alpha.viewer(role))
                #expect(
                    page.rows.ids == (role == .driver ? [own.rawValue] : [other.rawValue, own.rawValue]), "\(role)")
                #expect(
                    try await probe.said(other, try probe.alpha.viewer(role)).isEmpty == (role == .driver), "\(role)")
                let stranger = try probe.beta.viewer(role)
                #expect(try await probe.shown(own, stranger).count == (role == .platformOperator ? 1 : 0), "\(role)")
            }
        }
    }

    @Test func `what is out of reach can be neither asked about nor answered`() async throws {
        try await Probe.with { probe in
            let id = try await probe.ask(try probe.alpha.owner)
            let request = NewServiceRequest(about: .station(probe.alpha.stations[0].id), subject: "X", text: "Y")
            let directory = probe.fixture.directory
            for viewer in [try probe.beta.owner, try probe.alpha.driver] {
                await #expect(throws: ChargingError.self) {
                    try await directory.comment(on: id, "hello", viewer: viewer)
                }
                await #expect(throws: ChargingError.self) {
                    try await directory.change(id, to: .solved, because: nil, viewer: viewer)
                }
                await #expect(throws: ChargingError.self) { try await directory.attach(log, to: id, viewer: viewer) }
            }
            await #expect(throws: ChargingError.self) {
                try await directory.createServiceRequest(request, viewer: try probe.beta.owner)
            }
            #expect(try await probe.said(id, try probe.alpha.owner) == ["It is torn -"])
            #expect(try await probe.fixture.count("SELECT count(*) AS count FROM service_request_numbers") == 1)
        }
    }

    @Test func `a driver asks about the own session alone`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let alpha = try await fixture.makeOrganization("alpha")
            let own = try await writer.start(alpha.stations[0], tag: "OWN", at: 0).session
            let other = try await writer.start(alpha.stations[0], connector: 2, tag: "OTHER", at: 0).session
            func ask(_ session: SessionState) async throws -> ServiceRequestID {
                let request = NewServiceRequest(about: .session(session.id), subject: "X", text: "Y")
                return try await fixture.directory.createServiceRequest(request, viewer: try alpha.driver).id
            }
            let rows = try await fixture.reading.serviceRequests(
                ids: [try await ask(own)], fields: [.sessionID, .stationID], viewer: try alpha.driver)
            #expect(rows[.sessionID] == .integers([own.id.rawValue]))
            #expect(rows[.stationID] == .integers([alpha.stations[0].id.rawValue]))
            await #expect(throws: ChargingError.self) { try await ask(other) }
        }
    }

    @Test func `states and comments are kept in their order, and move the request up`() async throws {
        try await Probe.with { probe in
            let directory = probe.fixture.directory, owner = try probe.alpha.owner
            let id = try await probe.ask(try probe.alpha.driver), later = try await probe.ask(owner)
            _ = try await directory.comment(on: id, "Which one?", viewer: owner)
            _ = try await directory.change(id, to: .waiting, because: "for a part", viewer: owner)
            _ = try await directory.change(id, to: .solved, because: nil, viewer: try probe.alpha.driver)
            await #expect(throws: ChargingError(.conflict, "this request is in that state already", field: "state")) {
                try await directory.change(id, to: .solved, because: "again", viewer: owner)
            }
            #expect(
                try await probe.said(id, owner) == ["It is torn -", "Which one? -", "for a part WAITING", "- SOLVED"])
            let last = try await probe.fixture.reading.lastComments(
                ofServiceRequests: [id, later], fields: [.state, .userID], viewer: owner)
            #expect(last.rows.count == 2)
            let page = try await probe.fixture.reading.serviceRequests(
                ServiceRequestFilter(), page: PageRequest(first: 5), fields: [.state], viewer: owner)
            #expect(page.rows.ids == [id.rawValue, later.rawValue] && page.rows[.state] == .texts(["SOLVED", "OPEN"]))
        }
    }

    @Test func `filters find what they say`() async throws {
        try await Probe.with { probe in
            let owner = try probe.alpha.owner, driver = try probe.alpha.driver
            let first = try await probe.ask(owner), second = try await probe.ask(driver)
            _ = try await probe.fixture.directory.change(second, to: .solved, because: nil, viewer: owner)
            func found(_ set: (inout ServiceRequestFilter) -> Void) async throws -> [Int64] {
                var filter = ServiceRequestFilter()
                set(&filter)
                return try await probe.fixture.reading.serviceRequests(
                    filter, page: PageRequest(first: 5), fields: [], viewer: owner
                ).rows.ids
            }
            #expect(try await found { $0.states = [.open, .waiting] } == [first.rawValue])
            #expect(try await found { $0.createdBy = driver.userID } == [second.rawValue])
            #expect(try await found { $0.number = 1 } == [first.rawValue])
            #expect(try await found { $0.text = "cab" }.count == 2)
            #expect(try await found { $0.text = "%" }.isEmpty)
            #expect(try await found { $0.stationIDs = [probe.alpha.stations[1].id] }.isEmpty)
            #expect(try await found { $0.sessionID = SessionID(rawValue: 1) }.isEmpty)
        }
    }

    @Test func `logs are for those who see recordings, and limited`() async throws {
        try await Probe.with { probe in
            let owner = try probe.alpha.owner, driver = try probe.alpha.driver
            let id = try await probe.ask(driver)
            for _ in 0..<10 { _ = try await probe.fixture.directory.attach(log, to: id, viewer: owner) }
            await #expect(throws: ChargingError.self) {
                try await probe.fixture.directory.attach(log, to: id, viewer: owner)
            }
            await #expect(throws: ChargingError.self) { try await probe.ask(driver, log: log) }
            for (viewer, count) in [(owner, 10), (driver, 0), (try probe.beta.owner, 0)] {
                let lists = try await probe.fixture.reading.logs(
                    ofServiceRequests: [id], fields: Set(ServiceRequestLogField.allCases), viewer: viewer)
                #expect(lists.rows.count == count)
            }
            let made = try await probe.ask(owner, log: log)
            let lists = try await probe.fixture.reading.logs(
                ofServiceRequests: [made], fields: [.text, .messages], viewer: owner)
            #expect(lists.rows[.text] == .texts(["a\nb"]) && lists.rows[.messages] == .integers([2]))
        }
    }

    @Test func `nobody leaves more than a hundred open, or says more than a thousand things`() async throws {
        try await Probe.with { probe in
            let owner = try probe.alpha.owner
            for _ in 0..<100 { _ = try await probe.ask(owner) }
            await #expect(throws: ChargingError.self) { try await probe.ask(owner) }
            let other = try await probe.ask(try probe.alpha.driver)
            _ = try await probe.fixture.client.query(
                """
                INSERT INTO service_request_comments (organization_id, request_id, text)
                SELECT organization_id, id, 'x' FROM service_requests, generate_series(1, 999) n WHERE id = \(other.rawValue)
                """)
            await #expect(throws: ChargingError.self) {
                try await probe.fixture.directory.comment(on: other, "x", viewer: owner)
            }
        }
    }

    @Test func `others are told of what is said, and nobody of the own words`() async throws {
        try await Probe.with { probe in
            let store = NotificationStore(probe.fixture.database)
            let owner = try probe.alpha.owner, driver = try probe.alpha.driver
            func told(_ viewer: Viewer) async throws -> RowBatch<NotificationField> {
                try await probe.fixture.reading.notifications(
                    NotificationFilter(), page: PageRequest(first: 5), fields: [.kind, .count, .serviceRequestID],
                    viewer: viewer
                ).rows
            }
            let id = try await probe.ask(driver)
            _ = try await store.tell(limit: 10)
            #expect(try await told(driver).count == 0)
            #expect(try await told(owner)[.serviceRequestID] == .integers([id.rawValue]))
            _ = try await probe.fixture.directory.comment(on: id, "Which one?", viewer: owner)
            _ = try await store.tell(limit: 10)
            #expect(try await told(driver)[.count] == .integers([1]))
            #expect(try await told(owner)[.count] == .integers([1]))
            #expect(try await told(try probe.alpha.viewer(.support))[.count] == .integers([2]))
        }
    }
}
