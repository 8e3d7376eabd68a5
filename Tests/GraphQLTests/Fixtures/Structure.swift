@testable import GraphQL

/// Nodes as text, every part of them but where they stand; two documents with the same text have the same structure.
///
/// It reflects rather than prints, so that a part that the printer forgets is missed.
enum Structure {
    /// Where things stand, and what only follows from the rest.
    private static let leftOut: Set<String> = ["offset", "source", "isBlock", "possibleSet", "fieldIndices"]

    static func of(_ value: Any) -> String {
        var text = ""
        append(value, to: &text)
        return text
    }

    private static func append(_ value: Any, to text: inout String) {
        let mirror = Mirror(reflecting: value)
        if mirror.children.isEmpty {
            text += "\(type(of: value)):\(String(reflecting: value)) "
            return
        }
        text += mirror.displayStyle == .tuple ? "(" : "\(type(of: value))("
        for child in mirror.children where !leftOut.contains(child.label ?? "") {
            if let label = child.label { text += label + "=" }
            append(child.value, to: &text)
        }
        text += ")"
    }
}
