import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var changeAvailability: FieldResolver<APIContext> {
        operation { input in
            try .changeAvailability(
                connector: try input.connector() ?? 0,
                try input.required("type", try input.word("type", as: AvailabilityType.self)))
        }
    }
}
