import Charging
import ChargingAPI
import Foundation
import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore

/// `POST /files/firmware?vendor=…&model=…&version=…&fileName=…`: adds an image to the catalogue, the file itself as the body.
struct FirmwareRoutes: Sendable {
    let files: FirmwareFiles
    let gate: TransferGate
    let limits: FileReceiver.Limits
    let viewers: ViewerCache
    let logger: Logger

    func addRoutes(to router: Router<some RequestContext>) {
        router.post("files/firmware") { request, _ in
            await FileAnswer.of(logger) { try await add(request) }
        }
    }

    private func add(_ request: Request) async throws -> Response {
        let viewer = try await viewers.viewer(of: request)
        guard Rights(of: viewer).allows(.configureStation) else {
            throw ChargingError(.forbidden, "The role \(viewer.role.rawValue) does not allow this.")
        }
        let image = try NewFirmwareImage(request)
        let pass = try gate.beginUpload(at: nil)
        defer { withExtendedLifetime(pass) {} }
        let receiver = FileReceiver(storage: files.storage, limits: limits)
        let added = try await receiver.receive(request, as: .firmware, named: image.fileName) { file, _ in
            let id = try await files.records.addImage(image, file: file, viewer: viewer)
            return [
                "id": .string(GlobalID(.firmwareImage, id.rawValue).text), "sizeBytes": .integer(file.size),
                "sha256": .string(file.sha256.hexadecimal),
            ] as JSONObject
        }
        let answer = JSONValue.object(added ?? [:])
        return Response(
            status: .created, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.encoded())))
    }
}

extension NewFirmwareImage {
    /// - Throws: ``ChargingError`` `.badInput` that names what is missing.
    fileprivate init(_ request: Request) throws {
        func text(_ name: String, upTo limit: Int) throws -> String {
            let value = request.uri.queryParameters.get(name) ?? ""
            let isClean = value.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            guard (1...limit).contains(value.unicodeScalars.count), isClean else {
                throw ChargingError(
                    .badInput, "The parameter \(name) should be 1 to \(limit) characters of text.", field: name)
            }
            return value
        }
        let name = request.uri.queryParameters.get("fileName").flatMap(FileName.cleaned)
        guard let name else {
            throw ChargingError(.badInput, "The parameter fileName should be the name of a file.", field: "fileName")
        }
        self.init(
            vendor: try text("vendor", upTo: 100), model: try text("model", upTo: 100),
            version: try text("version", upTo: 100), fileName: name, signature: nil)
    }
}
