import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// A field that shows a column as it is.
    mutating func column<Field: APIField>(_ name: String, _ field: Field) {
        self[name] = .leaf(on: Records<Field>.self) { records, _, _ in try records.batch.leaf(field) }
    }

    /// The `id` of a type.
    mutating func globalID<Field: NodeField>(of: Field.Type) {
        self["id"] = .leaf(on: Records<Field>.self) { records, _, _ in
            .strings(records.map { records, row in GlobalID(Field.nodeType, records.rows.ids[row]).text })
        }
    }
}
