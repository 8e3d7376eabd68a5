import Charging
import JSON
import Logging
import Synchronization
import Testing
import TestSupport

/// Books that note what is asked of them.
private final class MemoryBook: NotificationBook {
    struct State {
        var calls: [String] = []
        var noted: [FindingNews] = []
        var waiting: [NotificationNews] = []
        var causes: [Int] = []
        var due: [DueMail] = []
        var mailed: [NotificationID] = []
        var sent: [String] = []
        var isAway = false
    }
    let state = Mutex(State())

    private func call(_ name: String) throws {
        try state.withLock { state in
            state.calls.append(name)
            if state.isAway { throw ChargingError(.unavailable, "away") }
        }
    }

    func note(_ findings: [FindingNews]) async throws {
        try call("note \(findings.count)")
        state.withLock { $0.noted += findings }
    }

    func watchPresence(patience: Duration, isFirst: Bool) async throws { try call("watch \(isFirst)") }

    func tell(limit: Int) async throws -> (causes: Int, news: [NotificationNews]) {
        try call("tell")
        return state.withLock { state in
            defer { state.waiting = [] }
            return (state.causes.isEmpty ? 0 : state.causes.removeFirst(), state.waiting)
        }
    }

    func dueMails(limit: Int, pause: Duration) async throws -> [DueMail] {
        try call("due")
        return state.withLock { $0.due }
    }

    func post(_ mails: [NewMail], about ids: [NotificationID]) async throws {
        try call("post")
        state.withLock { state in
            state.sent += mails.map {
                "\($0.recipient): \($0.subject) \(String(decoding: $0.encryptedBody, as: UTF8.self))"
            }
            state.mailed += ids
        }
    }
}

@Suite("Keeper of notifications", .timeLimit(.minutes(1)))
struct NotificationKeeperTests {
    private let book = MemoryBook()
    private let evidence = ConnectionEvidence()
    private let events = LocalEventBus()
    private let station = StationID(rawValue: 1)

    private func keeper(
        isMailing: Bool = false, clock: any Clock<Duration> = ContinuousClock()
    ) -> NotificationKeeper {
        let seal: @Sendable (String) throws -> [UInt8] = { Array($0.utf8.reversed()) }
        return NotificationKeeper(
            book, evidence: evidence, events: events, seal: isMailing ? seal : nil,
            clock: clock, logger: Logger(label: "test"))
    }

    private func time(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: seconds * 1_000_000) }

    @Test func `what was told is published after it was told`() async throws {
        let news = NotificationNews(
            organization: OrganizationID(rawValue: 1), user: UserID(rawValue: 2), ids: [NotificationID(rawValue: 3)])
        let heard = events.subscribe(bufferLimit: 2) { _ in true }
        book.state.withLock { $0.waiting = [news] }
        try await keeper().tell()
        for await event in heard {
            #expect(event == .notificationsAdded(news))
            break
        }
    }

    @Test func `more than fits into one statement is told at once by several`() async throws {
        book.state.withLock { $0.causes = [20_000, 20_000, 5] }
        try await keeper().tell()
        #expect(book.state.withLock { $0.calls } == ["tell", "tell", "tell"])
    }

    @Test func `a finding is told once, and again after an hour`() async throws {
        let keeper = keeper()
        for seconds in [0, 1, 3_599, 3_600] as [Int64] { evidence.note(.flapping, of: station, at: time(seconds)) }
        evidence.note(.noSubprotocol, of: station, at: time(0))
        try await keeper.tell()
        try await keeper.tell()
        #expect(
            book.state.withLock { $0.noted } == [
                FindingNews(station: station, kind: .flapping, at: time(0)),
                FindingNews(station: station, kind: .flapping, at: time(3_600)),
            ])
    }

    @Test func `findings that could not be noted are kept`() async throws {
        let keeper = keeper()
        evidence.note(.contested, of: station, at: time(0))
        book.state.withLock { $0.isAway = true }
        await #expect(throws: ChargingError.self) { try await keeper.tell() }
        book.state.withLock { $0.isAway = false }
        try await keeper.tell()
        #expect(book.state.withLock { $0.noted.map(\.kind) } == [.contested])
    }

    @Test func `only the first look of a run is the first, and one that failed does not count`() async throws {
        let keeper = keeper()
        book.state.withLock { $0.isAway = true }
        await #expect(throws: ChargingError.self) { try await keeper.watch() }
        book.state.withLock { $0.isAway = false }
        try await keeper.watch()
        try await keeper.watch()
        #expect(book.state.withLock { $0.calls } == ["watch true", "watch true", "watch false"])
    }

    private func mail(_ recipient: String, _ id: Int64) -> DueMail {
        let line = DueMail.Line(kind: .stationOffline, chargePointID: "CP\r\n1", count: 4, lastAt: time(0))
        return DueMail(recipient: recipient, ids: [NotificationID(rawValue: id)], lines: [line])
    }

    @Test func `each person is sent one mail, sealed, and all that it tells is marked with it`() async throws {
        book.state.withLock { $0.due = [mail("a@x", 1), mail("c@x", 3)] }
        try await keeper(isMailing: true).mail()
        let body = String(mail("a@x", 1).body.reversed())
        #expect(
            book.state.withLock { $0.sent } == [
                "a@x: Stationmaster: CP1: offline, 4 times \(body)",
                "c@x: Stationmaster: CP1: offline, 4 times \(body)",
            ])
        #expect(book.state.withLock { $0.mailed } == [NotificationID(rawValue: 1), NotificationID(rawValue: 3)])
    }

    @Test func `without an outbox nothing is looked for`() async throws {
        try await keeper().mail()
        #expect(book.state.withLock { $0.calls } == [])
    }

    @Test func `a mail names what is newest, and says how much more there is`() {
        let lines = (0..<25).map {
            DueMail.Line(kind: .connectorFaulted, chargePointID: "CP-\($0)", connector: 2, count: 1, lastAt: time(0))
        }
        let mail = DueMail(
            recipient: "a@x", ids: (1...30).map { NotificationID(rawValue: $0) }, lines: lines)
        let text = mail.body.split(separator: "\n")
        #expect(text.count == 21 && text.last == "and 10 more")
        #expect(text.first == "1970-01-01T00:00:00Z: CP-0, connector 2: faulted")
        let crowd = DueMail.Line(kind: .stationOffline, chargePointID: nil, count: 8_000, lastAt: time(0))
        #expect(
            DueMail(recipient: "a@x", ids: [NotificationID(rawValue: 1)], lines: [crowd]).subject
                == "Stationmaster: 8000 stations: offline")
    }

    @Test(
        arguments: [
            ("Asia/Tokyo", "1970-01-01 09:00 (Asia/Tokyo): CP-1: online again\n"),
            ("America/New_York", "1969-12-31 19:00 (America/New_York): CP-1: online again\n"),
            ("Atlantis", "1970-01-01T00:00:00Z: CP-1: online again\n"),
            (nil, "1970-01-01T00:00:00Z: CP-1: online again\n"),
        ] as [(String?, String)])
    func `times are written by the clock of its zone`(zone: String?, body: String) {
        let line = DueMail.Line(kind: .stationOnline, chargePointID: "CP-1", count: 1, lastAt: time(0))
        let mail = DueMail(recipient: "a@x", ids: [NotificationID(rawValue: 1)], lines: [line], timeZone: zone)
        #expect(mail.body == body)
    }

    @Test(arguments: [
        (
            Language.german, "Stationmaster: CP-1: wieder online",
            "1970-01-01T00:00:00Z: CP-1, Anschluss 2: gestört (GroundFailure), 3-mal\n"
                + "1970-01-01T00:00:00Z: 8000 Ladestationen: offline\n"
                + "1970-01-01T00:00:00Z: CP-1: mit der Verbindung stimmt etwas nicht (ihre Uhr geht falsch)\nund 1 weitere\n"
        ),
        (
            .french, "Stationmaster: CP-1 : de nouveau en ligne",
            "1970-01-01T00:00:00Z: CP-1, connecteur 2 : en panne (GroundFailure), 3 fois\n"
                + "1970-01-01T00:00:00Z: 8000 bornes : hors ligne\n"
                + "1970-01-01T00:00:00Z: CP-1 : la connexion demande votre attention (son horloge est fausse)\net 1 de plus\n"
        ),
    ])
    func `a mail is in the person's language, and says what a charger said as it was said`(
        language: Language, subject: String, body: String
    ) {
        let lines = [
            DueMail.Line(
                kind: .connectorFaulted, chargePointID: "CP-1", connector: 2, detail: "GroundFailure", count: 3,
                lastAt: time(0)),
            DueMail.Line(kind: .stationOffline, chargePointID: nil, count: 8_000, lastAt: time(0)),
            DueMail.Line(
                kind: .connectionFinding, chargePointID: "CP-1", detail: "CLOCK_WRONG", count: 1, lastAt: time(0)),
        ]
        let ids = (1...4).map { NotificationID(rawValue: $0) }
        #expect(DueMail(recipient: "a@x", language: language, ids: ids, lines: lines).body == body)
        let back = DueMail.Line(kind: .stationOnline, chargePointID: "CP-1", count: 1, lastAt: time(0))
        #expect(
            DueMail(recipient: "a@x", language: language, ids: [NotificationID(rawValue: 1)], lines: [back]).subject
                == subject)
    }

    @Test(arguments: Language.allCases)
    func `every kind has its words in every language`(language: Language) {
        let texts = NotificationKind.allCases.map { kind in
            DueMail(
                recipient: "a@x", language: language, ids: [NotificationID(rawValue: 1)],
                lines: [DueMail.Line(kind: kind, chargePointID: "X", count: 1, lastAt: time(0))]
            ).subject
        }
        #expect(Set(texts).count == NotificationKind.allCases.count)
        #expect(!texts.contains { $0.contains("_") })
    }

    @Test func `it tells every second, and looks at presence every ten`() async throws {
        let clock = ManualClock()
        let keeper = keeper(clock: clock)
        let running = Task { try await keeper.run() }
        for second in 1...21 {
            #expect(await eventually { clock.sleeperCount == 1 && self.tells == second })
            clock.advance(by: .seconds(1))
        }
        #expect(await eventually { self.tells == 22 })
        #expect(book.state.withLock { $0.calls.count { $0.hasPrefix("watch") } } == 2)
        running.cancel()
        clock.advance(by: .seconds(1))
        try await running.value
    }

    private var tells: Int { book.state.withLock { $0.calls.count { $0 == "tell" } } }
}
