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
    /// A file on a slow mobile link takes its time, and not every charger goes on where it was interrupted.
    var downloadPace = TransferPace(total: .seconds(6 * 3600))
    var proxies = TrustedProxies()
    let events: any EventBus
    let viewers: ViewerCache
    let now: @Sendable () -> Timestamp
    let logger: Logger

    func addRoutes(to router: Router<APIRequestContext>) {
        // Some chargers take the address for a folder and add the file's name to it.
        for path in ["files/uploads/:token", "files/uploads/:token/:name"] {
            for method in [HTTPRequest.Method.put, .post] {
                router.on(RouterPath(path), method: method) { request, context in
                    await FileAnswer.of(logger, request) {
                        try await upload(
                            request, context.parameters.get("token"), context.parameters.get("name"),
                            context.peer(of: request, proxies))
                    }
                }
            }
        }
        for path in ["files/firmware/:token", "files/firmware/:token/:name"] {
            router.get(RouterPath(path)) { request, context in
                await FileAnswer.of(logger, request) { try await firmware(request, context) }
            }
            router.head(RouterPath(path)) { request, context in
                await FileAnswer.of(logger, request) {
                    try await firmware(request, context).createHeadResponse()
                }
            }
        }
        router.get("files/uploads/:token") { request, context in
            await FileAnswer.of(logger, request) { try await receivedFile(request, context) }
        }
    }

    // MARK: - Stations

    private func upload(
        _ request: Request, _ token: String?, _ name: String?, _ peer: String?
    ) async throws -> Response {
        guard let hash = token.flatMap(OneTimeToken.hash) else { throw FileRefusal.unknown }
        let receiver = FileReceiver(storage: storage, limits: uploadLimits)
        let declared = try receiver.declaredLength(of: request)
        // First, so that nobody who knows no address takes a place.
        guard let expected = try await records.upload(hash) else { throw FileRefusal.unknown }
        guard !expected.isReceived else { throw FileRefusal.received }
        guard expected.expiresAt > now() else { throw FileRefusal.expired }
        let pass = try gate.beginUpload(at: hash, from: peer)
        defer { withExtendedLifetime(pass) {} }
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

    private func firmware(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        guard let hash = context.parameters.get("token").flatMap(OneTimeToken.hash),
            let image = try await records.offeredImage(hash, at: now())
        else { throw FileRefusal.unknown }
        return try await response(to: request, with: image, of: .firmware, by: .address(hash), context)
    }

    // MARK: - People

    private func receivedFile(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let viewer = try await viewers.viewer(of: request)
        // Diagnostics and logs have the messages in them.
        try viewer.require(scopes: [.readStations, .readMessages])
        guard let id = context.parameters.get("token").flatMap(GlobalID.init), id.type == .operation,
            let file = try await records.receivedFile(of: OperationID(rawValue: id.rawValue), viewer: viewer)
        else { throw FileRefusal.unknown }
        return try await response(to: request, with: file, of: .uploads, by: .person(viewer.userID), context)
    }

    private func response(
        to request: Request, with file: StoredFile, of kind: FileStorage.Kind, by taker: TransferGate.Taker,
        _ context: APIRequestContext
    ) async throws -> Response {
        let pass = try gate.beginDownload(by: taker)
        return try await FileResponse(
            file: file, path: storage.path(of: file.storedName, kind), pass: pass, pace: downloadPace,
            channel: context.channel
        ).response(to: request)
    }
}
