import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var stationPicture: ResolverGroup<APIContext> {
        var picture = ResolverGroup<APIContext>("StationPicture")
        picture.globalID(of: PictureField.self)
        picture["station"] = reference(from: PictureField.stationID, to: StationField.self)
        picture.column("alternativeText", PictureField.alternativeText)
        picture.column("width", PictureField.width)
        picture.column("height", PictureField.height)
        picture.column("sizeBytes", PictureField.sizeBytes)
        picture["uploadedBy"] = reference(from: PictureField.uploadedBy, to: UserField.self)
        picture.column("createdAt", PictureField.createdAt)
        return picture
    }

    static var picturesOfStation: FieldResolver<APIContext> {
        list(of: StationField.self) { stations, fields, context in
            try await context.stores.upkeep.pictures.pictures(
                ofStations: stations.map(StationID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
    }

    static var describeStationPicture: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.changeStation)
            let input = InputReader(field.object("input"))
            let id = try input.required("id", try input.id("id", .stationPicture))
            let text = try input.required("alternativeText", try input.name("alternativeText", upTo: 300))
            guard text.contains(where: { !$0.isWhitespace }) else {
                throw input.refusal("alternativeText", "is blank.")
            }
            try await context.stores.upkeep.album.describe(
                PictureID(rawValue: id), as: text, viewer: context.viewer)
            return .one(Payload<PictureField>(id: id))
        }
    }

    static var deleteStationPictures: FieldResolver<APIContext> {
        deletion(.stationPicture, right: .changeStation) { ids, context in
            try await context.stores.upkeep.album.delete(
                ids.map(PictureID.init(rawValue:)), viewer: context.viewer)
        }
    }
}

extension PictureField: NodeField {
    static let nodeType = NodeType.stationPicture
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.upkeep.pictures.pictures(
            ids: ids.map(PictureID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [PictureField]] = [
        "station": [.stationID], "alternativeText": [.alternativeText], "width": [.width], "height": [.height],
        "sizeBytes": [.sizeBytes], "uploadedBy": [.uploadedBy], "createdAt": [.createdAt],
    ]
}
