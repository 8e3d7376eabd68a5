package import Charging
package import JSON

/// Nobody needs an entry.
package struct OpenLogbook: LogbookGate {
    package init() {}

    package func refusesStart(of idTag: String, at station: StationID, now: Timestamp) async throws -> Bool { false }
}
