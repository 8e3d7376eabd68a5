import Charging

/// One JSON document of what is kept of a person, as its parts come.
struct PersonalDataText {
    private var section: PersonalDataSection?
    private var isFirst = true

    /// What the next objects of a section are written as.
    mutating func part(_ next: PersonalDataSection, _ objects: [String]) -> String {
        var text = ""
        if next != section {
            text += section.map { Self.closing($0) + ",\n" } ?? "{\n"
            text += "\"\(next.rawValue)\": " + (Self.isList(next) ? "[" : "")
            section = next
            isFirst = true
        }
        for object in objects {
            if Self.isList(next) { text += isFirst ? "\n" : ",\n" }
            text += object
            isFirst = false
        }
        // A person whose account has just gone.
        if !Self.isList(next), isFirst { text += "null" }
        return text
    }

    func end() -> String { section.map { Self.closing($0) + "\n}\n" } ?? "{}\n" }

    private static func closing(_ section: PersonalDataSection) -> String { isList(section) ? "]" : "" }

    private static func isList(_ section: PersonalDataSection) -> Bool { section != .profile }
}
