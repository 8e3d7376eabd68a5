/// A trusted piece of SQL: it can only be made of literals in the source, never of data.
///
/// Statements are composed of such pieces (the columns of a selection, an optional condition), while everything that comes
/// from outside is bound as a value; see ``Statement``.
public struct SQL: ExpressibleByStringLiteral, Sendable, Hashable {
    let text: String

    public init(stringLiteral literal: StaticString) {
        text = literal.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
    }

    private init(text: String) {
        self.text = text
    }

    public static let empty: SQL = ""

    public static func + (left: SQL, right: SQL) -> SQL {
        SQL(text: left.text + right.text)
    }

    public static func += (left: inout SQL, right: SQL) {
        left = left + right
    }

    fileprivate static func join(_ pieces: some Sequence<SQL>, _ separator: SQL) -> SQL {
        SQL(text: pieces.lazy.map(\.text).joined(separator: separator.text))
    }
}

extension Sequence<SQL> {
    public func joined(_ separator: SQL) -> SQL {
        SQL.join(self, separator)
    }
}
