import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var dataTransfer: FieldResolver<APIContext> {
        operation { input in
            try .dataTransfer(
                vendorID: try input.required("vendorId", try input.name("vendorId", upTo: 255)),
                messageID: try input.name("messageId", upTo: 50),
                data: try input.text("data", length: 0...10_000))
        }
    }
}
