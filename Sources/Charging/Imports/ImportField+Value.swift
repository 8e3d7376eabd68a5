import Foundation
import JSON

extension ImportField {
    /// What a cell means here; nil where it says nothing.
    ///
    /// - Parameter zone: by whose clock a date of a spreadsheet is; nil: UTC.
    func value(
        of cell: SourceTable.Cell, countsFrom1904: Bool, zone: TimeZone? = nil
    ) throws(ImportProblem) -> ImportValue? {
        let text: String
        switch cell {
        case .text(let given): text = given
        case .flag(let flag): text = flag ? "true" : "false"
        case .number(let number):
            if kind == .time { return .text(try time(ofDays: number, countsFrom1904: countsFrom1904, zone: zone)) }
            text = Self.plain(number)
        case .broken(let reason): throw ImportProblem(name, "holds \(reason.prefix(50)).")
        }
        return text.isEmpty ? nil : try value(of: text)
    }

    private func value(of text: String) throws(ImportProblem) -> ImportValue? {
        switch kind {
        case .text(let limit):
            guard !text.unicodeScalars.contains("\0") else { throw ImportProblem(name, "contains U+0000.") }
            return ImportValue(lines: try bounded(text, limit))
        case .name(let limit): return .text(try bounded(clean(text), limit))
        case .word(let words):
            guard let word = words.first(where: { $0 == text.uppercased() }) else {
                throw ImportProblem(name, "is \(text.prefix(50)); \(words.joined(separator: ", ")) are allowed.")
            }
            return .text(word)
        case .flag:
            let flag = text.lowercased()
            guard flag == "true" || flag == "false" else { throw ImportProblem(name, "should be true or false.") }
            return .text(flag)
        case .time:
            guard let time = Timestamp(parsing: text) else {
                throw ImportProblem(name, "is not a moment, such as 2030-12-31T23:00:00Z.")
            }
            return .text(Self.text(of: time))
        case .country:
            guard text.utf8.count == 2, text.utf8.allSatisfy({ (65...90).contains($0) }) else {
                throw ImportProblem(name, "is not a code of two capital letters, such as DE.")
            }
            return .text(text)
        case .email: return .text(try bounded(clean(text), 254).lowercased())
        case .names:
            var names: [String] = []
            for part in text.split(separator: ";") {
                let name = Self.trimmed(part)
                if !name.isEmpty { names.append(try bounded(clean(name), 200)) }
            }
            guard names.count <= 500 else { throw ImportProblem(name, "has more than 500 names.") }
            return names.isEmpty ? nil : ImportValue(names: names)
        case .password:
            guard (8...40).contains(text.utf8.count) else {
                throw ImportProblem(name, "has \(text.utf8.count) bytes; 8 to 40 are allowed.")
            }
            return .text(try clean(text))
        }
    }

    private func bounded(_ text: String, _ limit: Int) throws(ImportProblem) -> String {
        guard text.unicodeScalars.count <= limit else {
            throw ImportProblem(name, "has \(text.unicodeScalars.count) characters; up to \(limit) are allowed.")
        }
        return text
    }

    private func clean(_ text: String) throws(ImportProblem) -> String {
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw ImportProblem(name, "contains control characters.")
        }
        return text
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// A number in a column of texts, as a person sees it there.
    private static func plain(_ number: String) -> String {
        guard let value = Double(number), value.magnitude < 1e15, let whole = Int64(exactly: value) else {
            return number
        }
        return String(whole)
    }

    /// A moment to the millisecond, as exports write it.
    private static func text(of time: Timestamp) -> String {
        let text = Timestamp(microseconds: time.microseconds - time.microseconds % 1_000).description
        return text.contains(".") ? text : text.dropLast() + ".000Z"
    }

    private func time(
        ofDays number: String, countsFrom1904: Bool, zone: TimeZone?
    ) throws(ImportProblem) -> String {
        guard let days = Double(number), days >= 0, days < 2_958_466 else {
            throw ImportProblem(name, "is not a moment that a spreadsheet knows.")
        }
        let sinceEpoch = days - (countsFrom1904 ? 24_107 : 25_569)
        var milliseconds = (sinceEpoch * 86_400_000).rounded()
        if let zone {
            // The clock's offset depends on the moment, which depends on the offset: near a change it is looked at again.
            let guess =
                milliseconds / 1_000
                - Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: milliseconds / 1_000)))
            milliseconds -= Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: guess))) * 1_000
        }
        guard let exact = Int64(exactly: milliseconds) else { throw ImportProblem(name, "is not a moment.") }
        return Self.text(of: Timestamp(microseconds: exact * 1_000))
    }
}
