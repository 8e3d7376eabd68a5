import JSON

extension SmartChargingState {
    /// Computes what the profiles allow together.
    ///
    /// At each second, of the profiles of one purpose that are valid the one with the highest stack level counts whose
    /// schedule has a period then. A TxProfile of the running transaction comes before the TxDefaultProfiles, and those of
    /// the connector itself, while one of them is valid, before those of connector 0. The ChargePointMaxProfiles limit
    /// every connector besides. Where none has a period, nothing limits.
    ///
    /// Connector 0 may draw what all connectors may together, within the ChargePointMaxProfiles. A connector on which
    /// nothing runs counts as if a charge began at the start asked for.
    ///
    /// OCPP 1.6 edition 2, sections 3.13 and 5.7.
    package func compositeSchedule(_ question: CompositeQuestion) -> CompositeSchedule {
        CompositeCalculation(self, question).run()
    }
}

/// One computation: goes from one change of any profile to the next.
private struct CompositeCalculation {
    /// One profile's place among those given, and when it limits what.
    struct Layer {
        var source: Int
        var stackLevel: Int
        var timeline: ProfileTimeline
    }

    /// The layers that speak for one connector, the highest stack level first.
    struct ConnectorLayers {
        var transaction: [Layer] = []
        var ownDefault: [Layer] = []
        var sharedDefault: [Layer] = []

        func limit(at second: Int64) -> Sourced? {
            transaction.limit(at: second) ?? defaults(at: second).limit(at: second)
        }

        private func defaults(at second: Int64) -> [Layer] {
            ownDefault.contains { $0.timeline.isValid(at: second) } ? ownDefault : sharedDefault
        }
    }

    struct Sourced {
        var limit: RateLimit
        var sources: [Int]
    }

    /// Changes that are looked at; only schedules that alternate without end have as many.
    private static let stepLimit = 8_192

    private let state: SmartChargingState
    private let question: CompositeQuestion
    private let start: Int64
    private var connectors: [ConnectorLayers] = []
    private var maximum: [Layer] = []

    init(_ state: SmartChargingState, _ question: CompositeQuestion) {
        self.state = state
        self.question = question
        start = question.start.wholeSeconds
        let numbers = question.connector == 0 ? Set(state.connectors).subtracting([0]).sorted() : [question.connector]
        connectors = numbers.map(layers)
        maximum = layers {
            $0.connector == 0 && $0.profile.purpose == .chargePointMax
        } anchor: {
            $0.acceptedAt
        }
    }

    private func layers(of connector: Int) -> ConnectorLayers {
        let running = state.transaction(on: connector)
        // A charger whose clock is ahead reports a start that is still to come.
        let anchor = min(running?.startedAt ?? question.start, question.start)
        func all(_ purpose: ProfilePurpose, on number: Int) -> [Layer] {
            layers { installed in
                guard installed.connector == number, installed.profile.purpose == purpose else { return false }
                guard purpose == .transaction else { return true }
                return running.map { installed.profile.transactionID == Int($0.id) } ?? false
            } anchor: { _ in
                anchor
            }
        }
        return ConnectorLayers(
            transaction: all(.transaction, on: connector), ownDefault: all(.transactionDefault, on: connector),
            sharedDefault: all(.transactionDefault, on: 0))
    }

    private func layers(
        where isWanted: (InstalledProfile) -> Bool, anchor: (InstalledProfile) -> Timestamp
    ) -> [Layer] {
        state.profiles.enumerated().filter { isWanted($0.element) }.map { source, installed in
            Layer(
                source: source, stackLevel: installed.profile.stackLevel,
                timeline: ProfileTimeline(installed.profile, anchor: anchor(installed)))
        }.sorted { $0.stackLevel > $1.stackLevel }
    }

    func run() -> CompositeSchedule {
        let end = start + Int64(max(question.durationSeconds, 0))
        var second = start
        var steps = 0
        var periods: [CompositeSchedule.Period] = []
        while second < end, steps < Self.stepLimit {
            let period = self.period(at: second)
            if !period.continues(periods.last) {
                guard periods.count < CompositeSchedule.periodLimit else { break }
                periods.append(period)
            }
            second = min(end, nextChange(after: second))
            steps += 1
        }
        var schedule = CompositeSchedule(
            start: Timestamp(wholeSeconds: start), durationSeconds: Int(second - start), unit: question.unit,
            periods: periods)
        schedule.minimumRateTenths = minimumRate(of: periods)
        return schedule
    }

    private func nextChange(after second: Int64) -> Int64 {
        var next = maximum.nextChange(after: second)
        for connector in connectors {
            next = min(next, connector.transaction.nextChange(after: second))
            next = min(next, connector.ownDefault.nextChange(after: second))
            next = min(next, connector.sharedDefault.nextChange(after: second))
        }
        return next
    }

    private func period(at second: Int64) -> CompositeSchedule.Period {
        let drawn = question.connector == 0 ? total(at: second) : connectors.first?.limit(at: second)
        let decided = lower(drawn, maximum.limit(at: second))
        return CompositeSchedule.Period(
            startSeconds: Int(second - start), limitTenths: decided?.limit.tenths, phases: decided?.limit.phases,
            sources: decided?.sources ?? [])
    }

    /// Nil where a connector is not limited, or none is known.
    private func total(at second: Int64) -> Sourced? {
        guard !connectors.isEmpty else { return nil }
        var sum = Sourced(limit: RateLimit(tenths: 0, unit: question.unit, phases: 1), sources: [])
        for connector in connectors {
            guard let own = connector.limit(at: second) else { return nil }
            sum.limit.tenths += converted(own.limit, phases: own.limit.phases)
            sum.limit.phases = max(sum.limit.phases, own.limit.phases)
            sum.sources += own.sources
        }
        sum.sources = Set(sum.sources).sorted()
        return sum
    }

    /// Both hold at once, so each is taken on the phases that both allow.
    private func lower(_ one: Sourced?, _ other: Sourced?) -> Sourced? {
        guard let one, let other else { return (one ?? other).map { lower($0, $0) } }
        return lower(one, other)
    }

    private func lower(_ one: Sourced, _ other: Sourced) -> Sourced {
        let phases = min(one.limit.phases, other.limit.phases)
        let left = converted(one.limit, phases: phases), right = converted(other.limit, phases: phases)
        let sources = left < right ? one.sources : right < left ? other.sources : one.sources + other.sources
        return Sourced(
            limit: RateLimit(tenths: min(left, right), unit: question.unit, phases: phases),
            sources: Set(sources).sorted())
    }

    private func converted(_ limit: RateLimit, phases: Int) -> Int64 {
        limit.tenths(in: question.unit, phases: phases, voltage: question.voltage)
    }

    private func minimumRate(of periods: [CompositeSchedule.Period]) -> Int64? {
        Set(periods.flatMap(\.sources)).compactMap { source -> Int64? in
            let profile = state.profiles[source].profile
            guard let rate = profile.minimumRate else { return nil }
            let limit = RateLimit(rate, unit: profile.unit, phases: profile.periods.first?.phases)
            return converted(limit, phases: limit.phases)
        }.max()
    }
}

extension [CompositeCalculation.Layer] {
    /// Of the highest level that has a period then.
    fileprivate func limit(at second: Int64) -> CompositeCalculation.Sourced? {
        for layer in self {
            if let limit = layer.timeline.limit(at: second) {
                return CompositeCalculation.Sourced(limit: limit, sources: [layer.source])
            }
        }
        return nil
    }

    fileprivate func nextChange(after second: Int64) -> Int64 {
        reduce(.max) { Swift.min($0, $1.timeline.nextChange(after: second)) }
    }
}

extension CompositeSchedule.Period {
    /// Whether it says nothing that the one before does not.
    fileprivate func continues(_ previous: CompositeSchedule.Period?) -> Bool {
        guard let previous else { return false }
        return previous.limitTenths == limitTenths && previous.phases == phases && previous.sources == sources
    }
}
