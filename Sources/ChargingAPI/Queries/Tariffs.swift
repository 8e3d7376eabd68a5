import Charging
import GraphQL
import JSON

extension ResolverGroup<APIContext> {
    static var tariffList: FieldResolver<APIContext> {
        rootPages(as: { _ in .tariffs }) { page, fields, field, context in
            try await context.stores.tariffs.tariffs(
                text: try InputReader(field.object("filter")).searchText("text"), page: page, fields: fields,
                viewer: context.viewer)
        }
    }

    /// Null for a tariff that there is not, that is out of reach, or not in force then.
    static var tariffPreview: FieldResolver<APIContext> {
        .loadObject { field, context in
            guard let id = field.string("tariffId").flatMap(GlobalID.init), id.type == .tariff else { return .null }
            let input = InputReader(argumentsOf: field)
            let energy = input.number("energyWh") ?? 0
            guard energy.isFinite, (0...TariffQuestion.mostEnergyWh).contains(energy) else {
                throw input.refusal("energyWh", "is \(energy); 0 to \(TariffQuestion.mostEnergyWh) is allowed.")
            }
            let longest: ClosedRange<Int64> = 0...TariffQuestion.longestSeconds
            let question = TariffQuestion(
                tariff: TariffID(rawValue: id.rawValue), energyWh: energy,
                durationSeconds: try input.required(
                    "durationSeconds", try input.integer("durationSeconds", in: longest)),
                idleSeconds: try input.integer("idleSeconds", in: longest) ?? 0,
                startsAt: try input.timestamp("startsAt") ?? context.services.now())
            let rows = try await context.stores.tariffs.costs(
                of: question, fields: CostField.columns(of: field.selectedFields()), viewer: context.viewer)
            return rows.count == 1 ? .one(CostRecords(rows, live: [])) : .null
        }
    }
}

extension TariffQuestion {
    /// A gigawatt hour; a month.
    fileprivate static let mostEnergyWh = 1e9
    fileprivate static let longestSeconds: Int64 = 31 * 86_400
}
