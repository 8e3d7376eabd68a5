import JSON

/// The ways in which chargers of the field are not as the standard wants them; each lasts until it is changed.
enum QuirkStep: Equatable, Sendable {
    case clock(ClockSetting)
    case unit(MeterForm.Unit)
    case phases(areApart: Bool)
    case register(isSessionRelative: Bool)
    /// Puts the meter of a connector at so many Wh.
    case meter(connector: Int, Int)
    /// Forgets the number of the transaction there, so that -1 is sent. Errata to OCPP 1.6, 3.18.
    case forget(connector: Int)

    enum ClockSetting: Equatable, Sendable {
        case right, unset, stopped
        case off(by: Duration)
        case zone(isWritten: Bool)
    }

    static let forms = [
        "clock": "clock right|unset|stopped|-2h|+10m|without-zone|with-zone",
        "meter-unit": "meter-unit Wh|kWh|none", "meter-phases": "meter-phases apart|together",
        "meter-register": "meter-register session|lifetime", "set-meter": "set-meter 1 5000", "forget": "forget 1",
    ]

    static func read(_ reader: inout StepReader) throws(ScriptError) -> Step? {
        switch reader.verb {
        case "clock": return .quirk(.clock(try clock(&reader)))
        case "meter-unit":
            let word = try reader.keyword(among: MeterForm.Unit.allCases.map(\.rawValue))
            return .quirk(.unit(MeterForm.Unit(rawValue: word) ?? .wattHours))
        case "meter-phases":
            return .quirk(.phases(areApart: try reader.keyword(among: ["apart", "together"]) == "apart"))
        case "meter-register":
            return .quirk(
                .register(isSessionRelative: try reader.keyword(among: ["session", "lifetime"]) == "session"))
        case "set-meter":
            return .quirk(.meter(connector: try reader.connector(), try reader.number("Wh", in: 0...1_000_000_000)))
        case "forget": return .quirk(.forget(connector: try reader.connector()))
        default: return nil
        }
    }

    private static func clock(_ reader: inout StepReader) throws(ScriptError) -> ClockSetting {
        let word = try reader.word("right, unset, stopped, a difference such as -2h, with-zone or without-zone")
        switch word {
        case "right": return .right
        case "unset": return .unset
        case "stopped": return .stopped
        case "with-zone": return .zone(isWritten: true)
        case "without-zone": return .zone(isWritten: false)
        default:
            guard let sign = word.first, sign == "+" || sign == "-", let size = DurationText.parse(word.dropFirst())
            else {
                throw reader.unknown(word, among: ["right", "unset", "stopped", "-2h", "with-zone", "without-zone"])
            }
            return .off(by: sign == "-" ? .zero - size : size)
        }
    }
}
