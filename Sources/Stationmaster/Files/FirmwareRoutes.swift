import Charging
import ChargingAPI
import Foundation
import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore

/// `POST /files/firmware?vendor=…&model=…&version=…&fileName=…`: adds an image to the catalogue, the file itself as the body.
///
/// Signed firmware comes with two header fields: `Firmware-Signature`, Base64 of the signature over the file's SHA-256, and
/// `Firmware-Signing-Certificate`, Base64 of the certificate's PEM and that of the certificates that signed it.
struct FirmwareRoutes: Sendable {
    let files: FirmwareFiles
    let gate: TransferGate
    let verification: any FirmwareVerification
    let limits: FileReceiver.Limits
    let viewers: ViewerCache
    var proxies = TrustedProxies()
    let logger: Logger

    func addRoutes(to router: Router<APIRequestContext>) {
        router.post("files/firmware") { request, context in
            await FileAnswer.of(logger, request) { try await add(request, from: context.peer(of: request, proxies)) }
        }
    }

    private func add(_ request: Request, from peer: String?) async throws -> Response {
        let viewer = try await viewers.viewer(of: request)
        try viewer.require(scopes: [.writeStations])
        guard Rights(of: viewer).allows(.configureStation) else {
            throw ChargingError(.forbidden, "The role \(viewer.role.rawValue) does not allow this.")
        }
        let image = try NewFirmwareImage(request)
        let receiver = FileReceiver(storage: files.storage, limits: limits)
        let declared = try receiver.declaredLength(of: request)
        let pass = try gate.beginUpload(at: nil, from: peer)
        defer { withExtendedLifetime(pass) {} }
        let added = try await receiver.receive(
            request, declared: declared, as: .firmware, named: image.fileName
        ) { file in
            if let signature = image.signature { try await verification.verify(signature, digest: file.sha256) }
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
        let parameters = try request.uri.formParameters()
        func text(_ name: String, upTo limit: Int) throws -> String {
            let value = parameters.first { $0.name == name }?.value ?? ""
            let isClean = value.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            guard (1...limit).contains(value.unicodeScalars.count), isClean else {
                throw ChargingError(
                    .badInput, "The parameter \(name) should be 1 to \(limit) characters of text.", field: name)
            }
            return value
        }
        let name = parameters.first { $0.name == "fileName" }.flatMap { FileName.cleaned($0.value) }
        guard let name else {
            throw ChargingError(.badInput, "The parameter fileName should be the name of a file.", field: "fileName")
        }
        self.init(
            vendor: try text("vendor", upTo: 100), model: try text("model", upTo: 100),
            version: try text("version", upTo: 100), fileName: name,
            signature: try FirmwareSignature(request.headers))
    }
}

extension FirmwareSignature {
    /// Nil where there is none.
    fileprivate init?(_ headers: HTTPFields) throws {
        func field(_ name: String) -> String? {
            HTTPField.Name(name).flatMap { headers[$0] }
        }
        switch (field("Firmware-Signature"), field("Firmware-Signing-Certificate")) {
        case (nil, nil): return nil
        case (let signature?, let encoded?):
            guard (1...800).contains(signature.utf8.count), let pem = Data(base64Encoded: encoded),
                (1...5500).contains(pem.count), let certificate = String(data: pem, encoding: .utf8),
                !certificate.contains("\0")
            else {
                throw ChargingError(
                    .badInput,
                    "Firmware-Signature should be up to 800 characters, Firmware-Signing-Certificate the Base64 of up to 5500.",
                    field: "signature")
            }
            self.init(signature: signature, certificate: certificate)
        default:
            throw ChargingError(
                .badInput, "Firmware-Signature and Firmware-Signing-Certificate belong together.", field: "signature")
        }
    }
}
