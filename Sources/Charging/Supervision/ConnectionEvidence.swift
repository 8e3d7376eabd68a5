package import JSON
import Synchronization

/// What was noticed about connections and about handshakes that were refused, for whoever has to find out why a charger
/// does not work.
///
/// Bounded: one finding of each kind and one refusal for each reason of a station, and the refusals of so many unknown ids. What did not
/// happen again for a day is forgotten.
package final class ConnectionEvidence: Sendable {
    private struct Entry {
        var findings: [ConnectionFinding] = []
        var refusal: ConnectionRefusal?
        /// Of each reason the last, with how often it happened.
        var tally: [ConnectionRefusal] = []
    }
    private struct State {
        var stations: [StationID: Entry] = [:]
        var unknownIDs: [String: ConnectionRefusal] = [:]
        var news = FindingNewsList()
    }

    static let memory = Duration.seconds(86_400)
    static let unknownIDLimit = 1_000

    private let state = Mutex(State())

    package init() {}

    // MARK: - Findings

    package func note(_ kind: ConnectionFinding.Kind, of station: StationID, at now: Timestamp, detail: String? = nil) {
        state.withLock { state in
            var findings = state.stations[station]?.findings ?? []
            findings.removeAll { !Self.isRemembered($0.lastAt, at: now) }
            if let index = findings.firstIndex(where: { $0.kind == kind }) {
                findings[index].happened(again: now, detail: detail)
            } else {
                findings.append(ConnectionFinding(kind, at: now, detail: detail))
            }
            state.stations[station, default: Entry()].findings = findings
            state.news.note(kind, of: station, at: now)
        }
    }

    /// Those that people should be told of, once.
    package func takeNews() -> [FindingNews] { state.withLock { $0.news.takeAll() } }

    /// Nobody could be told of these.
    package func giveBack(_ news: [FindingNews]) { state.withLock { $0.news.giveBack(news) } }

    /// Of each station, the oldest first.
    package func findings(of stations: [StationID], at now: Timestamp) -> [[ConnectionFinding]] {
        state.withLock { state in
            stations.map { station in
                (state.stations[station]?.findings ?? []).filter { Self.isRemembered($0.lastAt, at: now) }
            }
        }
    }

    // MARK: - Refusals

    package func refused(_ station: StationID, _ refusal: ConnectionRefusal) {
        state.withLock { state in
            var entry = state.stations[station] ?? Entry()
            entry.refusal = Self.counted(refusal, after: entry.refusal)
            let before = entry.tally.first { $0.reason == refusal.reason }
            entry.tally.removeAll { $0.reason == refusal.reason || !Self.isRemembered($0.at, at: refusal.at) }
            entry.tally.append(Self.counted(refusal, after: before))
            state.stations[station] = entry
        }
    }

    /// The id is that of no station.
    package func refused(unknown id: String, _ refusal: ConnectionRefusal) {
        let id = Self.cut(id)
        state.withLock { state in
            if state.unknownIDs[id] == nil, state.unknownIDs.count >= Self.unknownIDLimit {
                // A quarter goes at once, so that an attack does not make every refusal cost a search.
                let oldest = state.unknownIDs.sorted { $0.value.at < $1.value.at }.prefix(Self.unknownIDLimit / 4)
                for (id, _) in oldest { state.unknownIDs[id] = nil }
            }
            state.unknownIDs[id] = Self.counted(refusal, after: state.unknownIDs[id])
        }
    }

    package func lastRefusals(of stations: [StationID], at now: Timestamp) -> [ConnectionRefusal?] {
        state.withLock { state in
            stations.map { station in
                state.stations[station]?.refusal.flatMap { Self.isRemembered($0.at, at: now) ? $0 : nil }
            }
        }
    }

    /// Of each station that was refused within the last day, one for each reason.
    package func refusals(at now: Timestamp) -> [StationID: [ConnectionRefusal]] {
        state.withLock { $0.stations }
            .mapValues { $0.tally.filter { Self.isRemembered($0.at, at: now) } }
            .filter { !$0.value.isEmpty }
    }

    /// The newest first.
    package func unknownIDs(at now: Timestamp) -> [(id: String, refusal: ConnectionRefusal)] {
        state.withLock { $0.unknownIDs }
            .filter { Self.isRemembered($0.value.at, at: now) }
            .sorted { $0.value.at > $1.value.at }
            .map { (id: $0.key, refusal: $0.value) }
    }

    private static func counted(_ refusal: ConnectionRefusal, after last: ConnectionRefusal?) -> ConnectionRefusal {
        var refusal = refusal
        refusal.detail = refusal.detail.map(cut)
        if let last, last.reason == refusal.reason, isRemembered(last.at, at: refusal.at) {
            refusal.count = last.count &+ 1
            refusal.since = last.since
        }
        return refusal
    }

    private static func isRemembered(_ time: Timestamp, at now: Timestamp) -> Bool {
        time.advanced(by: memory) > now
    }

    /// Chargers may say anything, and at any length.
    static func cut(_ text: String) -> String { String(text.unicodeScalars.prefix(200)) }
}
