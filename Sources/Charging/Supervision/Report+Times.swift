import JSON

extension Report {
    /// The first time in it.
    private var time: ReportedTime? {
        switch self {
        case .statusChanged(let report): report.at
        case .started(let report): report.at
        case .stopped(let report): report.at
        case .metered(let report): report.samples.first?.at
        case .booted, .authorizationAsked, .eventReported, .heartbeat, .estimated: nil
        }
    }

    /// As the charger sent it.
    var sentTime: String? { time?.sent }

    /// Whether it could not be believed, and is understood as that of the receipt: no charger's clock hits the microsecond.
    func hasIncredibleTime(receivedAt: Timestamp) -> Bool {
        guard let time else { return false }
        return !time.sent.isEmpty && time.understood == receivedAt
    }
}
