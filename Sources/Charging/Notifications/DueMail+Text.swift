// What a person reads in a mail: a line for each thing, in words that need no portal to be understood.
extension DueMail {
    /// Lines of one mail.
    package static let lineLimit = 20

    package var subject: String {
        guard ids.count == 1, let line = lines.first else { return "Stationmaster: \(ids.count) notifications" }
        // As long as the outbox takes.
        return String("Stationmaster: \(line.text)".unicodeScalars.prefix(200))
    }

    package var body: String {
        var text = lines.prefix(Self.lineLimit).map { "\($0.lastAt): \($0.text)" }
        let rest = ids.count - text.count
        if rest > 0 { text.append("and \(rest) more") }
        return text.joined(separator: "\n") + "\n"
    }
}

extension DueMail.Line {
    var text: String {
        guard kind != .webhookSwitchedOff else {
            return kind.words + (detail.map { " (\($0.oneLine))" } ?? "") + (count > 1 ? ", \(count) times" : "")
        }
        var text = (chargePointID ?? "\(count) stations").oneLine
        if let connector, connector > 0 { text += ", connector \(connector)" }
        text += ": \(kind.words)"
        if let detail, !detail.isEmpty { text += " (\(detail.oneLine))" }
        if count > 1, chargePointID != nil { text += ", \(count) times" }
        return text
    }
}

extension String {
    /// What chargers say may hold anything, and a subject is one line.
    fileprivate var oneLine: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }
}

extension NotificationKind {
    fileprivate var words: String {
        switch self {
        case .stationOffline: "offline"
        case .stationOnline: "online again"
        case .connectorFaulted: "faulted"
        case .firmwareInstalled: "new firmware installed"
        case .firmwareFailed: "firmware update failed"
        case .reservationExpired: "reservation expired"
        case .reservationCancelled: "reservation cancelled"
        case .sessionEnded: "session ended"
        case .tagRefused: "unknown tag refused"
        case .certificateRequestWaiting: "certificate request waits for a decision"
        case .connectionFinding: "connection needs attention"
        case .serviceRequestChanged: "service request"
        case .seatHeld: "a connector is free and held for you until the time given"
        case .webhookSwitchedOff: "a webhook was switched off, since its address has taken nothing for days"
        }
    }
}
