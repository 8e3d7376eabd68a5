import Foundation

/// The words for people that the sources hand to the types which carry them, with `{}` in the place of each value.
struct SourceTexts {
    struct Found: CustomStringConvertible {
        var text: String
        var place: String
        var description: String { "\(place): \(text)" }
    }

    /// By the beginning of a call, what stands in front of its words when they are told.
    private static let calls = [
        "ChargingError(": "", "FieldError(": "", "GraphQLError(": "", "SourceFailure(": "", "CertificateError(": "",
        "CallFailure(": "", "refusal(": "{} ", "ImportProblem(": "{} ", "self.init(.": "", " or:": "", "detail:": "",
        "failure:": "",
    ]
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

    private(set) var found: [Found] = []

    /// - Parameter whole: files of which every text counts that has words.
    init(folders: [String], whole: Set<String>) throws {
        for folder in folders {
            let files = FileManager.default.enumerator(
                at: Self.root.appending(path: folder), includingPropertiesForKeys: nil)
            for case let file as URL in files?.allObjects ?? [] where file.pathExtension == "swift" {
                guard !file.lastPathComponent.hasPrefix("ErrorTexts") else { continue }
                let source = Array(try String(contentsOf: file, encoding: .utf8))
                read(source, file.lastPathComponent, isWhole: whole.contains(file.lastPathComponent))
            }
        }
    }

    private mutating func read(_ source: [Character], _ file: String, isWhole: Bool) {
        var place = 0
        while place < source.count {
            if source[place...].starts(with: "//") {
                while place < source.count, source[place] != "\n" { place += 1 }
            } else if source[place] == "\"" {
                let (text, end) = Self.joined(source, place)
                if isWhole, text.contains(" ") { found.append(Found(text: text, place: file)) }
                place = end
            } else if let (call, prefix) = Self.calls.first(where: { source[place...].starts(with: $0.key) }),
                place == 0 || !(source[place - 1].isLetter || source[place - 1] == " " && isDeclared(source, place))
            {
                place += call.count
                if let text = Self.words(source, place) {
                    let isSentence = text.first?.isUppercase == true
                    found.append(Found(text: (isSentence ? "" : prefix) + text, place: file))
                }
            } else {
                place += 1
            }
        }
    }

    private func isDeclared(_ source: [Character], _ place: Int) -> Bool {
        place >= 5 && String(source[place - 5..<place]) == "func "
    }

    /// The first text of a call's own arguments that has a blank.
    private static func words(_ source: [Character], _ start: Int) -> String? {
        var place = start, depth = 0
        while place < source.count {
            switch source[place] {
            case "\"":
                let (text, end) = joined(source, place)
                if depth == 0, text.contains(" ") { return text }
                place = end
                continue
            case "(", "[", "{": depth += 1
            case ")", "]", "}":
                if depth == 0 { return nil }
                depth -= 1
            case "\n" where depth == 0 && source[start - 1] == ":": return nil
            default: break
            }
            place += 1
        }
        return nil
    }

    /// A text and those that are added to it.
    private static func joined(_ source: [Character], _ start: Int) -> (String, Int) {
        var (text, end) = literal(source, start)
        while true {
            var next = end
            while next < source.count, source[next].isWhitespace { next += 1 }
            guard next < source.count, source[next] == "+" else { return (text, end) }
            next += 1
            while next < source.count, source[next].isWhitespace { next += 1 }
            guard next < source.count, source[next] == "\"" else { return (text, end) }
            let (more, after) = literal(source, next)
            text += more
            end = after
        }
    }

    private static func literal(_ source: [Character], _ start: Int) -> (String, Int) {
        if source[start...].starts(with: "\"\"\"") {
            var place = start + 3
            while place < source.count, !source[place...].starts(with: "\"\"\"") { place += 1 }
            return ("", place + 3)
        }
        var text = "", place = start + 1
        while place < source.count, source[place] != "\"" {
            guard source[place] == "\\", place + 1 < source.count else {
                text.append(source[place])
                place += 1
                continue
            }
            if source[place + 1] == "(" {
                place = afterValue(source, place + 1)
                text += "{}"
            } else {
                text.append(source[place + 1])
                place += 2
            }
        }
        return (text, place + 1)
    }

    private static func afterValue(_ source: [Character], _ start: Int) -> Int {
        var place = start, depth = 0
        while place < source.count {
            switch source[place] {
            case "(": depth += 1
            case ")":
                depth -= 1
                if depth == 0 { return place + 1 }
            case "\"":
                place = literal(source, place).1
                continue
            default: break
            }
            place += 1
        }
        return place
    }
}
