import Charging
import Foundation

/// A mail as text in the form of RFC 5322 and MIME: UTF-8 in base64, so that every server takes it.
struct MailMessage {
    let text: String

    init(_ mail: OutgoingMail, from sender: String, at date: Date) {
        let domain = sender.split(separator: "@").last.map { $0.filter { $0 != ">" } } ?? "localhost"
        let body = Data(mail.body.replacing("\n", with: "\r\n").utf8)
        text = [
            "Date: \(Self.timestamp(date))",
            "From: \(Self.oneLine(sender))",
            "To: <\(Self.oneLine(mail.recipient))>",
            "Subject: \(Self.encodedWords(mail.subject))",
            "Message-ID: <mail-\(mail.id).\(Int(date.timeIntervalSince1970))@\(Self.oneLine(domain))>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "Auto-Submitted: auto-generated",
            "",
            body.base64EncodedString(options: [
                .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
            ]),
            "",
        ].joined(separator: "\r\n")
    }

    /// The address alone, of `Name <address>` too.
    static func address(_ sender: String) -> String {
        guard let start = sender.lastIndex(of: "<"), let end = sender.lastIndex(of: ">"), start < end else {
            return oneLine(sender)
        }
        return oneLine(String(sender[sender.index(after: start)..<end]))
    }

    /// Nothing that could begin another header.
    private static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }

    /// RFC 2047, in pieces that are short enough and end between characters.
    private static func encodedWords(_ subject: String) -> String {
        let subject = oneLine(subject)
        guard !subject.unicodeScalars.allSatisfy(\.isASCII) else { return subject }
        var words: [String] = []
        var word = ""
        for character in subject {
            if (word + String(character)).utf8.count > 42 {
                words.append(word)
                word = ""
            }
            word.append(character)
        }
        words.append(word)
        return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// As RFC 5322 writes it, in UTC, whatever the locale.
    private static func timestamp(_ date: Date) -> String {
        let style = Date.VerbatimFormatStyle(
            format: """
                \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \
                \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
                \(second: .twoDigits) +0000
                """,
            locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian))
        return date.formatted(style)
    }
}
