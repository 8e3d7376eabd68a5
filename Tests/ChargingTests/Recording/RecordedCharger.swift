import JSON
import Logging
import OCPP
import TestSupport

@testable import Charging

/// A charger that comes and goes, with a flight recorder that keeps all of it.
final class RecordedCharger {
    let database: MemoryDatabase
    let recorder: FlightRecorder
    let time = ManualTime()
    private(set) var connection = MemoryConnection()
    private(set) var chargePoint: ChargePoint?
    private(set) var entries: [RecordEntry] = []
    private let environment: ChargePointEnvironment
    private let liveStatus = LiveStatus()

    init(limits: FlightRecorder.Limits = .init()) {
        let time = time
        database = MemoryDatabase(stations: [.sample()])
        recorder = FlightRecorder(limits: limits)
        environment = ChargePointEnvironment(
            writer: database, liveStatus: liveStatus, events: EventLog(), configuration: .quiet, clock: ManualClock(),
            now: { time.now }, logger: .silent, recorder: recorder, notify: { _ in })
    }

    var stationID: StationID { StationID(rawValue: 1) }

    func connect() async throws {
        let admission = Admission(
            station: database.station(stationID) ?? .sample(), subprotocol: "ocpp1.6", securityProfile: .password,
            remoteAddress: nil)
        connection = MemoryConnection()
        let chargePoint = ChargePoint(admission: admission, connection: connection, environment: environment)
        connection.chargePoint = chargePoint
        self.chargePoint = chargePoint
        if let state = try await database.attach(
            stationID, above: nil, ocppVersion: "1.6", securityProfile: .password, at: time.now)
        {
            _ = await chargePoint.start(state)
        }
    }

    func send(_ frame: String) async {
        await connection.receive(frame)
        await connection.settle()
        collect()
    }

    /// Takes over what was recorded since.
    func collect() {
        var buffer = RecordBuffer()
        for shard in 0..<recorder.shardCount {
            recorder.drain(shard: shard, into: &buffer)
            entries += buffer.entriesByStation()[stationID] ?? []
        }
    }

    /// The state when nothing more happens of itself, and everything up to it was taken over.
    func settledState() async -> ActorState? {
        var state: ActorState?
        var count = -1
        while count != entries.count {
            count = entries.count
            await connection.settle()
            collect()
            state = await self.state()
            collect()
        }
        return state
    }

    func state() async -> ActorState? { await chargePoint?.recordedState }
}
