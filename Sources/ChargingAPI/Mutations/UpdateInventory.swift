import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var updateInventory: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.keepInventory)
            let input = InputReader(field.object("input"))
            let items = input.members("items")
            guard !items.isEmpty else { throw input.refusal("items", "is empty.") }
            guard items.count <= InventoryChange.limit else {
                throw FieldError(
                    "items has \(items.count) stations; up to \(InventoryChange.limit) are allowed.",
                    code: .limitExceeded, field: "items")
            }
            let changes = try items.map { try InventoryChange($0, context.services.vault) }
            let stations = try await context.stores.upkeep.inventoryChanges.updateInventory(
                changes, viewer: context.viewer)
            return .one(StationsPayload(ids: stations.map(\.rawValue)))
        }
    }
}

extension InventoryChange {
    fileprivate init(_ input: InputReader, _ vault: any CredentialVault) throws {
        switch (try input.id("stationId", .station), try input.name("chargePointId", upTo: 48)) {
        case (let id?, nil): self.init(station: .id(StationID(rawValue: id)))
        case (nil, let id?): self.init(station: .chargePointID(id))
        case (nil, nil), (_?, _?): throw input.refusal("stationId", "or chargePointId has to be given, and not both.")
        }
        for text in InventoryText.allCases where input.isGiven(text.rawValue) {
            texts[text] = .some(try input.name(text.rawValue, upTo: 100))
        }
        manufacturedAt = try input.change("manufacturedAt") { try $0.timestamp($1) }
        accessCode = try input.change("accessCode") { try $0.sealed($1, by: vault) }
        masterPassword = try input.change("masterPassword") { try $0.sealed($1, by: vault) }
    }
}

extension InputReader {
    fileprivate func sealed(_ name: String, by vault: any CredentialVault) throws -> [UInt8]? {
        try self.name(name, upTo: 100).map { try vault.store(Array($0.utf8)).encrypted }
    }
}
