import JSON

@testable import Charging

/// What the profiles allow at one second, worked out from the rules in the slowest and plainest way, to hold the
/// computation against. It shares no code with it but the values.
struct ReferenceSchedule {
    struct Answer: Equatable {
        var limitTenths: Int64?
        var phases: Int?
        var sources: Set<Int> = []
    }

    let state: SmartChargingState
    let question: CompositeQuestion

    /// - Parameter second: since 1970.
    func answer(at second: Int64) -> Answer {
        let most = best(of: candidates(.chargePointMax, on: 0, second), of: 0, second)
        if question.connector != 0 { return lower(onConnector(question.connector, second), most) }
        var total: Int64 = 0, phases = 1, sources: Set<Int> = []
        for connector in state.connectors {
            guard let own = onConnector(connector, second) else { return lower(nil, most) }
            total += inUnit(own.tenths, own.unit, own.phases)
            phases = max(phases, own.phases)
            sources.insert(own.source)
        }
        guard !state.connectors.isEmpty else { return lower(nil, most) }
        return lower((total, question.unit, phases, sources), most.map { ($0.tenths, $0.unit, $0.phases, [$0.source]) })
    }

    typealias Limit = (tenths: Int64, unit: RateUnit, phases: Int, source: Int)
    typealias Sum = (tenths: Int64, unit: RateUnit, phases: Int, sources: Set<Int>)

    private func lower(_ one: Limit?, _ other: Limit?) -> Answer {
        lower(
            one.map { ($0.tenths, $0.unit, $0.phases, [$0.source]) },
            other.map { ($0.tenths, $0.unit, $0.phases, [$0.source]) })
    }

    private func lower(_ one: Sum?, _ other: Sum?) -> Answer {
        let both = [one, other].compactMap(\.self)
        guard let phases = both.map(\.phases).min() else { return Answer() }
        let limits = both.map { inUnit($0.tenths, $0.unit, phases) }
        let least = limits.min() ?? 0
        let deciding = zip(limits, both).filter { $0.0 == least }.map(\.1.sources)
        return Answer(limitTenths: least, phases: phases, sources: deciding.reduce(into: []) { $0.formUnion($1) })
    }

    private func inUnit(_ tenths: Int64, _ unit: RateUnit, _ phases: Int) -> Int64 {
        let watts = Int64(phases * question.voltage)
        if unit == question.unit { return tenths }
        return unit == .amperes ? tenths * watts : tenths / watts
    }

    private func onConnector(_ connector: Int, _ second: Int64) -> Limit? {
        if let limit = best(of: candidates(.transaction, on: connector, second), of: connector, second) { return limit }
        let own = candidates(.transactionDefault, on: connector, second)
        let defaults = own.isEmpty ? candidates(.transactionDefault, on: 0, second) : own
        return best(of: defaults, of: connector, second)
    }

    /// Those that are valid then.
    private func candidates(_ purpose: ProfilePurpose, on connector: Int, _ second: Int64) -> [Int] {
        state.profiles.indices.filter { index in
            let installed = state.profiles[index], profile = installed.profile
            guard profile.purpose == purpose, installed.connector == connector else { return false }
            if let from = profile.validFrom, second < from.microseconds / 1_000_000 { return false }
            if let to = profile.validTo, second >= to.microseconds / 1_000_000 { return false }
            guard purpose == .transaction else { return true }
            return state.transactions.contains { $0.connector == connector && Int($0.id) == profile.transactionID }
        }
    }

    private func best(of candidates: [Int], of connector: Int, _ second: Int64) -> Limit? {
        let found = candidates.compactMap { index in period(of: index, connector, second).map { (index, $0) } }
        let levels = found.map { state.profiles[$0.0].profile.stackLevel }
        guard let top = found.first(where: { state.profiles[$0.0].profile.stackLevel == levels.max() }) else {
            return nil
        }
        let tenths = Int64((top.1.limit * 10).rounded())
        return (tenths, state.profiles[top.0].profile.unit, top.1.phases ?? 3, top.0)
    }

    private func period(of index: Int, _ connector: Int, _ second: Int64) -> RequestedProfile.Period? {
        let installed = state.profiles[index], profile = installed.profile
        var anchor = question.start
        if let running = state.transactions.first(where: { $0.connector == connector }), running.startedAt < anchor {
            anchor = running.startedAt
        }
        if profile.purpose == .chargePointMax { anchor = installed.acceptedAt }
        var start = anchor.microseconds / 1_000_000
        if profile.kind != .relative, let named = profile.startAt { start = named.microseconds / 1_000_000 }
        guard second >= start else { return nil }
        var passed = second - start
        if profile.kind == .recurring {
            let every: Int64 = profile.recurrency == .weekly ? 7 * 24 * 3600 : 24 * 3600
            while passed >= every { passed -= every }
        }
        if let duration = profile.durationSeconds, passed >= Int64(duration) { return nil }
        var found: RequestedProfile.Period?
        for period in profile.periods where Int64(period.startSeconds) <= passed { found = period }
        return found
    }
}
