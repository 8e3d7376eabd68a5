import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// A field that shows a column as it is.
    mutating func column<Field: APIField>(_ name: String, _ field: Field) {
        self[name] = .leaf(on: Records<Field>.self) { records, _, _ in try records.batch.leaf(field) }
    }

    /// A field that shows words of the server, in the language of who asks; see ``ErrorTexts``.
    mutating func words<Field: APIField>(_ name: String, _ field: Field) {
        self[name] = .leaf(on: Records<Field>.self) { records, _, context in
            let language = context.language
            guard language != .english else { return try records.batch.leaf(field) }
            return .strings(try records.batch.texts(field).map { $0.map { ErrorTexts.text($0, in: language) } })
        }
    }

    /// The `id` of a type.
    mutating func globalID<Field: NodeField>(of: Field.Type) {
        self["id"] = .leaf(on: Records<Field>.self) { records, _, _ in
            .strings(records.map { records, row in GlobalID(Field.nodeType, records.rows.ids[row]).text })
        }
    }
}
