import JSON
import WebSockets

/// Shows a debug value to a person: objects as definition tables, lists of objects as tables. Everything is escaped, since
/// most of it was said by chargers.
enum DebugPage {
    enum Subject {
        case all
        /// One charge point, now or at a past moment.
        case actor(at: String?)
    }

    static func html(title: String, subject: Subject = .all, _ value: JSONValue) -> String {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        \(subject.isPast ? "" : "<meta http-equiv=\"refresh\" content=\"30\">")<title>\(escaped(title)) · Stationmaster</title>
        <style>
        :root { color-scheme: light dark; font: 14px/1.45 system-ui, sans-serif }
        body { margin: 1.5rem; max-width: 110rem }
        h1 { font-size: 1.3rem } a { color: inherit }
        table { border-collapse: collapse; margin: .25rem 0; display: block; overflow-x: auto }
        th, td { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: .2rem .5rem; text-align: left; vertical-align: top }
        th, td { white-space: nowrap } th { font-weight: 600 } td { font-variant-numeric: tabular-nums }
        .long { display: block; min-width: 18rem; max-width: 60rem; white-space: normal; overflow-wrap: anywhere }
        h2 { font-size: 1.05rem; margin: 1.25rem 0 .25rem }
        .none { opacity: .55 }
        .parts { display: flex; flex-wrap: wrap; gap: 0 2rem } .parts > section { min-width: 0; max-width: 100% }
        a:focus-visible, input:focus-visible, button:focus-visible { outline: 2px solid; outline-offset: 2px }
        @media (max-width: 40rem) {
          body { margin: 1rem } input { max-width: 100%; box-sizing: border-box }
          th, td { white-space: normal; overflow-wrap: anywhere } .long { min-width: 0 }
          .list thead { display: none } .list > tbody > tr { display: block; margin-bottom: .75rem }
          .list > tbody > tr > td { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: .5rem; border-bottom-width: 0 }
          .list > tbody > tr > td:last-child { border-bottom-width: 1px }
          .list > tbody > tr > td::before { content: attr(data-name); font-weight: 600 }
        }
        </style></head>
        <body><h1>\(escaped(title))</h1><p><a href="/debug/actors">All actors</a> · <a href="/metrics">Metrics</a>\(subject.isPast ? "" : " · renewed every 30 seconds")</p>
        \(subject.form)
        \(sections(value))
        </body></html>
        """
    }

    /// A list in which the last came last is read from its end.
    private static let newestFirst: Set<String> = ["frames", "entries", "transitions"]

    private static func inOrder(_ name: String, _ elements: [JSONValue]) -> [JSONValue] {
        newestFirst.contains(name) ? elements.reversed() : elements
    }

    /// What is short stands first, then lists of objects, each with a heading and the whole width, then what is nested.
    private static func sections(_ value: JSONValue) -> String {
        guard case .object(let object) = value else { return rendered(value, depth: 0) }
        var summary = JSONObject()
        var lists = "", parts = ""
        for member in object.members {
            if case .array(let elements) = member.value, case .object = elements.first {
                lists += "<h2>\(escaped(member.name))</h2>" + list(inOrder(member.name, elements), depth: 0)
            } else if case .object(let nested) = member.value, !nested.members.isEmpty {
                parts += "<section><h2>\(escaped(member.name))</h2>\(rendered(member.value, depth: 0))</section>"
            } else {
                summary[member.name] = member.value
            }
        }
        return rendered(.object(summary), depth: 0) + lists + "<div class=\"parts\">\(parts)</div>"
    }

    private static func rendered(_ value: JSONValue, depth: Int) -> String {
        guard depth < 8 else { return escaped(String(decoding: value.encoded(), as: UTF8.self)) }
        switch value {
        case .null: return "<span class=\"none\">–</span>"
        case .bool(let flag): return flag ? "yes" : "no"
        case .integer(let number): return String(number)
        case .number(let number): return String(number)
        case .string(let text):
            return text.utf8.count > 60 ? "<span class=\"long\">\(escaped(text))</span>" : escaped(text)
        case .array(let elements): return list(elements, depth: depth)
        case .object(let object):
            let rows = object.members.map {
                "<tr><th scope=\"row\">\(escaped($0.name))</th><td>\(cell($0.name, $0.value, depth + 1))</td></tr>"
            }
            return "<table>\(rows.joined())</table>"
        }
    }

    private static func list(_ elements: [JSONValue], depth: Int) -> String {
        guard case .object(let first) = elements.first else {
            return elements.isEmpty
                ? "<span class=\"none\">none</span>"
                : elements.map { rendered($0, depth: depth + 1) }.joined(separator: "<br>")
        }
        let names = first.members.map(\.name)
        let head = names.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
        let rows = elements.map { element in
            "<tr>"
                + names.map { "<td data-name=\"\(escaped($0))\">\(cell($0, element[$0] ?? .null, depth + 1))</td>" }
                .joined() + "</tr>"
        }
        return "<table class=\"list\"><thead><tr>\(head)</tr></thead><tbody>\(rows.joined())</tbody></table>"
    }

    private static func cell(_ name: String, _ value: JSONValue, _ depth: Int) -> String {
        if name == "chargePointId", case .string(let id) = value {
            return "<a href=\"/debug/actors/\(PercentEncoding.encode(segment: id))\">\(escaped(id))</a>"
        }
        if case .array(let elements) = value { return rendered(.array(inOrder(name, elements)), depth: depth) }
        return rendered(value, depth: depth)
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}

extension DebugPage.Subject {
    fileprivate var isPast: Bool { if case .actor(.some) = self { true } else { false } }

    /// Where a past moment is asked for.
    fileprivate var form: String {
        guard case .actor(let at) = self else { return "" }
        let back = at == nil ? "" : " <a href=\"?\">Now</a>"
        return """
            <form><label>At <input name="at" size="28" value="\(DebugPage.escaped(at ?? ""))" \
            placeholder="2027-01-31T12:00:00Z"></label> <button>Replay</button>\(back)</form>
            """
    }
}
