package import JSON

/// A finding that people should be told of: it has come up, or is still there an hour after they were told.
package struct FindingNews: Sendable, Hashable {
    package var station: StationID
    package var kind: ConnectionFinding.Kind
    package var at: Timestamp

    package init(station: StationID, kind: ConnectionFinding.Kind, at: Timestamp) {
        self.station = station
        self.kind = kind
        self.at = at
    }
}

extension ConnectionFinding.Kind {
    /// Somebody has to look into it. The others are habits of a make that do no harm, and are shown where one looks.
    package var isNews: Bool {
        switch self {
        case .flapping, .notAnswering, .contested, .clockWrong: true
        case .noSubprotocol, .illegalMoves, .notBooted: false
        }
    }
}

/// Findings that nobody has been told of yet. Bounded; what finds no room is news again when it happens again.
struct FindingNewsList: Sendable {
    private struct Subject: Hashable {
        var station: StationID
        var kind: ConnectionFinding.Kind
    }

    static let limit = 10_000
    static let silence = Duration.seconds(3_600)

    private var untold: [FindingNews] = []
    private var toldAt: [Subject: Timestamp] = [:]

    mutating func note(_ kind: ConnectionFinding.Kind, of station: StationID, at now: Timestamp) {
        guard kind.isNews, untold.count < Self.limit else { return }
        let subject = Subject(station: station, kind: kind)
        if let last = toldAt[subject], last.advanced(by: Self.silence) > now { return }
        // Subjects are as many as stations times kinds at most; those long silent are let go.
        if toldAt.count >= Self.limit { toldAt = toldAt.filter { $0.value.advanced(by: Self.silence) > now } }
        toldAt[subject] = now
        untold.append(FindingNews(station: station, kind: kind, at: now))
    }

    mutating func takeAll() -> [FindingNews] {
        defer { untold = [] }
        return untold
    }

    mutating func giveBack(_ news: [FindingNews]) {
        untold = Array((news + untold).prefix(Self.limit))
    }
}
