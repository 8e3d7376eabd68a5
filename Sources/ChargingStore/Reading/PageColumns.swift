import Charging
import Postgres

/// The columns of a statement that reads pages: the parent's number, the row's id, the key of the order, and the fields.
///
/// The key is left out when nobody asks for positions, and read once when it is one of the fields.
struct PageColumns<Field: StoredField> {
    enum Key {
        case none
        case field(Field)
        case column
    }

    let selection: Selection<Field>
    let order: ListOrder
    let hasParents: Bool
    let key: Key

    init(_ selection: Selection<Field>, order: ListOrder, page: PageRequest, hasParents: Bool) {
        self.selection = selection
        self.order = order
        self.hasParents = hasParents
        // Under parents, the order of the rows is either checked by their keys or made by them.
        if let field = selection.fields.first(where: { $0.column.expression == order.key }), order.isOurs || !hasParents
        {
            key = .field(field)
        } else {
            key = page.wantsPositions || hasParents ? .column : .none
        }
    }

    var idPlace: Int { hasParents ? 1 : 0 }
    private var fieldsPlace: Int { if case .column = key { idPlace + 2 } else { idPlace + 1 } }

    var list: Statement {
        let ids = order.id + " AS id"
        return if case .column = key { Statement(ids + ", " + order.key + " AS key") + selection.list } else {
            Statement(ids) + selection.list
        }
    }

    func batch(of rows: PostgresRows) throws -> RowBatch<Field> {
        try selection.batch(of: rows, id: idPlace, fields: fieldsPlace)
    }

    func keys(of rows: PostgresRows, _ batch: RowBatch<Field>) throws -> ListPositions.Keys? {
        switch key {
        case .none: nil
        case .column: try order.keys(in: rows, at: idPlace + 1)
        case .field(let field):
            switch batch[field] {
            case .texts(let values): .texts(values)
            case .timestamps(let values): .timestamps(values)
            case .integers(let values): .integers(values)
            case .numbers(let values): .numbers(values)
            default: nil
            }
        }
    }
}
