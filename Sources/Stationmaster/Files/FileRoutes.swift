import Charging
import ChargingAPI
import Foundation
import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore

/// `/files`: where stations leave what they were asked for and fetch their firmware, each at an address that only it knows,
/// and where people fill the catalogue and fetch what stations left.
///
/// Everything streams between socket and disk. A charger's own name for a file is kept as text and never becomes a path.
struct FileRoutes: Sendable {
    let records: any FileRecords
    let storage: FileStorage
    let gate: TransferGate
    let uploadLimits: FileReceiver.Limits
    let events: any EventBus
    let viewers: ViewerCache
    let now: @Sendable () -> Timestamp
    let logger: Logger

    func addRoutes(to router: Router<some RequestContext>) {
        // Some chargers take the address for a folder and add the file's name to it.
        for path in ["files/uploads/:token", "files/uploads/:token/:name"] {
            for method in [HTTPRequest.Method.put, .post] {
                router.on(RouterPath(path), method: method) { request, context in
                    await FileAnswer.of(logger) {
                        try await upload(request, context.parameters.get("token"), context.parameters.get("name"))
                    }
                }
            }
        }
        for path in ["files/firmware/:token", "files/firmware/:token/:name"] {
            router.get(RouterPath(path)) { request, context in
                await FileAnswer.of(logger) { try await firmware(request, context.parameters.get("token")) }
            }
            router.head(RouterPath(path)) { request, context in
                await FileAnswer.of(logger) {
                    try await firmware(request, context.parameters.get("token")).createHeadResponse()
                }
            }
        }
        router.get("files/uploads/:token") { request, context in
            await FileAnswer.of(logger) { try await receivedFile(request, context.parameters.get("token")) }
        }
    }

    // MARK: - Stations

    private func upload(_ request: Request, _ token: String?, _ name: String?) async throws -> Response {
        guard let hash = token.flatMap(OneTimeToken.hash) else { throw FileRefusal.unknown }
        let receiver = FileReceiver(storage: storage, limits: uploadLimits)
        let declared = try receiver.declaredLength(of: request)
        let pass = try gate.beginUpload(at: hash)
        defer { withExtendedLifetime(pass) {} }
        guard let expected = try await records.upload(hash) else { throw FileRefusal.unknown }
        guard !expected.isReceived else { throw FileRefusal.received }
        guard expected.expiresAt > now() else { throw FileRefusal.expired }
        let kept = try await receiver.receive(
            request, declared: declared, as: .uploads, named: FileName.of(request, path: name)
        ) { file in
            guard try await records.received(file, by: hash, at: now()) else { return nil as StoredFile? }
            logger.info(
                "a file was received", metadata: ["operation": "\(expected.operation)", "bytes": "\(file.size)"])
            return file
        }
        guard kept != nil else { throw FileRefusal.expired }
        events.publish(
            .fileReceived(expected.operation, station: expected.station, organization: expected.organization))
        events.publish(
            .operationChanged(expected.operation, station: expected.station, organization: expected.organization))
        return FileAnswer.text(.created, "received")
    }

    private func firmware(_ request: Request, _ token: String?) async throws -> Response {
        guard let hash = token.flatMap(OneTimeToken.hash) else { throw FileRefusal.unknown }
        let pass = try gate.beginDownload()
        guard let image = try await records.offeredImage(hash, at: now()) else { throw FileRefusal.unknown }
        return try await FileResponse(
            file: image, path: storage.path(of: image.storedName, .firmware), pass: pass
        ).response(to: request)
    }

    // MARK: - People

    private func receivedFile(_ request: Request, _ id: String?) async throws -> Response {
        let viewer = try await viewers.viewer(of: request)
        guard let id = id.flatMap(GlobalID.init), id.type == .operation else { throw FileRefusal.unknown }
        let pass = try gate.beginDownload()
        guard
            let file = try await records.receivedFile(of: OperationID(rawValue: id.rawValue), viewer: viewer)
        else { throw FileRefusal.unknown }
        return try await FileResponse(
            file: file, path: storage.path(of: file.storedName, .uploads), pass: pass
        ).response(to: request)
    }
}
