import Foundation
import JSON

// What a person reads in a mail: a line for each thing, in words that need no portal to be understood, and in the person's
// language.
extension DueMail {
    /// Lines of one mail.
    package static let lineLimit = 20

    private var words: NotificationWords { NotificationWords(language) }

    package var subject: String {
        guard ids.count == 1, let line = lines.first else { return "Stationmaster: \(words.notifications(ids.count))" }
        // As long as the outbox takes.
        return String("Stationmaster: \(line.text(words))".unicodeScalars.prefix(200))
    }

    package var body: String {
        var text = lines.prefix(Self.lineLimit).map { "\(time(of: $0)): \($0.text(words))" }
        let rest = ids.count - text.count
        if rest > 0 { text.append(words.more(rest)) }
        return text.joined(separator: "\n") + "\n"
    }
}

extension DueMail {
    private func time(of line: Line) -> String {
        guard let timeZone, let zone = TimeZone(identifier: timeZone) else { return "\(line.lastAt)" }
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(line.lastAt.microseconds) / 1e6))
        let local = Timestamp(microseconds: line.lastAt.microseconds + Int64(offset) * 1_000_000).description
        return "\(local.prefix(16).replacing("T", with: " ")) (\(timeZone))"
    }
}

extension DueMail.Line {
    fileprivate func text(_ words: NotificationWords) -> String {
        let often = count > 1 ? ", " + words.times(count) : ""
        let more = detail.map(\.oneLine).flatMap { $0.isEmpty ? nil : " (\(words.detail($0, of: kind)))" } ?? ""
        // It is about no station.
        guard kind != .webhookSwitchedOff else { return words.happened(kind) + more + often }
        var text = chargePointID?.oneLine ?? words.stations(count)
        if let connector, connector > 0 { text += ", " + words.connector(connector) }
        return text + words.colon + words.happened(kind) + more + (chargePointID == nil ? "" : often)
    }
}

extension String {
    /// What chargers say may hold anything, and a subject is one line.
    fileprivate var oneLine: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }
}
