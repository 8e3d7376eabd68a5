package import JSON

/// The values of one field for all rows of a batch, in the order of the rows.
package enum Column: Sendable, Equatable {
    case integers([Int64?])
    case numbers([Double?])
    case booleans([Bool?])
    case texts([String?])
    case timestamps([Timestamp?])
    case documents([JSONValue?])

    package var count: Int {
        switch self {
        case .integers(let values): values.count
        case .numbers(let values): values.count
        case .booleans(let values): values.count
        case .texts(let values): values.count
        case .timestamps(let values): values.count
        case .documents(let values): values.count
        }
    }
}

/// Rows as columns: what a store hands over instead of one object per row.
///
/// Holds the columns that were asked for and no others; all have as many values as `ids`.
package struct RowBatch<Field: Hashable & Sendable>: Sendable {
    package let ids: [Int64]
    package var columns: [Field: Column]

    package init(ids: [Int64], columns: [Field: Column]) {
        self.ids = ids
        self.columns = columns
    }

    package var count: Int { ids.count }
    package subscript(field: Field) -> Column? { columns[field] }
}
