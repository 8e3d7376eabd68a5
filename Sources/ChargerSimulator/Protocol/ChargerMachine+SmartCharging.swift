import JSON
import OCPP

/// Keeps charging profiles, answers what they allow, and keeps to them. OCPP 1.6 edition 2, sections 3.13, 5.5, 5.7, 5.16.
extension ChargerMachine {
    mutating func keep(
        _ profile: OCPP16.ChargingProfile, connector number: Int, now: Timestamp
    ) -> OCPP16.ChargingProfileStatus {
        guard number == 0 || index(ofConnector: number) != nil, isUnderstood(profile) else { return .rejected }
        var transaction: TransactionKey?
        switch profile.purpose {
        case .chargePointMaxProfile: guard number == 0 else { return .rejected }
        case .txDefaultProfile: break
        case .txProfile:
            guard let index = index(ofConnector: number), let running = connectors[index].transaction?.key,
                profile.transactionId == nil || profile.transactionId == numbers[running]
            else { return .rejected }
            transaction = running
        }
        let kept = KeptProfile(connector: number, profile: profile, keptAt: now, transaction: transaction)
        return profiles.keep(kept) ? .accepted : .rejected
    }

    mutating func clear(_ criteria: OCPP16.ClearChargingProfile) -> OCPP16.ClearChargingProfileStatus {
        profiles.clear(criteria) ? .accepted : .unknown
    }

    /// Whether it makes sense and is no more than the configuration keys promise.
    func isUnderstood(_ profile: OCPP16.ChargingProfile) -> Bool {
        let periods = profile.schedule.periods
        guard (0...KeptProfiles.highestLevel).contains(profile.stackLevel), periods.first?.start == 0,
            periods.count <= KeptProfiles.mostPeriods, periods.allSatisfy({ $0.limit.isFinite && $0.limit >= 0 }),
            zip(periods, periods.dropFirst()).allSatisfy({ $0.start < $1.start })
        else { return false }
        return profile.kind != .recurring || profile.recurrency != nil
    }

    /// The profile that came with a RemoteStart, for the transaction that it has brought about.
    mutating func keepProfileToCome(at index: Int, now: Timestamp) {
        guard let profile = connectors[index].profileToCome else { return }
        connectors[index].profileToCome = nil
        _ = keep(profile, connector: connectors[index].number, now: now)
    }

    // MARK: Keeping to them

    /// Limits every transaction to what is in force, and looks again when that changes.
    ///
    /// What all may draw together is shared out evenly.
    mutating func followLimits(now: Timestamp) {
        guard !profiles.all.isEmpty || connectors.contains(where: { $0.transaction?.flow.limit != nil }) else {
            limitsChangeAt = nil
            return
        }
        let running = connectors.indices.filter { connectors[$0].transaction != nil }
        var share = profiles.limitOfAll(at: now)
        share?.value /= Double(max(running.count, 1))
        for index in running {
            let own = profiles.limit(of: subject(at: index, now: now), at: now)
            let limit = own.map { own in share.map(own.lower) ?? own } ?? share
            connectors[index].transaction?.flow.follow(limit)
        }
        limitsChangeAt =
            running.isEmpty ? nil : profiles.nextChange(after: now, subjects: running.map { subject(at: $0, now: now) })
    }

    /// Where nothing runs, as if a charge began now.
    private func subject(at index: Int, now: Timestamp) -> KeptProfiles.Subject {
        let transaction = connectors[index].transaction
        return KeptProfiles.Subject(
            connector: connectors[index].number, transaction: transaction?.key, anchor: transaction?.startedAt ?? now)
    }

    // MARK: What they allow

    /// Where no profile limits a connector, its rated power does.
    func compositeSchedule(
        _ request: OCPP16.GetCompositeSchedule, now: Timestamp
    ) -> OCPP16.GetCompositeSchedule.Response {
        let meant =
            request.connectorId == 0
            ? Array(connectors.indices) : index(ofConnector: request.connectorId).map { [$0] } ?? []
        guard !meant.isEmpty else { return .init(status: .rejected) }
        let start = Timestamp(microseconds: now.microseconds - now.microseconds % 1_000_000)
        let duration = min(max(request.duration, 0), Self.longestComposite)
        let unit = request.chargingRateUnit ?? (connectors.contains(where: \.isDirectCurrent) ? .watts : .amperes)
        let periods = periods(of: meant, from: start, duration: duration, in: unit)
        let schedule = OCPP16.ChargingSchedule(
            rateUnit: unit, periods: periods, duration: duration, start: clock.told(start))
        return .init(
            status: .accepted, connectorId: request.connectorId, scheduleStart: clock.told(start),
            chargingSchedule: schedule)
    }

    /// A week.
    private static let longestComposite = 7 * 86_400
    private static let mostCompositePeriods = 500

    private func periods(
        of meant: [Int], from start: Timestamp, duration: Int, in unit: OCPP16.ChargingRateUnit
    ) -> [OCPP16.ChargingSchedulePeriod] {
        let subjects = meant.map { subject(at: $0, now: start) }
        let end = start.advanced(by: .seconds(duration))
        var periods: [OCPP16.ChargingSchedulePeriod] = []
        var time = start
        for _ in 0..<Self.mostCompositePeriods {
            let second = Int(start.duration(to: time).components.seconds)
            let period = limit(of: meant, subjects, at: time).period(from: second, in: unit)
            if period.limit != periods.last?.limit || period.phases != periods.last?.phases { periods.append(period) }
            guard let next = profiles.nextChange(after: time, subjects: subjects), next < end else { break }
            time = next
        }
        return periods
    }

    private func limit(of meant: [Int], _ subjects: [KeptProfiles.Subject], at time: Timestamp) -> PowerLimit {
        let limits = zip(meant, subjects).map { index, subject in
            profiles.limit(of: subject, at: time) ?? PowerLimit(connectors[index].ratedPower, .watts, phases: 3)
        }
        let sum =
            limits.count == 1
            ? limits[0]
            : PowerLimit(limits.reduce(0) { $0 + $1.watts }, .watts, phases: limits.map(\.phases).max() ?? 3)
        return profiles.limitOfAll(at: time).map(sum.lower) ?? sum
    }
}
