import JSON

@testable import Charging

/// 2026-01-05, a Monday, 00:00:00Z.
let monday = Timestamp(microseconds: 1_767_571_200_000_000)

extension Timestamp {
    static func + (time: Timestamp, seconds: Int) -> Timestamp { time.advanced(by: .seconds(seconds)) }
}

/// Profiles in few words.
extension InstalledProfile {
    static func profile(
        _ id: Int, _ purpose: ProfilePurpose, on connector: Int = 1, level: Int = 0, kind: ProfileKind = .absolute,
        unit: RateUnit = .amperes, start: Timestamp? = monday, duration: Int? = nil,
        _ periods: [(start: Int, limit: Double)], phases: Int? = nil,
        change: (inout RequestedProfile) -> Void = { _ in }
    ) -> InstalledProfile {
        var profile = RequestedProfile(
            id: id, purpose: purpose, kind: kind, unit: unit,
            periods: periods.map { .init(startSeconds: $0.start, limit: $0.limit, phases: phases) })
        profile.stackLevel = level
        profile.startAt = kind == .relative ? nil : start
        profile.durationSeconds = duration
        profile.transactionID = purpose == .transaction ? 1 : nil
        profile.recurrency = kind == .recurring ? .daily : nil
        change(&profile)
        return InstalledProfile(
            id: ChargingProfileID(rawValue: Int64(id)), connector: connector, profile: profile, acceptedAt: monday)
    }
}

extension SmartChargingState {
    /// Two connectors; on connector 1 runs transaction 1 since Monday.
    static func running(_ profiles: InstalledProfile...) -> SmartChargingState {
        var state = SmartChargingState(
            connectors: [1, 2], transactions: [.init(connector: 1, id: 1, startedAt: monday)])
        for profile in profiles { state.install(profile) }
        return state
    }

    /// `0:16 60:8 120:-` means 16 for a minute, 8 for the next, and then no limit.
    func limits(
        connector: Int = 1, from start: Timestamp = monday, for seconds: Int = 600, in unit: RateUnit = .amperes
    ) -> String {
        compositeSchedule(
            CompositeQuestion(connector: connector, start: start, durationSeconds: seconds, unit: unit)
        ).periods.map { "\($0.startSeconds):" + ($0.limit.map { "\($0)" } ?? "-").replacing(".0", with: "") }
            .joined(separator: " ")
    }
}
