import Foundation
import JSON
import Logging
import OCPP

/// Rebuilds a charge point's state out of its recording, entry by entry, by running the entries through the charge point
/// itself: what it decided then it decides again, since all that came from outside is in the recording.
///
/// Begins at an entry that holds a state; entries before it are passed over. Where entries are missing the state is unknown
/// until the next one that holds it.
package final class Replay {
    package enum Doubt: Sendable, Hashable {
        /// No entry that holds a state has come yet.
        case notBegun
        case entriesAreMissing
        /// The entry does not fit what the replay arrived at.
        case differs(String)
    }

    private var chargePoint: ChargePoint?
    private var expected: (generation: Int64, sequence: UInt64)?
    private let time = ReplayTime()
    private let environment: ChargePointEnvironment
    private let decoder = JSONDecoder()
    /// Why ``state()`` is not to be trusted; nil when it is.
    package private(set) var doubt: Doubt? = .notBegun
    /// States in the recording that were not those that the replay had arrived at: mistakes of the replay, or of the server.
    package private(set) var differences = 0

    package init(configuration: RegistryConfiguration = RegistryConfiguration()) {
        let time = time
        environment = ChargePointEnvironment(
            writer: ReplayWriter(), liveStatus: LiveStatus(), events: LocalEventBus(), configuration: configuration,
            clock: ContinuousClock(), now: { time.now },
            logger: Logger(label: "replay") { _ in SwiftLogNoOpLogHandler() },
            metrics: ChargingMetrics(countsFrames: false), notify: { _ in })
        decoder.nonConformingFloatDecodingStrategy = RecordedJSON.decodingOfFloats
    }

    /// The state behind the last entry; nil before the first that holds one.
    package func state() async -> ActorState? { await chargePoint?.recordedState }

    package func apply(_ entry: RecordEntry) async {
        if let expected, entry.generation < expected.generation, entry.kind != .attached { return }
        time.now = entry.at
        if entry.kind.holdsState { return await take(entry) }
        if entry.kind == .gap || entry.kind == .notAttached { return noteGap(entry) }
        guard let expected, let chargePoint, entry.generation == expected.generation else { return }
        guard entry.sequence >= expected.sequence else { return }
        self.expected = (entry.generation, entry.sequence &+ 1)
        if entry.sequence != expected.sequence { doubt = .entriesAreMissing }
        guard doubt == nil else { return }
        let verdict =
            entry.kind == .verdict ? try? decoder.decode(RecordedVerdict.self, from: Data(entry.bytes)) : nil
        if await !chargePoint.replay(entry, verdict: verdict) { doubt = .differs("\(entry.kind.name) \(entry.label)") }
    }

    private func noteGap(_ entry: RecordEntry) {
        if entry.kind == .gap, entry.generation == expected?.generation { doubt = .entriesAreMissing }
    }

    private func take(_ entry: RecordEntry) async {
        guard let checkpoint = try? decoder.decode(ActorCheckpoint.self, from: Data(entry.bytes)) else {
            doubt = .differs("the state of \(entry.at) cannot be read")
            return
        }
        if doubt == nil, entry.kind == .checkpoint, let state = await state() {
            var recorded = state
            recorded.checkpoint = checkpoint
            if recorded.comparable != state.comparable { differences += 1 }
        }
        expected = (entry.generation, entry.sequence &+ 1)
        doubt = nil
        let connection = ReplayConnection()
        time.now = checkpoint.connectedAt
        let admission = Admission(
            station: checkpoint.station.record, subprotocol: nil,
            securityProfile: checkpoint.station.record.securityProfile ?? .unproven,
            remoteAddress: checkpoint.remoteAddress)
        let chargePoint = ChargePoint(admission: admission, connection: connection, environment: environment)
        time.now = entry.at
        await chargePoint.restore(checkpoint)
        self.chargePoint = chargePoint
    }
}

/// How states and verdicts are written into a recording.
package enum RecordedJSON {
    static var decodingOfFloats: JSONDecoder.NonConformingFloatDecodingStrategy {
        .convertFromString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    }

    package static func bytes(of value: RecordedValue) -> [UInt8] {
        // Values are plain: nothing in them can fail to encode. An empty entry reads as one that does not fit.
        switch value {
        case .state(let state): StateEncoder.bytes(of: state) ?? []
        case .verdict(let verdict): StateEncoder.bytes(of: verdict) ?? []
        }
    }
}
