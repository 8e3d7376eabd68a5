package import Charging

extension MemoryDatabase: ChargingProfiles {
    package func accepted(
        _ profile: InstalledProfile, of station: StationID, by operation: OperationID
    ) async throws {
        try reading { state in
            var known = SmartChargingState(profiles: state.profiles[station] ?? [])
            known.install(profile)
            state.profiles[station] = known.profiles
        }
    }

    package func cleared(_ criteria: ProfileCriteria, of station: StationID, by operation: OperationID) async throws {
        try reading { state in
            var known = SmartChargingState(profiles: state.profiles[station] ?? [])
            known.clear(criteria)
            state.profiles[station] = known.profiles
        }
    }

    package func heard(_ limits: ProfileLimits, of station: StationID) async throws {
        try reading { state in
            var known = state.profileLimits[station] ?? ProfileLimits()
            known.maximumStackLevel = limits.maximumStackLevel ?? known.maximumStackLevel
            known.maximumPeriods = limits.maximumPeriods ?? known.maximumPeriods
            known.maximumProfiles = limits.maximumProfiles ?? known.maximumProfiles
            known.units = limits.units ?? known.units
            state.profileLimits[station] = known
        }
    }

    package func state(of station: StationID) async throws -> SmartChargingState {
        try reading { state in
            let running = state.sessions.filter { $0.stationID == station && $0.status == .active }
            let numbers = Set(running.map(\.transactionID))
            return SmartChargingState(
                profiles: (state.profiles[station] ?? []).filter { installed in
                    installed.profile.transactionID.map { numbers.contains(Int32($0)) } ?? true
                },
                connectors: (state.connectors[station] ?? [:]).keys.sorted(),
                transactions: running.map {
                    .init(connector: $0.connector, id: $0.transactionID, startedAt: $0.startedAt)
                }, limits: state.profileLimits[station] ?? ProfileLimits())
        }
    }

    package func keep(_ comparison: ScheduleComparison, of operation: OperationID) async throws {
        try reading { $0.comparisons[operation] = comparison }
    }
}
