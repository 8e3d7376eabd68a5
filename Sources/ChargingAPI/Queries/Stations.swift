import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var stations: FieldResolver<APIContext> {
        rootPages(as: { StationOrder($0) == .chargePointID ? .stationsByID : .stationsByOnboarding }) {
            page, fields, field, context in
            try await context.stores.stations.stations(
                try StationFilter(field), order: StationOrder(field), page: page, fields: fields, viewer: context.viewer
            )
        }
    }

    /// By its global id or by the id that it connects with.
    static var oneStation: FieldResolver<APIContext> {
        .loadObject { field, context in
            switch (field.string("id"), field.string("chargePointId")) {
            case (let id?, nil):
                guard let id = GlobalID(id), id.type == .station else { return .null }
                let (rows, records) = try await StationField.rows(
                    [id.rawValue], StationField.wanted(field.selectedFields()), context)
                return .rows(rows, of: records)
            case (nil, let text?):
                guard let chargePointID = ChargePointID(text) else { return .null }
                let selection = StationField.wanted(field.selectedFields())
                let found = try await context.stores.stations.station(
                    chargePointID: chargePointID.text, fields: StationField.columns(of: selection),
                    viewer: context.viewer)
                return found.count > 0 ? .one(Records(found, selection: selection, context: context)) : .null
            case (nil, nil), (_?, _?):
                throw FieldError("Give either id or chargePointId.", code: .badUserInput)
            }
        }
    }
}

extension StationOrder {
    fileprivate init(_ field: FieldRequest) {
        self = field.string("orderBy").flatMap(StationOrder.init(rawValue:)) ?? .chargePointID
    }

    init(_ input: InputReader) throws { self = try input.word("orderBy", as: StationOrder.self) ?? .chargePointID }
}
