import JSON

/// Which period of one profile is in force at which second.
///
/// Whole seconds since 1970 in UTC; fractions are cut off. A daily schedule recurs every 86,400 s and a weekly one every
/// 604,800 s from its start: the standard writes times in UTC, which has no daylight saving, so a schedule made for a
/// local time is an hour off while the clocks are changed, and has to be sent anew.
///
/// OCPP 1.6 edition 2, sections 3.13 and 7.8 to 7.14.
struct ProfileTimeline: Sendable, Hashable {
    private let periods: [RequestedProfile.Period]
    private let unit: RateUnit
    private let validFrom: Int64
    private let validTo: Int64
    private let start: Int64
    private let duration: Int64?
    private let recurrence: Int64?

    /// - Parameter anchor: where times count from that the profile does not name: the start of the transaction.
    init(_ profile: RequestedProfile, anchor: Timestamp) {
        periods = profile.periods
        unit = profile.unit
        validFrom = profile.validFrom?.wholeSeconds ?? .min
        validTo = profile.validTo?.wholeSeconds ?? .max
        // An absolute schedule without a start counts from the start of charging as well.
        start = (profile.kind == .relative ? anchor : profile.startAt ?? anchor).wholeSeconds
        duration = profile.durationSeconds.map { Int64($0) }
        recurrence = profile.kind == .recurring ? (profile.recurrency == .weekly ? 604_800 : 86_400) : nil
    }

    func isValid(at second: Int64) -> Bool { validFrom <= second && second < validTo }

    /// Nil in a gap: before the start, after the duration, and outside of the time in which the profile is valid.
    func limit(at second: Int64) -> RateLimit? {
        guard isValid(at: second), let begin = occurrence(at: second) else { return nil }
        let offset = second - begin
        if let duration, offset >= duration { return nil }
        let following = firstPeriod(after: offset)
        guard following > 0 else { return nil }
        let period = periods[following - 1]
        return RateLimit(period.limit, unit: unit, phases: period.phases)
    }

    /// The next second at which it may be otherwise; later than that one.
    func nextChange(after second: Int64) -> Int64 {
        var next = Int64.max
        func consider(_ candidate: Int64) { if candidate > second { next = min(next, candidate) } }
        consider(validFrom)
        consider(validTo)
        consider(start)
        guard let begin = occurrence(at: second) else { return next }
        if let duration { consider(begin + duration) }
        if let recurrence { consider(begin + recurrence) }
        let following = firstPeriod(after: second - begin)
        if following < periods.count { consider(begin + Int64(periods[following].startSeconds)) }
        return next
    }

    /// When the occurrence of the schedule began that this second lies in.
    private func occurrence(at second: Int64) -> Int64? {
        guard second >= start else { return nil }
        guard let recurrence else { return start }
        return second - (second - start) % recurrence
    }

    /// By halves: periods rise.
    private func firstPeriod(after offset: Int64) -> Int {
        var low = 0, high = periods.count
        while low < high {
            let middle = (low + high) / 2
            if Int64(periods[middle].startSeconds) > offset { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension Timestamp {
    /// Since 1970, rounded down.
    var wholeSeconds: Int64 {
        let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return remainder < 0 ? quotient - 1 : quotient
    }

    init(wholeSeconds: Int64) {
        let (product, overflow) = wholeSeconds.multipliedReportingOverflow(by: 1_000_000)
        self.init(microseconds: overflow ? (wholeSeconds < 0 ? .min : .max) : product)
    }
}
