import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var updateConnector: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.changeStation)
            let change = try ConnectorChange(InputReader(field.object("input")))
            try await context.stores.upkeep.inventoryChanges.updateConnector(change, viewer: context.viewer)
            return .one(Payload<ConnectorField>(id: change.connector.rawValue))
        }
    }
}

extension ConnectorChange {
    fileprivate init(_ input: InputReader) throws {
        self.init(connector: ConnectorID(rawValue: try input.required("id", try input.id("id", .connector))))
        type = try input.change("type") { try $0.word($1, as: ConnectorType.self) }
        ratedPower = try input.change("ratedPowerW") { try $0.measure($1, upTo: 1e7) }
        maximumCurrent = try input.change("maximumCurrentA") { try $0.measure($1, upTo: 10_000) }
        currentKind = try input.change("currentKind") { try $0.word($1, as: CurrentKind.self) }
        phases = try input.change("phases") { try $0.integer($1, in: 1...3) }
    }
}
