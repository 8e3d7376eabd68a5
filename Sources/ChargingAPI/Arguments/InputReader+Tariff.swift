import Charging
import GraphQL
import JSON

/// Days as the schema names them; the raw value is that of ISO 8601.
enum DayOfWeek: Int, CaseIterable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday

    var name: String { "\(self)".uppercased() }

    init?(name: String) {
        guard let day = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = day
    }
}

/// `22:00`; 24:00 is the end of a day.
struct TimeOfDay {
    let minute: Int

    init(minute: Int) { self.minute = minute }

    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 1_440
        else { return nil }
        self.minute = hour * 60 + minute
    }

    var text: String {
        let (hour, rest) = (minute / 60, minute % 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension InputReader {
    func price(_ name: String) throws -> ExactDecimal? {
        guard let text = try text(name, length: 1...32) else { return nil }
        guard let price = ExactDecimal(text) else {
            throw refusal(
                name,
                "is no price: a decimal such as \"0.39\" with up to \(ExactDecimal.integerDigits) digits before and "
                    + "\(ExactDecimal.fractionDigits) behind the point, and without a sign.")
        }
        return price
    }

    func currency(_ name: String) throws -> Currency? {
        guard let text = try text(name, length: 1...32) else { return nil }
        guard let currency = Currency(text) else { throw refusal(name, "is no currency of ISO 4217, such as EUR.") }
        return currency
    }

    private func timeOfDay(_ name: String) throws -> Int {
        guard let text = try text(name, length: 1...32), let time = TimeOfDay(text) else {
            throw refusal(name, "is no time of day, such as \"22:00\".")
        }
        return time.minute
    }

    /// One of the members of a tariff's `periods`.
    func tariffPeriod() throws -> TariffPeriod {
        let days = try required("days", try names("days", upTo: 9)).compactMap(DayOfWeek.init(name:))
        guard !days.isEmpty else { throw refusal("days", "is empty.") }
        let starts = try timeOfDay("from"), ends = try timeOfDay("to")
        guard starts < 1_440 else { throw refusal("from", "is 24:00; a day begins at 00:00.") }
        return TariffPeriod(
            days: Set(days.map(\.rawValue)), startsMinute: starts, endsMinute: ends == 0 ? 1_440 : ends,
            pricePerKwh: try price("pricePerKwh"), pricePerMinute: try price("pricePerMinute"),
            idleFeePerMinute: try price("idleFeePerMinute"))
    }

    /// From when on something holds; absent: from now on.
    func validFrom(now: Timestamp) throws -> Timestamp {
        guard let moment = try timestamp("validFrom") else { return now }
        guard moment >= now else {
            throw refusal("validFrom", "is past; what was charged before is not changed. Leave it out for now.")
        }
        return moment
    }
}
