import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var inventory: FieldResolver<APIContext> {
        rootPages(as: { InventoryOrder($0).cursors }) { page, fields, field, context in
            try await context.stores.upkeep.inventory.inventory(
                try InventoryFilter(field), order: InventoryOrder(field), page: page, fields: fields,
                viewer: context.viewer)
        }
    }

    static var inventoryItem: ResolverGroup<APIContext> {
        var item = ResolverGroup<APIContext>("InventoryItem")
        item.column("chargePointId", InventoryField.chargePointID)
        item.column("manufacturedAt", InventoryField.manufacturedAt)
        item.column("model", InventoryField.model)
        item.column("partNumber", InventoryField.partNumber)
        item.column("mesSerialNumber", InventoryField.mesSerialNumber)
        item.column("materialNumber", InventoryField.materialNumber)
        item.column("firmwareVersion", InventoryField.firmwareVersion)
        item.column("vendorCode", InventoryField.vendorCode)
        item.column("createdAt", InventoryField.createdAt)
        item.column("modifiedAt", InventoryField.modifiedAt)
        item.column("isInTimeout", InventoryField.isInTimeout)
        item.column("inTimeoutSince", InventoryField.inTimeoutSince)
        item.column("hasPassword", InventoryField.hasPassword)
        item.column("hasAccessCode", InventoryField.hasAccessCode)
        item.column("hasMasterPassword", InventoryField.hasMasterPassword)
        item["station"] = .load(on: Records<InventoryField>.self, by: StationField.loader) { items, _, _ in
            items.batch.rows.ids
        }
        return item
    }
}

extension InventoryFilter {
    fileprivate init(_ field: FieldRequest) throws { try self.init(InputReader(field.object("filter"))) }

    init(_ input: InputReader) throws {
        self.init()
        chargePointID = try input.searchText("chargePointId")
        mesSerialNumber = try input.searchText("mesSerialNumber")
        model = try input.searchText("model")
        materialNumber = try input.searchText("materialNumber")
        isInTimeout = input.boolean("isInTimeout")
    }
}

extension InventoryOrder {
    fileprivate init(_ field: FieldRequest) {
        self = field.string("orderBy").flatMap(InventoryOrder.init(rawValue:)) ?? .chargePointID
    }

    init(_ input: InputReader) throws {
        self = try input.word("orderBy", as: InventoryOrder.self) ?? .chargePointID
    }

    fileprivate var cursors: CursorList {
        switch self {
        case .chargePointID: .inventoryByID
        case .mesSerialNumber: .inventoryBySerialNumber
        case .createdAtDescending: .inventoryByCreation
        case .modifiedAtDescending: .inventoryByChange
        }
    }
}

extension InventoryField: APIField {
    static let columnsByName: [String: [InventoryField]] = [
        "chargePointId": [.chargePointID], "manufacturedAt": [.manufacturedAt], "model": [.model],
        "partNumber": [.partNumber], "mesSerialNumber": [.mesSerialNumber], "materialNumber": [.materialNumber],
        "firmwareVersion": [.firmwareVersion], "vendorCode": [.vendorCode], "createdAt": [.createdAt],
        "modifiedAt": [.modifiedAt], "isInTimeout": [.isInTimeout], "inTimeoutSince": [.inTimeoutSince],
        "hasPassword": [.hasPassword], "hasAccessCode": [.hasAccessCode], "hasMasterPassword": [.hasMasterPassword],
        // The id of the row is the station's.
        "station": [],
    ]
}
