import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var changeConfiguration: FieldResolver<APIContext> {
        operation { input in
            try .changeConfiguration(
                key: try input.required("key", try input.name("key", upTo: 50)),
                value: try input.required("value", try input.text("value", length: 0...500)))
        }
    }
}
