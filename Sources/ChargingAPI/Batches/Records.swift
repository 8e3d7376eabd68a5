import Charging
import GraphQL
import JSON

/// Rows of one type, as the engine walks them.
///
/// Live values are taken once when the rows arrive, under one lock, so that all fields of a level tell of the same moment.
struct Records<Field: APIField>: ObjectBatch {
    let rows: RowBatch<Field>
    let live: [Field.Live]
    /// Why columns are missing, where a read failed that should not take the known values with it.
    let failure: FieldError?

    init(_ rows: RowBatch<Field>, selection: Set<String>, context: APIContext) {
        self.init(rows, live: Field.live(of: rows, selection: selection, in: context.services.liveStatus))
    }

    init(_ rows: RowBatch<Field>, live: [Field.Live], failure: FieldError? = nil) {
        self.rows = rows
        self.live = live
        self.failure = failure
    }

    var count: Int { rows.count }

    func column(_ field: Field) throws -> Column {
        guard let column = rows[field] else { throw failure ?? missing(field) }
        return column
    }

    func leaf(_ field: Field) throws -> LeafColumn {
        switch try column(field) {
        case .integers(let values): .integers(values)
        case .numbers(let values): .numbers(values)
        case .booleans(let values): .booleans(values)
        case .texts(let values): .strings(values)
        case .timestamps(let values): .timestamps(values)
        case .documents(let values): .json(values.map { $0 ?? .null })
        }
    }

    func integers(_ field: Field) throws -> [Int64?] {
        guard case .integers(let values) = try column(field) else { throw missing(field) }
        return values
    }

    func documents(_ field: Field) throws -> [JSONValue?] {
        guard case .documents(let values) = try column(field) else { throw missing(field) }
        return values
    }

    func booleans(_ field: Field) throws -> [Bool?] {
        guard case .booleans(let values) = try column(field) else { throw missing(field) }
        return values
    }

    func texts(_ field: Field) throws -> [String?] {
        guard case .texts(let values) = try column(field) else { throw missing(field) }
        return values
    }

    func timestamps(_ field: Field) throws -> [Timestamp?] {
        guard case .timestamps(let values) = try column(field) else { throw missing(field) }
        return values
    }

    private func missing(_ field: Field) -> MissingColumn { MissingColumn(field: "\(Field.self).\(field)") }
}

/// A store did not return a column that it was asked for, or returned it as another kind.
struct MissingColumn: Error, CustomStringConvertible {
    let field: String
    var description: String { "the store returned no column \(field), or one of another kind" }
}

typealias StationRecords = Records<StationField>
typealias ConnectorRecords = Records<ConnectorField>
typealias SessionRecords = Records<SessionField>
typealias MeterValueRecords = Records<MeterValueField>
typealias TagRecords = Records<TagField>
typealias GroupRecords = Records<GroupField>
typealias OperationRecords = Records<OperationField>
typealias StationEventRecords = Records<StationEventField>
typealias ChargingProfileRecords = Records<ChargingProfileField>
typealias UserRecords = Records<UserField>
typealias OrganizationRecords = Records<OrganizationField>
