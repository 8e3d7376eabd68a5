/// What happens to the connection and to the power.
enum LinkStep: Equatable, Sendable {
    /// Lose the socket for so long, and go on with the script meanwhile.
    case offline(Duration)
    /// The network swallows everything for so long, then the charge point finds out and connects anew.
    case freeze(Duration)
    /// No power for so long: what runs ends with PowerLoss, which is told afterwards.
    case powerOff(Duration)
    /// A restart of the charge point's own.
    case reboot
    case pings(areAnswered: Bool)

    static let forms = [
        "offline": "offline 60s", "freeze": "freeze 30s", "power": "power off 10s", "reboot": "reboot",
        "pings": "pings ignored, pings answered",
    ]

    static func read(_ reader: inout StepReader) throws(ScriptError) -> Step? {
        switch reader.verb {
        case "offline": return .link(.offline(try reader.duration()))
        case "freeze": return .link(.freeze(try reader.duration()))
        case "power":
            try reader.keyword(among: ["off"])
            return .link(.powerOff(try reader.duration()))
        case "reboot": return .link(.reboot)
        case "pings":
            return .link(.pings(areAnswered: try reader.keyword(among: ["ignored", "answered"]) == "answered"))
        default: return nil
        }
    }
}
