import Charging
import ChargingAPI
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// `GET /files/exports/{id}`: the file of an export job, for the person who asked for it.
struct ExportJobRoutes: Sendable {
    let jobs: any ExportJobBook
    let storage: FileStorage
    let gate: TransferGate
    let viewers: ViewerCache
    var pace = TransferPace(total: .seconds(6 * 3600))
    let logger: Logger

    func addRoutes(to router: Router<APIRequestContext>) {
        router.get("files/exports/:id") { request, context in
            await FileAnswer.of(logger, request) {
                let viewer = try await viewers.viewer(of: request)
                try viewer.require(scopes: [.export])
                guard let id = context.parameters.get("id").flatMap(GlobalID.init), id.type == .exportJob,
                    let file = try await jobs.exportFile(of: ExportJobID(rawValue: id.rawValue), viewer: viewer)
                else { throw FileRefusal.unknown }
                let pass = try gate.beginDownload(by: .person(viewer.userID))
                return try await FileResponse(
                    file: file, path: storage.path(of: file.storedName, .exports), pass: pass, pace: pace,
                    channel: context.channel
                ).response(to: request)
            }
        }
    }
}
