import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// A mutation, since it records the look; see ``SecretKeeping``.
    static var revealSecret: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.configureStation)
            let input = InputReader(field.object("input"))
            let station = try input.required("stationId", try input.id("stationId", .station))
            let reason = try input.required("reason", try input.name("reason", upTo: 500))
            let encrypted = try await context.stores.upkeep.secrets.forReading(
                try input.required("secret", try input.word("secret", as: StationSecret.self)),
                of: StationID(rawValue: station), because: reason, viewer: context.viewer)
            return .one(RevealedSecret(station: station, bytes: try context.services.vault.reveal(encrypted)))
        }
    }

    static var revealSecretPayload: ResolverGroup<APIContext> {
        var payload = ResolverGroup<APIContext>("RevealSecretPayload")
        payload["station"] = .load(on: RevealedSecret.self, by: StationField.loader) { payloads, _, _ in
            [payloads.batch.station]
        }
        payload["secret"] = .leaf(on: RevealedSecret.self) { payloads, _, _ in
            .strings([payloads.batch.text ?? payloads.batch.hexadecimal])
        }
        payload["isHexadecimal"] = .leaf(on: RevealedSecret.self) { payloads, _, _ in
            .booleans([payloads.batch.text == nil])
        }
        return payload
    }
}

private struct RevealedSecret: ObjectBatch {
    let station: Int64
    let bytes: [UInt8]
    var count: Int { 1 }

    /// Nil where it is no text that could be typed: an AuthorizationKey may be any bytes.
    var text: String? {
        String(validating: bytes, as: UTF8.self).flatMap { text in
            text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } ? text : nil
        }
    }

    var hexadecimal: String {
        bytes.reduce(into: "") { $0 += ($1 < 16 ? "0" : "") + String($1, radix: 16) }
    }
}
