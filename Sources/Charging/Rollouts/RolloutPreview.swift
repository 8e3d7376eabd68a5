/// Why a station would not be updated by a roll-out.
package enum RolloutExclusion: String, Sendable, Hashable, CaseIterable {
    case otherModel = "OTHER_MODEL"
    case runsIt = "RUNS_IT"
    case inAnotherRollout = "IN_ANOTHER_ROLLOUT"
    case noRight = "NO_RIGHT"
}

/// What a roll-out would do, station by station, if it were made now.
package struct RolloutPreview: Sendable, Hashable {
    /// Stations that one preview looks at, whether they would be updated or not.
    package static let stationLimit = 20_000

    package struct Station: Sendable, Hashable {
        package var id: StationID
        /// Nil: it would be updated.
        package var exclusion: RolloutExclusion?
        /// It would be asked when it connects.
        package var isOffline: Bool
        /// From 1; nil for one that is left out.
        package var wave: Int?

        package init(id: StationID, exclusion: RolloutExclusion?, isOffline: Bool) {
            self.id = id
            self.exclusion = exclusion
            self.isOffline = isOffline
        }
    }

    package struct Wave: Sendable, Hashable {
        package var number: Int
        package var stations = 0
        package var offline = 0
    }

    /// In the order in which their turns come.
    package private(set) var stations: [Station]
    package private(set) var waves: [Wave] = []

    /// Puts those that are not left out into waves of these sizes, the last of which is that of all further ones.
    package init(_ stations: [Station], waveSizes: [Int]) {
        self.stations = stations
        for index in stations.indices where stations[index].exclusion == nil {
            let size = waveSizes.prefix(max(1, waves.count)).last ?? 1
            if waves.last.map({ $0.stations >= size }) ?? true { waves.append(Wave(number: waves.count + 1)) }
            waves[waves.count - 1].stations += 1
            waves[waves.count - 1].offline += stations[index].isOffline ? 1 : 0
            self.stations[index].wave = waves.count
        }
    }

    package func count(_ exclusion: RolloutExclusion) -> Int { stations.count { $0.exclusion == exclusion } }
}
