package import JSON

// What pages tell of many rows at once. Every call is one statement, and counts only what the viewer's rights reach.

/// All that was to be paid in one currency: an exact decimal.
package struct CurrencyTotal: Sendable, Hashable {
    package var amount: String
    package var currency: String

    package init(amount: String, currency: String) {
        self.amount = amount
        self.currency = currency
    }
}

package struct SessionTotals: Sendable, Hashable {
    package var count: Int
    package var energyWh: Double
    /// Of sessions that still run as far as now.
    package var seconds: Double
    package var costs: [CurrencyTotal] = []

    package init(count: Int, energyWh: Double, seconds: Double) {
        self.count = count
        self.energyWh = energyWh
        self.seconds = seconds
    }
}

package struct ConnectorCount: Sendable, Hashable {
    package var status: ConnectorStatus
    package var count: Int
    /// Of these, connectors of stations that are not connected: it is the last that was heard.
    package var stale: Int

    package init(status: ConnectorStatus, count: Int, stale: Int) {
        self.status = status
        self.count = count
        self.stale = stale
    }
}

/// Some days one after the other, as a time zone has them.
package struct DayRange: Sendable, Hashable {
    /// A moment in the last of them.
    package var until: Timestamp
    package var days: Int
    /// A name of the IANA database.
    package var timeZone: String

    package init(until: Timestamp, days: Int, timeZone: String) {
        self.until = until
        self.days = days
        self.timeZone = timeZone
    }
}

package struct DayTotals: Sendable, Hashable {
    package var startsAt: Timestamp
    package var count: Int
    package var energyWh: Double

    package init(startsAt: Timestamp, count: Int, energyWh: Double) {
        self.startsAt = startsAt
        self.count = count
        self.energyWh = energyWh
    }
}

package struct PowerPoint: Sendable, Hashable {
    /// Where the time begins over which the power is the mean.
    package var at: Timestamp
    package var powerW: Double

    package init(at: Timestamp, powerW: Double) {
        self.at = at
        self.powerW = powerW
    }
}

package protocol StatisticsReading: Sendable {
    /// - Parameter withCosts: also what they cost, of those whose charger has stopped them.
    func sessionTotals(_ filter: SessionFilter, withCosts: Bool, viewer: Viewer) async throws -> SessionTotals
    func stationCounts(viewer: Viewer) async throws -> [Presence: Int]
    func connectorCounts(viewer: Viewer) async throws -> [ConnectorCount]
    func connectedStations(viewer: Viewer) async throws -> [StationID]
    /// By the day on which they began, oldest first, every day once; without sessions that were refused.
    func sessionsPerDay(_ range: DayRange, viewer: Viewer) async throws -> [DayTotals]
    /// By the day on which they were asked for, oldest first, every day once; without those that were refused.
    func reservationsPerDay(_ range: DayRange, viewer: Viewer) async throws -> [DayTotals]
    /// What all sessions drew together on the last day of the range, by what their meters had counted; as far as now.
    func combinedPower(_ day: DayRange, points: Int, viewer: Viewer) async throws -> [PowerPoint]
}

/// What is found by a text: at most `limit` rows of each kind, what has exactly this id first.
package protocol SearchReading: Sendable {
    func search(
        stations text: String, limit: Int, fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowBatch<StationField>
    /// By the transaction's number or the tag that was presented, newest first.
    func search(
        sessions text: String, limit: Int, fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowBatch<SessionField>
    func search(tags text: String, limit: Int, fields: Set<TagField>, viewer: Viewer) async throws -> RowBatch<TagField>
    func search(
        groups text: String, limit: Int, fields: Set<GroupField>, viewer: Viewer
    ) async throws -> RowBatch<GroupField>
    /// By e-mail and name; without the right to manage users, oneself alone.
    func search(
        users text: String, limit: Int, fields: Set<UserField>, viewer: Viewer
    ) async throws -> RowBatch<UserField>
}
