import JSON
import Logging
import Synchronization
import TestSupport

@testable import Charging

/// One charge point over a socket in memory, with a database in memory, a clock that stands still, and no registry.
struct ChargePointBench {
    let database: MemoryDatabase
    let connection = MemoryConnection()
    let clock = ManualClock()
    let time = ManualTime()
    let liveStatus = LiveStatus()
    let events: EventLog
    let notices = Guarded<[ChargePointNotice]>([])
    let chargePoint: ChargePoint

    /// - Parameter starts: false leaves it waiting for its attach.
    init(
        _ station: StationRecord = .sample(), configuration: RegistryConfiguration = .quiet, starts: Bool = true,
        recorder: FlightRecorder? = nil, metrics: ChargingMetrics = ChargingMetrics()
    ) async throws {
        let events = EventLog()
        let (notices, time) = (notices, time)
        database = MemoryDatabase(stations: [station])
        self.events = events
        let environment = ChargePointEnvironment(
            writer: database, liveStatus: liveStatus, events: events, configuration: configuration, clock: clock,
            now: { time.now }, logger: .silent, metrics: metrics, recorder: recorder,
            notify: { notice in notices.change { $0.append(notice) } })
        let admission = Admission(
            station: station, subprotocol: "ocpp1.6", securityProfile: .unproven, remoteAddress: nil)
        chargePoint = ChargePoint(admission: admission, connection: connection, environment: environment)
        connection.chargePoint = chargePoint
        liveStatus.set(StationSnapshot(station))
        if starts { try await start() }
    }

    func start() async throws {
        let state = try await database.attach(
            stationID, above: nil, ocppVersion: "1.6", securityProfile: .password, at: time.now)
        guard let state else { return }
        _ = await chargePoint.start(state)
        events.clear()
    }

    var stationID: StationID { StationID(rawValue: 1) }
    var row: StationSnapshot? { liveStatus.snapshot(of: stationID) }

    /// Sends a frame and returns the next one that comes back.
    func exchange(_ frame: String) async -> JSONValue? {
        let before = connection.sent.count
        await connection.receive(frame)
        guard let answer = await connection.frame(before) else { return nil }
        return try? JSONValue(parsing: answer)
    }

    func settle() async { await connection.settle() }
}

/// A value behind a lock that can be handed around.
final class Guarded<Value: Sendable>: Sendable {
    private let value: Mutex<Value>
    init(_ value: Value) { self.value = Mutex(value) }
    var current: Value { value.withLock { $0 } }
    func change(_ body: @Sendable (inout Value) -> Void) { value.withLock { body(&$0) } }
}

/// The time of day, moved by the test.
final class ManualTime: Sendable {
    private let microseconds = Mutex<Int64>(1_790_000_000_000_000)
    var now: Timestamp { Timestamp(microseconds: microseconds.withLock { $0 }) }
    func advance(by duration: Duration) {
        microseconds.withLock { $0 += duration.components.seconds * 1_000_000 }
    }
}

/// An event bus that remembers what was published.
final class EventLog: EventBus {
    private let bus = LocalEventBus()
    private let log = Mutex<[Event]>([])

    var all: [Event] { log.withLock { $0 } }
    func clear() { log.withLock { $0 = [] } }

    func publish(_ event: Event) {
        log.withLock { $0.append(event) }
        bus.publish(event)
    }

    func subscribe(
        bufferLimit: Int, messagesOf stations: Set<StationID>, where filter: @escaping @Sendable (Event) -> Bool
    ) -> AsyncStream<Event> {
        bus.subscribe(bufferLimit: bufferLimit, messagesOf: stations, where: filter)
    }

    func isAskedForMessages(of station: StationID) -> Bool { bus.isAskedForMessages(of: station) }
}

extension RegistryConfiguration {
    /// Stations without a password are let in, and no calls of our own come between.
    static var quiet: RegistryConfiguration {
        var configuration = RegistryConfiguration()
        configuration.minimumSecurityProfile = .unproven
        configuration.asksStatusAfterReconnect = false
        configuration.statusSpread = .zero
        return configuration
    }
}

extension Logger {
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

/// Frames as a charger sends them.
enum Frames {
    static func boot(_ id: String = "b1") -> String {
        #"[2,"\#(id)","BootNotification",{"chargePointVendor":"Acme","chargePointModel":"One"}]"#
    }
    static func heartbeat(_ id: String = "h1") -> String { #"[2,"\#(id)","Heartbeat",{}]"# }
    static func authorize(_ id: String = "a1", tag: String = "04AA11") -> String {
        #"[2,"\#(id)","Authorize",{"idTag":"\#(tag)"}]"#
    }
    static func status(_ status: String, connector: Int = 1, id: String = "s1", at: String? = nil) -> String {
        let time = at.map { #","timestamp":"\#($0)""# } ?? ""
        let fields = #""connectorId":\#(connector),"errorCode":"NoError","status":"\#(status)"\#(time)"#
        return #"[2,"\#(id)","StatusNotification",{\#(fields)}]"#
    }
    static func start(
        _ id: String = "t1", connector: Int = 1, tag: String = "04AA11", at: String = "2026-09-21T10:00:00Z",
        meter: Int = 1000
    ) -> String {
        let fields = #""connectorId":\#(connector),"idTag":"\#(tag)","meterStart":\#(meter),"timestamp":"\#(at)""#
        return #"[2,"\#(id)","StartTransaction",{\#(fields)}]"#
    }
    static func meter(
        _ id: String = "m1", connector: Int = 1, transaction: Int64, wh: Int, power: Int,
        at: String = "2026-09-21T10:05:00Z"
    ) -> String {
        let power = #"{"value":"\#(power)","measurand":"Power.Active.Import","unit":"W"}"#
        let value = #"{"timestamp":"\#(at)","sampledValue":[{"value":"\#(wh)"},\#(power)]}"#
        return
            #"[2,"\#(id)","MeterValues",{"connectorId":\#(connector),"transactionId":\#(transaction),"meterValue":[\#(value)]}]"#
    }
    static func stop(_ id: String = "e1", transaction: Int64, wh: Int) -> String {
        let time = #""timestamp":"2026-09-21T11:00:00Z""#
        let fields = #""transactionId":\#(transaction),"meterStop":\#(wh),\#(time),"reason":"Local","idTag":"04AA11""#
        return #"[2,"\#(id)","StopTransaction",{\#(fields)}]"#
    }
}
