import Charging
import GraphQL
import JSON

extension ResolverGroup<APIContext> {
    /// Null for a station that there is not, or that is out of the viewer's reach.
    static var compositeSchedulePreview: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.operateStation)
            let input = InputReader(argumentsOf: field)
            guard let id = field.string("stationId").flatMap(GlobalID.init), id.type == .station else { return .null }
            let now = context.services.now()
            let question = try CompositeQuestion(input, now: now)
            let new = try input.profile("with").map { profile in
                InstalledProfile(
                    connector: try input.integer("withConnector", in: 0...1_000) ?? question.connector,
                    profile: profile, acceptedAt: now)
            }
            let without = try input.ids("without", .chargingProfile)?.map(ChargingProfileID.init(rawValue:)) ?? []
            guard
                let state = try await context.stores.chargingProfiles.smartChargingState(
                    of: StationID(rawValue: id.rawValue), viewer: context.viewer)
            else { return .null }
            return .one(
                CompositeScheduleObject(preview: try state.preview(question, with: new, without: Set(without))))
        }
    }
}

extension CompositeQuestion {
    /// A month; charging is planned for days.
    private static let longestSeconds: Int64 = 31 * 86_400

    fileprivate init(_ input: InputReader, now: Timestamp) throws {
        let voltages = Int64(Self.voltages.lowerBound)...Int64(Self.voltages.upperBound)
        self.init(
            connector: try input.connector() ?? 0, start: try input.timestamp("from") ?? now,
            durationSeconds: try input.integer("durationSeconds", in: 1...Self.longestSeconds) ?? 86_400,
            unit: try input.word("unit", as: RateUnit.self) ?? .amperes,
            voltage: try input.integer("voltage", in: voltages))
    }
}
