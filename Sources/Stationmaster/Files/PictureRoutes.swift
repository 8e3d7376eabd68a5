import Charging
import ChargingAPI
import Foundation
import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore

/// `POST /files/pictures?station=…&alternativeText=…`: adds a picture to a station, the file itself as the body.
/// `GET /files/pictures/:id`: gives it to whoever may see the station.
struct PictureRoutes: Sendable {
    /// Of a file, in bytes.
    private static let sizeLimit = 16 << 20

    let pictures: PictureFiles
    var encoder = PictureEncoder()
    let viewers: ViewerCache
    let leastFree: Int64
    var proxies = TrustedProxies()
    let logger: Logger
    /// Few at a time: each is a process that draws.
    var gate = TransferGate(.init(uploads: 4, uploadsOfPeer: 2, downloadsOfTaker: 8))

    func addRoutes(to router: Router<APIRequestContext>) {
        router.post("files/pictures") { request, context in
            await FileAnswer.of(logger, request) { try await add(request, from: context.peer(of: request, proxies)) }
        }
        router.get("files/pictures/:id") { request, context in
            await FileAnswer.of(logger, request) { try await show(request, context) }
        }
    }

    private func add(_ request: Request, from peer: String?) async throws -> Response {
        let viewer = try await viewers.viewer(of: request)
        try viewer.require(scopes: [.writeStations])
        let parameters = try request.uri.formParameters()
        let station = try Self.station(parameters.first { $0.name == "station" }?.value ?? "")
        let text = try Self.alternativeText(parameters.first { $0.name == "alternativeText" }?.value ?? "")
        try await pictures.records.requireRoomForPicture(of: station, viewer: viewer)
        let pass = try gate.beginUpload(at: nil, from: "\(viewer.userID.rawValue)")
        defer { withExtendedLifetime(pass) {} }
        let bytes = try await SmallBody(limit: Self.sizeLimit).read(request)
        guard try await pictures.storage.hasRoom(for: Int64(bytes.count), leaving: leastFree) else {
            throw FileRefusal.diskFull
        }
        let picture = try await drawn(bytes)
        let new = NewPicture(
            station: station, alternativeText: text, width: picture.width, height: picture.height)
        let id = try await Doer.$current.withValue(Doer(userID: viewer.userID, address: peer)) {
            try await pictures.add(new, jpeg: picture.jpeg, viewer: viewer)
        }
        let answer = JSONValue.object(["id": .string(GlobalID(.stationPicture, id.rawValue).text)])
        return Response(
            status: .created, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.encoded())))
    }

    private func drawn(_ bytes: [UInt8]) async throws -> PictureEncoder.Picture {
        var file = try await pictures.storage.beginFile()
        defer { file.close() }
        do {
            try await file.append(ByteBuffer(bytes: bytes))
            let picture = try await encoder.picture(ofFile: file.path)
            await file.discard()
            return picture
        } catch {
            await file.discard()
            throw error
        }
    }

    private func show(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let viewer = try await viewers.viewer(of: request)
        try viewer.require(scopes: [.readStations])
        guard let id = context.parameters.get("id").flatMap(GlobalID.init), id.type == .stationPicture,
            let file = try await pictures.records.pictureFile(PictureID(rawValue: id.rawValue), viewer: viewer)
        else { throw FileRefusal.unknown }
        let pass = try gate.beginDownload(by: .person(viewer.userID))
        return try await FileResponse(
            file: file, path: pictures.storage.path(of: file.storedName, .pictures), contentType: "image/jpeg",
            pass: pass, pace: TransferPace(total: .seconds(600)), channel: context.channel
        ).response(to: request)
    }

    private static func station(_ text: String) throws -> StationID {
        guard let id = GlobalID(text), id.type == .station else {
            throw ChargingError(.badInput, "The parameter station should be the id of a station.", field: "station")
        }
        return StationID(rawValue: id.rawValue)
    }

    private static func alternativeText(_ text: String) throws -> String {
        let text = text.trimmingCharacters(in: .whitespaces)
        let isClean = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard (1...300).contains(text.unicodeScalars.count), isClean else {
            throw ChargingError(
                .badInput,
                "The parameter alternativeText should say in 1 to 300 characters what the picture shows, for those who cannot see it.",
                field: "alternativeText")
        }
        return text
    }
}
