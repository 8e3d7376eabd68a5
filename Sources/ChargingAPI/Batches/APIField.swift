import Charging

/// The fields of a store's rows, as the schema names them.
protocol APIField: Hashable, Sendable {
    /// What the live table adds to a row.
    associatedtype Live: Sendable = NotLive

    /// The columns that each field of the schema needs, foreign keys for its children included.
    static var columnsByName: [String: [Self]] { get }
    /// One per row, or empty when no selected field is live.
    static func live(of rows: RowBatch<Self>, selection: Set<String>, in table: LiveStatus) -> [Live]
}

/// The type has no live fields.
struct NotLive: Sendable {}

extension APIField where Live == NotLive {
    static func live(of rows: RowBatch<Self>, selection: Set<String>, in table: LiveStatus) -> [NotLive] { [] }
}

extension APIField {
    /// Of the selected fields those that something is read for: fields for which these are equal are read together.
    static func wanted(_ selection: Set<String>) -> Set<String> { selection.filter { columnsByName[$0] != nil } }

    /// The columns to load for the selected fields; names that other types have are passed over.
    static func columns(of selection: Set<String>) -> Set<Self> {
        var columns: Set<Self> = []
        for name in selection {
            columns.formUnion(columnsByName[name, default: []])
        }
        return columns
    }
}

/// The fields of a type that has a global id.
protocol NodeField: APIField {
    static var nodeType: NodeType { get }
    /// What every field that has ids of this type loads with; one for all of them, so that their loads unite.
    static var loader: RowLoader { get }
    /// The rows with these ids, as far as they are in the viewer's reach, in any order.
    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self>
}
