import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var onboardStation: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.onboardStation)
            let station = try NewStation(InputReader(field.object("input")), vault: context.services.vault)
            let record = try await context.stores.directory.onboardStation(station, viewer: context.viewer)
            await context.services.stationOnboarded(record)
            return .one(Payload<StationField>(id: record.id.rawValue))
        }
    }
}

extension NewStation {
    fileprivate init(_ input: InputReader, vault: any CredentialVault) throws {
        let text = try input.required("chargePointId", try input.text("chargePointId", length: 1...48))
        guard let chargePointID = ChargePointID(text) else {
            throw input.refusal("chargePointId", "contains a slash or a control character.")
        }
        self.init(
            chargePointID: chargePointID, description: try input.text("description", length: 0...500),
            admission: try input.word("admission", as: StationAdmission.self) ?? .accepted,
            credential: try input.password().map(vault.store),
            groupIDs: try input.ids("groupIds", .group)?.map(GroupID.init(rawValue:)) ?? [])
    }
}

extension InputReader {
    /// As it is sent in Basic authentication, which knows no control characters (RFC 7617, section 2).
    fileprivate func password() throws -> [UInt8]? {
        guard let text = try text("password", length: 0...1_000) else { return nil }
        let bytes = Array(text.utf8)
        guard (8...40).contains(bytes.count) else {
            throw refusal("password", "has \(bytes.count) bytes; 8 to 40 are allowed.")
        }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw refusal("password", "contains control characters.")
        }
        return bytes
    }
}
