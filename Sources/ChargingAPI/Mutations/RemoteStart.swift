import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var remoteStart: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.require(.operateStation)
            let input = InputReader(field.object("input"))
            let operation = try await context.services.remoteControl.remoteStart(
                station: StationID(rawValue: try input.required("stationId", try input.id("stationId", .station))),
                // A charge needs a connector, so 0, the whole station, does not do here.
                connector: try input.integer("connector", in: 1...1_000),
                idTag: try input.required("idTag", try input.name("idTag", upTo: 20)),
                wait: input.boolean("wait") ?? true, viewer: context.viewer)
            return .one(Payload<OperationField>(id: operation.rawValue))
        }
    }
}
